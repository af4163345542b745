"""值班日志、电话记录及其附件：rows are added, by triggers never changed. What was wrong is said in another row that names it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.duty.models import DutyUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_TEXT = 4000
LONGEST_LINE = 120
LONGEST_WEATHER = 40


class Entry(models.Model):
    """One row of a register. `at` is when it happened, `day` the office's day of it; `staff` who was on duty then, as written down."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="值班单位")
    at = models.DateTimeField("时间")
    day = models.DateField("日期")
    staff = models.CharField("带班和值班人员", max_length=400, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("记录人")
    noted_at = models.DateTimeField("记录时间", default=now)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="更正哪一条"
    )

    class Meta:
        abstract = True


class LogKind(models.TextChoices):
    MATTER = "matter", "办理事项"
    PAPER = "paper", "来文来电报"
    VISITOR = "visitor", "来访"
    REPORT = "report", "上报"
    PATROL = "patrol", "巡查"
    OTHER = "other", "其他"


class LogEntry(Entry):
    """值班日志的一条."""

    kind = models.CharField("类别", max_length=8, choices=LogKind.choices, default=LogKind.MATTER)
    source = models.CharField("来自", max_length=LONGEST_LINE, blank=True)
    content = models.TextField("内容", max_length=LONGEST_TEXT)
    handling = models.TextField("处理情况", max_length=LONGEST_TEXT, blank=True)
    handled_by = models.CharField("办理人", max_length=LONGEST_LINE, blank=True)
    result = models.CharField("结果", max_length=400, blank=True)
    weather = models.CharField("天气", max_length=LONGEST_WEATHER, blank=True)

    class Meta:
        verbose_name = "值班日志"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "-day", "-at"], name="duty_log_by_day")]
        constraints = [models.CheckConstraint(condition=~Q(content=""), name="a_log_entry_says_something")]

    def __str__(self) -> str:
        return self.content[:40]

    def get_absolute_url(self) -> str:
        return reverse("dutydesk:log_entry", args=[self.uid])


class Direction(models.TextChoices):
    IN = "in", "来电"
    OUT = "out", "去电"


class CallEntry(Entry):
    """电话记录的一条: who rang about what, what was done, and who was told. `is_important`: it stands in the hand-over."""

    direction = models.CharField("来去", max_length=3, choices=Direction.choices, default=Direction.IN)
    reporter_unit = models.CharField("对方单位", max_length=LONGEST_LINE)
    reporter_name = models.CharField("对方姓名", max_length=40, blank=True)
    reporter_post = models.CharField("对方职务", max_length=60, blank=True)
    reporter_phone = models.CharField("对方电话", max_length=40, blank=True)
    place = models.CharField("事发地点", max_length=LONGEST_LINE, blank=True)
    content = models.TextField("起因、经过和情况", max_length=LONGEST_TEXT)
    measures = models.TextField("已采取的措施和趋势", max_length=LONGEST_TEXT, blank=True)
    told = models.CharField("已报告领导、通知单位", max_length=400, blank=True)
    is_important = models.BooleanField("重要电话", default=False)

    class Meta:
        verbose_name = "电话记录"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "-day", "-at"], name="duty_calls_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(reporter_unit=""), name="a_call_has_somebody_and_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reporter_unit}：{self.content[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("dutydesk:call_entry", args=[self.uid])


class EntryFile(models.Model):
    """附件 of one entry of either register."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    log_entry = models.ForeignKey(
        LogEntry, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="值班日志"
    )
    call_entry = models.ForeignKey(
        CallEntry, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="电话记录"
    )
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    added_at = models.DateTimeField("上传时间", default=now)

    class Meta:
        verbose_name = "值班记录附件"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(log_entry__isnull=False, call_entry__isnull=True)
                | Q(log_entry__isnull=True, call_entry__isnull=False),
                name="a_file_of_a_duty_register_has_one_entry",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> DutyUnit:
        entries: list[Entry | None] = [self.log_entry, self.call_entry]
        return next(one.unit for one in entries if one is not None)
