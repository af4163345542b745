from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "office.calendar"
    label = "calendar"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from office.trail.wording import name_acts  # noqa: PLC0415 - like the models, after the apps

        name_acts("calendar", {"imported": "导入工作日历"})
