from django.apps import AppConfig


class IncomingConfig(AppConfig):
    name = "docflow.incoming"
    verbose_name = "收文"

    def ready(self) -> None:
        from docflow.circulation.papers import let_circulate  # noqa: PLC0415 - the house can be entered only now
        from docflow.history import address  # noqa: PLC0415
        from docflow.incoming import due  # noqa: F401, PLC0415 - follows the calendar
        from docflow.incoming.actions import numbering  # noqa: F401, PLC0415 - says how its numbers are made void
        from docflow.incoming.circulating import circulating  # noqa: PLC0415
        from docflow.incoming.history import ACTS  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("incoming", ACTS, address)
        let_circulate("incoming", circulating)
