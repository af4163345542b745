from django.apps import AppConfig


class ConveningConfig(AppConfig):
    name = "meetings.convening"
    label = "convening"
    verbose_name = "会议"

    def ready(self) -> None:
        from meetings.convening.following import USER  # noqa: PLC0415 - the house can be entered only now
        from meetings.convening.history import ACTS, address  # noqa: PLC0415
        from meetings.convening.progress import bring_stage  # noqa: PLC0415
        from meetings.convening.selectors.feeds import meetings_of  # noqa: PLC0415
        from meetings.convening.stages import AGENDA, NOTICE  # noqa: PLC0415
        from meetings.selectors.feeds import bring_events  # noqa: PLC0415
        from meetings.using import bring_user  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        bring_stage(AGENDA)
        bring_stage(NOTICE)
        bring_events(meetings_of)
        bring_user(USER)
        name_acts("convening", ACTS, address)
