"""催办：somebody asked those who hold a paper to get on with it."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Urge(models.Model):
    """One urging: by whom, of which tasks, in which words."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    run = models.ForeignKey("docflow.Run", models.PROTECT, related_name="urges", verbose_name="流程实例")
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="催办人")
    names = models.JSONField("催办人当时姓名职务")
    whom = models.JSONField("催了谁", help_text="names of those who were urged")
    words = models.CharField("催办语", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=now)
    tasks = models.ManyToManyField("docflow.Task", related_name="urges", verbose_name="任务")

    class Meta:
        verbose_name = "催办"
        ordering = ["run", "-at", "-id"]

    def __str__(self) -> str:
        return f"{self.names.get('name', '')}催办{self.run}"
