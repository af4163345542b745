from django.apps import AppConfig


class DistributionConfig(AppConfig):
    name = "docflow.distribution"
    verbose_name = "分发"
