from django.apps import AppConfig


class SeatingConfig(AppConfig):
    name = "meetings.seating"
    label = "seating"
    verbose_name = "座次"

    def ready(self) -> None:
        from meetings.convening.people import on_people_changed  # noqa: PLC0415 - the house can be entered only now
        from meetings.convening.progress import bring_door, bring_stage  # noqa: PLC0415
        from meetings.seating.chain import DOOR, STAGE  # noqa: PLC0415
        from meetings.seating.following import follow_people  # noqa: PLC0415
        from meetings.seating.history import ACTS, address  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("seating", ACTS, address)
        bring_stage(STAGE)
        bring_door(DOOR)
        on_people_changed(follow_people)
