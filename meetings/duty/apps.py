from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "meetings.duty"
    label = "duty"
    verbose_name = "值班"

    def ready(self) -> None:
        from meetings.duty.history import ACTS  # noqa: PLC0415 - the house can be entered only now
        from meetings.duty.selectors.feeds import turns_in_calendar  # noqa: PLC0415
        from meetings.selectors.feeds import bring_events  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        bring_events(turns_in_calendar)
        name_acts("duty", ACTS)
