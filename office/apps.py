from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "office"
    verbose_name = "机关"

    def ready(self) -> None:
        from office.access import signs  # noqa: F401, PLC0415 - listens to signing in and out; models are there only now
        from office.trail.wording import name_acts  # noqa: PLC0415

        name_acts("office", {"anchor_mended": "补记外存锚"})
