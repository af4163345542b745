"""固化信息的定期复核：when each file of the archive was last read again, what came of it, and what each round did."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Condition(models.TextChoices):
    """How a file was found."""

    INTACT = "intact", "完好"
    CHANGED = "changed", "内容变了"
    ABSENT = "absent", "不在存储中"
    UNREAD = "unread", "读不出"


class Fixity(models.Model):
    """The last look at one file. `since` is when it was first found as it is now."""

    file = models.OneToOneField("archive.RecordFile", models.PROTECT, related_name="fixity", verbose_name="档案文件")
    condition = models.CharField("状况", max_length=8, choices=Condition.choices)
    says = models.CharField("说明", max_length=400, blank=True)
    since = models.DateTimeField("何时起", default=now)
    checked_at = models.DateTimeField("最近复核", default=now)

    class Meta:
        verbose_name = "固化复核"
        ordering = ["checked_at", "id"]
        indexes = [
            models.Index(fields=["checked_at", "id"], name="fixity_oldest_first"),
            models.Index(fields=["-since"], name="fixity_not_intact", condition=~Q(condition="intact")),
        ]

    def __str__(self) -> str:
        return f"{self.file}：{self.get_condition_display()}"


class FixityRound(models.Model):
    """One round: which slice was read, how much, how long, what was found. Written when it ends."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    began_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("结束", default=now)
    files = models.PositiveIntegerField("文件数")
    bytes = models.PositiveBigIntegerField("字节数")
    broken = models.PositiveIntegerField("不完好的文件数")

    class Meta:
        verbose_name = "复核轮次"
        ordering = ["-ended_at", "-id"]
        indexes = [models.Index(fields=["-ended_at", "-id"], name="fixity_rounds_newest")]

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d} 复核{self.files}个文件"
