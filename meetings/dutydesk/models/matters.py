"""未结事项：what one shift leaves to the next. It lasts until it is closed with a result; no shift can drop it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models.registers import CallEntry, LogEntry
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_WHAT = 200
LONGEST_WORDS = 1000


class PendingMatter(models.Model):
    """未结事项. It belongs to the unit, so it is open for whoever is on duty. `due_at` is by the clock on the wall."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="pending_matters", verbose_name="值班单位")
    what = models.CharField("事项", max_length=LONGEST_WHAT)
    log_entry = models.ForeignKey(
        LogEntry, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="值班日志"
    )
    call_entry = models.ForeignKey(
        CallEntry, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="电话记录"
    )
    due_at = models.DateTimeField("何时以前", null=True, blank=True)
    opened_at = models.DateTimeField("何时起", default=now)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("谁记的")
    closed_at = models.DateTimeField("何时了结", null=True, blank=True)
    result = models.CharField("结果", max_length=LONGEST_WORDS, blank=True)

    class Meta:
        verbose_name = "未结事项"
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(fields=["unit", "opened_at"], condition=Q(closed_at__isnull=True), name="what_is_pending")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="a_pending_matter_is_called_something"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result="") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="a_pending_matter_is_closed_with_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("dutydesk:matter", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now()


class StepKind(models.TextChoices):
    OPENED = "opened", "记为未结"
    NOTED = "noted", "进展"
    TAKEN_OVER = "taken_over", "接班接手"
    CLOSED = "closed", "了结"


class MatterStep(models.Model):
    """What befell a pending matter; only ever added."""

    matter = models.ForeignKey(PendingMatter, models.PROTECT, related_name="steps", verbose_name="未结事项")
    kind = models.CharField("一步", max_length=12, choices=StepKind.choices)
    words = models.CharField("说明", max_length=LONGEST_WORDS, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("谁")
    at = models.DateTimeField("何时", default=now)

    class Meta:
        verbose_name = "未结事项的经过"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()
