from django.apps import AppConfig


class DutyDeskConfig(AppConfig):
    name = "meetings.dutydesk"
    label = "dutydesk"
    verbose_name = "值班室"
