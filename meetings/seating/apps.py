from django.apps import AppConfig


class SeatingConfig(AppConfig):
    name = "meetings.seating"
    label = "seating"
    verbose_name = "座次"
