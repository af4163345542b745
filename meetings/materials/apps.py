from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "meetings.materials"
    label = "materials"
    verbose_name = "会议材料"

    def ready(self) -> None:
        from meetings.convening.people import on_people_changed  # noqa: PLC0415 - the house can be entered only now
        from meetings.convening.progress import Door, Stage, bring_door, bring_stage  # noqa: PLC0415
        from meetings.materials.giving import give_to_newcomers  # noqa: PLC0415
        from meetings.materials.history import ACTS, address  # noqa: PLC0415
        from meetings.materials.selectors.progress import at_the_door, so_far  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("materials", ACTS, address)
        bring_stage(Stage(50, "材料", so_far))
        bring_door(Door(20, "材料", at_the_door))
        on_people_changed(give_to_newcomers)
