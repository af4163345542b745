from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "meetings.attendance"
    label = "attendance"
    verbose_name = "参会"

    def ready(self) -> None:
        from meetings.attendance import stages  # noqa: PLC0415 - the house can be entered only now
        from meetings.attendance.asking import tend  # noqa: PLC0415
        from meetings.attendance.history import ACTS  # noqa: PLC0415
        from meetings.attendance.turns import announced, turned  # noqa: PLC0415
        from meetings.convening.people import on_people_changed  # noqa: PLC0415
        from meetings.convening.progress import bring_door, bring_stage  # noqa: PLC0415
        from meetings.convening.turns import on_announced, on_turned  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("attendance", ACTS)
        for stage in (stages.REPLIES, stages.SIGN_INS):
            bring_stage(stage)
        for door in (stages.REPLY, stages.SIGN_IN):
            bring_door(door)
        on_people_changed(tend)
        on_announced(announced)
        on_turned(turned)
