from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "meetings.proceedings"
    label = "proceedings"
    verbose_name = "会议进行"
