from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "meetings.topics"
    label = "topics"
    verbose_name = "议题"
