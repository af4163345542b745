from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = "通知"

    def ready(self) -> None:
        from office.api import on_sign_in_ended  # noqa: PLC0415 - the house can be entered only now
        from realtime.bells import look_again  # noqa: PLC0415

        on_sign_in_ended(look_again)
