from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "meetings.duty"
    label = "duty"
    verbose_name = "值班"

    def ready(self) -> None:
        from meetings.duty.history import ACTS  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("duty", ACTS)
