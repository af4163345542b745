"""批次：a catalogue that was brought, what its columns are, and what became of each of its rows."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import now
from office.kernel.ids import uuid7


class BatchState(models.TextChoices):
    MAPPING = "mapping", "待对应"
    READY = "ready", "待导入"
    RUNNING = "running", "导入中"
    STOPPED = "stopped", "已停下"
    DONE = "done", "已完成"
    TAKEN_BACK = "taken_back", "已撤回"


class RowState(models.TextChoices):
    WAITING = "waiting", "未导入"
    FILED = "filed", "已归档"
    ALREADY = "already", "原已有"
    HELD_BACK = "held_back", "检测未过"
    REFUSED = "refused", "没有收"
    TAKEN_BACK = "taken_back", "已撤回"


class Batch(models.Model):
    """One catalogue with its files. `mapping` is {column: element}; `turn` counts the jobs that worked at it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    fonds = models.ForeignKey("archive.Fonds", models.PROTECT, related_name="+", verbose_name="全宗")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.MAPPING)
    name = models.CharField("目录文件名", max_length=200)
    catalogue = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="目录")
    package_name = models.CharField("压缩包文件名", max_length=200, blank=True)
    package = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="压缩包"
    )
    header = models.JSONField("表头", default=list)
    mapping = models.JSONField("各列是什么", default=dict)
    retention = models.CharField("没写期限的按", max_length=8, blank=True, help_text="empty: by the fonds' table")
    turn = models.PositiveIntegerField("第几轮作业", default=0)
    says = models.CharField("停下的原因", max_length=400, blank=True)
    brought_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="送来的人")
    at = models.DateTimeField("送来时间", default=now)
    begun_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入批次"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organ", "-at"], name="batch_by_organ")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["running", "done"]) | Q(begun_at__isnull=False),
                name="a_batch_that_runs_has_begun",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("importing:batch", args=[self.uid])

    def named(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row by their elements."""
        return {element: cells[int(n)] for n, element in self.mapping.items() if int(n) < len(cells)}


class Row(models.Model):
    """One row of a catalogue. `line` is its line in the file; `says` why it was not taken, or what is odd about it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", verbose_name="批次")
    line = models.PositiveIntegerField("第几行")
    cells = models.JSONField("各格")
    state = models.CharField("状态", max_length=10, choices=RowState.choices, default=RowState.WAITING)
    says = models.CharField("说明", max_length=400, blank=True)
    record = models.ForeignKey(
        "archive.Record", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="档案"
    )

    class Meta:
        verbose_name = "导入的一行"
        ordering = ["batch", "line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="a_line_of_a_catalogue_comes_once")]
        indexes = [models.Index(fields=["batch", "state", "line"], name="row_by_state")]

    def __str__(self) -> str:
        return f"{self.batch} 第{self.line}行"
