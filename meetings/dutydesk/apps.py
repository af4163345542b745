from django.apps import AppConfig


class DutyDeskConfig(AppConfig):
    name = "meetings.dutydesk"
    label = "dutydesk"
    verbose_name = "值班室"

    def ready(self) -> None:
        from meetings.dutydesk.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("dutydesk", ACTS, address)
