"""请假与替会：asked with a reason, decided by the organiser, of a leader by the host."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.convening.models import Invitation
from office.kernel.clock import now
from office.kernel.ids import uuid7


class LeaveKind(models.TextChoices):
    AWAY = "away", "请假"
    REPLACED = "replaced", "替会"


class LeaveState(models.TextChoices):
    ASKED = "asked", "待批"
    AGREED = "agreed", "已同意"
    REFUSED = "refused", "未同意"
    DROPPED = "dropped", "已撤回"


class Leave(models.Model):
    """请假, or 替会 with the one who is to come instead. Of one guest at most one waits; those before it stay as they ended."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="leaves", verbose_name="参会人")
    kind = models.CharField("事由类别", max_length=8, choices=LeaveKind.choices)
    reason = models.CharField("事由", max_length=400)
    substitute = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="替会人"
    )
    state = models.CharField("状态", max_length=8, choices=LeaveState.choices, default=LeaveState.ASKED)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="申请人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("申请人当时的姓名岗位", default=dict)
    on_behalf = models.BooleanField("代填", default=False)
    at = models.DateTimeField("申请时间", default=now)
    said = models.CharField("答复", max_length=400, blank=True)
    decided_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("答复人", default=dict)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "请假"
        ordering = ["invitation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(state="asked"), name="of_a_guest_one_leave_waits"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_leave_has_a_reason"),
            models.CheckConstraint(
                condition=(Q(kind="replaced") & Q(substitute__isnull=False))
                | (Q(kind="away") & Q(substitute__isnull=True)),
                name="whoever_is_replaced_names_who_comes",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(said=""), name="whoever_refuses_a_leave_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}{self.get_kind_display()}"

    @property
    def task(self) -> str:
        """The name of its to-do."""
        return f"leave/{self.uid}"

    @property
    def waits(self) -> bool:
        return self.state == LeaveState.ASKED
