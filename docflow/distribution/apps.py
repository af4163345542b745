from django.apps import AppConfig


class DistributionConfig(AppConfig):
    name = "docflow.distribution"
    verbose_name = "分发"

    def ready(self) -> None:
        from docflow.distribution import due  # noqa: F401, PLC0415 - follows the calendar
        from docflow.distribution.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("distribution", ACTS, address)
