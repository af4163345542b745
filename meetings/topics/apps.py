from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "meetings.topics"
    label = "topics"
    verbose_name = "议题"

    def ready(self) -> None:
        from docflow.api import ship_routes  # noqa: PLC0415 - the house can be entered only now
        from meetings.convening.progress import bring_stage  # noqa: PLC0415
        from meetings.convening.turns import on_turned  # noqa: PLC0415
        from meetings.topics.history import ACTS, CALL_ACTS, address, call_address  # noqa: PLC0415
        from meetings.topics.stage import COLLECTING  # noqa: PLC0415
        from meetings.topics.turns import turned  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        ship_routes("meetings.topics.routes")
        name_acts("topics", ACTS, address)
        name_acts("topic_calls", CALL_ACTS, call_address)
        bring_stage(COLLECTING)
        on_turned(turned)
