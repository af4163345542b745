"""领导批示与交办：what a leader said of an event, who is to do what by when, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.duty.models import DutyUnit
from meetings.urgent.models.events import UrgentEvent
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Instruction(models.Model):
    """批示: a leader's word on an event, as he said it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="instructions", verbose_name="事件")
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="值班单位")
    text = models.TextField("批示", max_length=2000)
    said_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="批示人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("批示人姓名职务")
    at = models.DateTimeField("批示时间", default=now)

    class Meta:
        verbose_name = "领导批示"
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_instruction_says_something")]


class InstructedTask(models.Model):
    """交办: one unit's part of an instruction, by the wall clock. It is fed back by the unit, and closed by who instructed."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="tasks", verbose_name="批示")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )
    duty_unit = models.ForeignKey(
        DutyUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="值班单位"
    )
    due_at = models.DateTimeField("时限")
    told_late_at = models.DateTimeField("超时提醒", null=True, blank=True)
    feedback = models.TextField("反馈", max_length=2000, blank=True)
    fed_back_at = models.DateTimeField("反馈时间", null=True, blank=True)
    feedback_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "反馈人姓名职务", default=dict, blank=True
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "办结人姓名职务", default=dict, blank=True
    )

    class Meta:
        verbose_name = "批示交办"
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(told_late_at__isnull=True), name="instructed_tasks_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=True) ^ Q(duty_unit__isnull=True),
                name="an_instructed_task_is_for_one_unit",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(fed_back_at__isnull=False),
                name="an_instructed_task_is_closed_after_its_feedback",
            ),
        ]

    def __str__(self) -> str:
        return str(self.department or self.duty_unit)

    @property
    def task(self) -> str:
        """The name of its to-do."""
        return f"instructed/{self.uid}"
