"""紧急事件：what was received, how grave it is, and whether it is a drill."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.duty.models import DutyUnit
from office.kernel.clock import now
from office.kernel.fields import EncryptedTextField
from office.kernel.ids import uuid7

DRILL_MARK = "【演练】"


class EventKind(models.TextChoices):
    """事件类别."""

    NATURAL = "natural", "自然灾害"
    ACCIDENT = "accident", "事故灾难"
    HEALTH = "health", "公共卫生事件"
    SECURITY = "security", "社会安全事件"


class EventLevel(models.TextChoices):
    """事件级别: from the gravest to that which nobody has judged yet."""

    FIRST = "1", "Ⅰ级（特别重大）"
    SECOND = "2", "Ⅱ级（重大）"
    THIRD = "3", "Ⅲ级（较大）"
    FOURTH = "4", "Ⅳ级（一般）"
    UNRATED = "0", "未定级"


class UrgentEvent(models.Model):
    """一起紧急事件 of the duty unit that received it. Its facts are as the last report told them; each report keeps its own.

    `details` are the answers to the questions of its kind, by their keys; what was answered under another kind stays.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="events", verbose_name="接报单位")
    kind = models.CharField("类别", max_length=12, choices=EventKind.choices)
    level = models.CharField("级别", max_length=1, choices=EventLevel.choices, default=EventLevel.UNRATED)
    title = models.CharField("名称", max_length=120)
    place = models.CharField("地点", max_length=200)
    occurred_at = models.DateTimeField("事发时间", null=True, blank=True)
    received_at = models.DateTimeField("接报时间")
    source = models.CharField("信息来源", max_length=200, blank=True)
    reporter = models.CharField("报告人", max_length=100, blank=True)
    reporter_phone = EncryptedTextField("报告人电话", blank=True)
    casualties = models.TextField("伤亡情况", max_length=1000, blank=True)
    loss = models.TextField("损失情况", max_length=1000, blank=True)
    course = models.TextField("事件经过", max_length=4000, blank=True)
    measures = models.TextField("已采取的措施", max_length=4000, blank=True)
    details: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("分类要素", default=dict, blank=True)
    is_sensitive = models.BooleanField("敏感事件", default=False)
    is_drill = models.BooleanField("演练", default=False)
    opened_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="登记人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("登记人姓名职务")
    opened_at = models.DateTimeField("登记时间", default=now)
    moved_at = models.DateTimeField("最近一步", default=now)
    closed_at = models.DateTimeField("终报时间", null=True, blank=True)
    reports_sent = models.PositiveIntegerField("已报次数", default=0)

    class Meta:
        verbose_name = "紧急事件"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-moved_at"], name="urgent_events_of_a_unit"),
            models.Index(fields=["received_at"], name="urgent_events_by_receipt"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_urgent_event_has_a_name"),
            models.CheckConstraint(
                condition=Q(occurred_at__isnull=True) | Q(occurred_at__lte=F("received_at")),
                name="an_urgent_event_is_not_received_before_it_occurs",
            ),
        ]

    def __str__(self) -> str:
        """Its name, and before it that it is a drill: wherever it is named, it is marked."""
        return f"{DRILL_MARK if self.is_drill else ''}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("urgent:event", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def written_reports(self) -> int:
        """How many reports were written; what was only telephoned is not counted."""
        return self.reports.exclude(stage="telephone").count()

    @property
    def short_level(self) -> str:
        """Ⅱ级, 未定级."""
        return str(EventLevel(self.level).label).partition("（")[0]
