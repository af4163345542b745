from django.apps import AppConfig


class UrgentConfig(AppConfig):
    name = "meetings.urgent"
    label = "urgent"
    verbose_name = "紧急事件"

    def ready(self) -> None:
        from meetings.urgent.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("urgent", ACTS, address)
