from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "archive.loans"
    label = "loans"
    verbose_name = "借阅"

    def ready(self) -> None:
        from archive.loans.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from docflow.api import ship_routes  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        ship_routes("archive.loans.routes")
        name_acts("loans", ACTS, address)
