from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "archive.importing"
    verbose_name = "导入"

    def ready(self) -> None:
        from archive.history import address  # noqa: PLC0415 - the house can be entered only now
        from archive.importing.history import ACTS, BATCH_ACTS, batch_address  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("importing", ACTS, address)
        name_acts("imports", BATCH_ACTS, batch_address)
