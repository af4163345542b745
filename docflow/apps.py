from django.apps import AppConfig


class DocflowConfig(AppConfig):
    name = "docflow"
    verbose_name = "办文"
