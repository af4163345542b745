"""督办：what was decided is given to units with a day, looked after until it is done, and shown to be done."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "docflow.supervision"
    label = "supervision"
    verbose_name = "督办"

    def ready(self) -> None:
        from docflow.supervision.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("supervision", ACTS, address)
