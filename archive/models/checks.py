"""四性检测的报告：what was looked at, item by item, with what came of it. Never changed: a new check is a new report."""

from django.db import models
from django.urls import reverse

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Stage(models.TextChoices):
    """DA/T 70-2018: at which step a check is made. The prefix of the third is not certain; ours is CB."""

    FILING = "GD", "归档"
    TRANSFER = "YJ", "移交与接收"
    KEEPING = "CB", "长期保存"


class Conclusion(models.TextChoices):
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    MANUAL = "manual", "待人工"


class CheckReport(models.Model):
    """One check of one record. `items` are the findings in the order of their codes: {"code", "name", "looked_at", "result", "says", "decides", "own"}."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    record = models.ForeignKey("archive.Record", models.PROTECT, related_name="checks", verbose_name="档案")
    revision = models.PositiveIntegerField("第几次归档", default=1)
    stage = models.CharField("环节", max_length=2, choices=Stage.choices)
    conclusion = models.CharField("结论", max_length=6, choices=Conclusion.choices)
    items = models.JSONField("各项")
    by = models.ForeignKey("office.Appointment", models.PROTECT, null=True, related_name="+", verbose_name="检测人")
    at = models.DateTimeField("检测时间", default=now)

    class Meta:
        verbose_name = "检测报告"
        ordering = ["record", "-at", "-id"]
        indexes = [models.Index(fields=["record", "-at", "-id"], name="check_report_newest")]

    def __str__(self) -> str:
        return f"{self.record} {self.get_stage_display()}检测：{self.get_conclusion_display()}"

    def get_absolute_url(self) -> str:
        return reverse("archive:check_report", args=[self.uid])
