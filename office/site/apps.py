from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The composition root: the only part that knows every room."""

    name = "office.site"
    label = "composition"
    verbose_name = "门面"

    def ready(self) -> None:
        from office.site import telling  # noqa: F401, PLC0415 - says there whom it tells of what; rooms are there only now
