from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "office.jobs"
    label = "jobs"
    verbose_name = "后台作业"

    def ready(self) -> None:
        from office.trail.wording import name_acts  # noqa: PLC0415 - like the models, after the apps

        name_acts("jobs", {"tried_again": "重试作业", "set_aside": "作业不再办"})
