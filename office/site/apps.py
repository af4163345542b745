from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The composition root: the only part that knows every room."""

    name = "office.site"
    label = "composition"
    verbose_name = "门面"
