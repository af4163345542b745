"""信息报送：what units report, edited into the issues of a periodical, and counted for them by a rule that explains itself."""

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "docflow.briefs"
    label = "briefs"
    verbose_name = "信息报送"

    def ready(self) -> None:
        from docflow.briefs.history import ACTS, address  # noqa: PLC0415 - the house can be entered only now
        from office.api import name_acts  # noqa: PLC0415

        name_acts("briefs", ACTS, address)
