from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "office.administration"
    label = "administration"
    verbose_name = "机关管理"

    def ready(self) -> None:
        from office.administration.history import ACTS  # noqa: PLC0415 - beside its one use
        from office.trail.wording import name_acts  # noqa: PLC0415

        name_acts("administration", ACTS)
