from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "docflow.circulation"
    verbose_name = "传阅"

    def ready(self) -> None:
        from docflow.circulation.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("circulation", ACTS, address)
