"""延期：asked before the day, with the reason and the new day; the unit's leader agrees, the supervisor decides."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from docflow.supervision import moves
from docflow.supervision.models.assignments import Assignment
from office.kernel.clock import now
from office.kernel.ids import uuid7


class ExtensionState(models.TextChoices):
    ASKED = moves.ASKED, "待本单位负责人同意"
    AGREED = moves.AGREED, "待督办决定"
    GRANTED = moves.GRANTED, "已批准"
    REFUSED = moves.REFUSED, "未批准"
    DECLINED = moves.DECLINED, "本单位未同意"
    LAPSED = moves.LAPSED, "已失效"


class Extension(models.Model):
    """延期申请. `old_on` is the day that it asks to move."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    part = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions", verbose_name="任务")
    old_on = models.DateField("原时限")
    new_on = models.DateField("申请延至")
    reason = models.CharField("延期理由", max_length=400)
    progress = models.CharField("目前进展", max_length=400)
    state = models.CharField("状态", max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("申请人")
    at = models.DateTimeField("申请时间", default=now)
    agreed_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "本单位负责人", default=dict, blank=True
    )
    agreed_at = models.DateTimeField("同意时间", null=True, blank=True)
    decided_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "决定人", default=dict, blank=True
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    said = models.CharField("答复", max_length=400, blank=True)

    class Meta:
        verbose_name = "督办延期"
        ordering = ["part", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(state__in=moves.EXTENSION_WAITS),
                name="one_extension_of_a_part_waits_at_a_time",
            ),
            models.CheckConstraint(condition=Q(new_on__gt=F("old_on")), name="an_extension_goes_beyond_the_day"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(progress=""), name="an_extension_says_why_and_how_far_it_is"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("refused", "declined")) | ~Q(said=""),
                name="a_supervision_extension_that_is_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} 延期至{self.new_on}"
