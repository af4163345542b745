from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "meetings.proceedings"
    label = "proceedings"
    verbose_name = "会议进行"

    def ready(self) -> None:
        from meetings.attendance.signing import who_signed_in  # noqa: PLC0415 - the house can be entered only now
        from meetings.convening.history import address  # noqa: PLC0415
        from meetings.convening.progress import bring_door, bring_stage  # noqa: PLC0415
        from meetings.proceedings import neighbours  # noqa: PLC0415
        from meetings.proceedings.filing import bring_filed_part  # noqa: PLC0415
        from meetings.proceedings.history import ACTS  # noqa: PLC0415
        from meetings.proceedings.presence import bring_presence  # noqa: PLC0415
        from meetings.proceedings.stages import DOOR, STAGES  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("proceedings", ACTS, address)
        for stage in STAGES:
            bring_stage(stage)
        bring_door(DOOR)
        bring_presence(who_signed_in)
        bring_filed_part(neighbours.handed_out, place=10)
        bring_filed_part(neighbours.sign_in_list, place=20)
