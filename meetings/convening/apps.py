from django.apps import AppConfig


class ConveningConfig(AppConfig):
    name = "meetings.convening"
    label = "convening"
    verbose_name = "会议"

    def ready(self) -> None:
        from meetings.convening.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("convening", ACTS, address)
