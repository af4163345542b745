"""一次自动排班: what was asked of the solver, how far it is, and what came of it."""

from django.db import models
from django.db.models import Q

from meetings.duty.models.rosters import Roster
from office.kernel.ids import uuid7


class RunState(models.TextChoices):
    RUNNING = "running", "正在排班"
    DONE = "done", "已排出"
    IMPOSSIBLE = "impossible", "排不出"
    STOPPED = "stopped", "已停下"
    FAILED = "failed", "没有办成"
    TAKEN = "taken", "已采用"
    DROPPED = "dropped", "没有采用"


class RosterRun(models.Model):
    """自动排班, or 重新安排 of a published month. `seen_version`: the roster's when it began; a roster that was changed meanwhile takes nothing of it.

    `proposal`: [[shift, role, place, person], …] by their row keys, whole. `explanation`: what is said of it, in words and numbers.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="runs", verbose_name="排班表")
    state = models.CharField("状态", max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    replans = models.BooleanField("改动最少", default=False)
    asked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="发起人")
    asked_at = models.DateTimeField("发起时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    seen_version = models.PositiveIntegerField("所见版本")
    progress = models.CharField("进度", max_length=200, blank=True)
    says = models.CharField("说明", max_length=400, blank=True)
    explanation = models.JSONField("评价", default=dict)
    proposal = models.JSONField("安排", default=list)

    class Meta:
        verbose_name = "自动排班"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roster"], condition=Q(state=RunState.RUNNING), name="a_roster_is_made_once_at_a_time"
            )
        ]
