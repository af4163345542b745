from django.apps import AppConfig


class DocflowConfig(AppConfig):
    name = "docflow"
    verbose_name = "办文"

    def ready(self) -> None:
        from docflow.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("docflow", ACTS, address)
