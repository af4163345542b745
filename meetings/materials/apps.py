from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "meetings.materials"
    label = "materials"
    verbose_name = "会议材料"
