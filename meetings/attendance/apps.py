from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "meetings.attendance"
    label = "attendance"
    verbose_name = "参会"
