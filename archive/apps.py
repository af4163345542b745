from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "归档"

    def ready(self) -> None:
        from archive import fonds_history  # noqa: PLC0415 - the house can be entered only now
        from archive.history import ACTS, address  # noqa: PLC0415
        from archive.search.missing_texts import read_missing_texts_by  # noqa: PLC0415
        from archive.texts import text_of  # noqa: PLC0415
        from office.api import name_acts  # noqa: PLC0415

        name_acts("archive", ACTS, address)
        name_acts("fonds", fonds_history.ACTS, fonds_history.address)
        read_missing_texts_by(text_of)
