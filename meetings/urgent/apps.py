from django.apps import AppConfig


class UrgentConfig(AppConfig):
    name = "meetings.urgent"
    label = "urgent"
    verbose_name = "紧急事件"
