"""抽查：whether whoever is on duty is at his desk, and how many seconds he took to answer."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.duty.models import DutyUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Manner(models.TextChoices):
    SYSTEM = "system", "系统点名"
    PHONE = "phone", "电话抽查"


class Result(models.TextChoices):
    """`WAITS`: called by the system, and there is still time to answer."""

    WAITS = "waits", "等待应答"
    PRESENT = "present", "在岗"
    AWAY = "away", "脱岗"
    SILENT = "silent", "无人接听"
    STRANGER = "stranger", "非在编人员"


class SpotCheck(models.Model):
    """一次抽查. By the system, the server measures from `called_at` to `answered_at`; by telephone, whoever rang writes what he found."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="spot_checks", verbose_name="值班单位")
    manner = models.CharField("方式", max_length=8, choices=Manner.choices)
    person = models.ForeignKey(
        "office.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽查谁"
    )
    role = models.CharField("值班岗位", max_length=20, blank=True)
    answered_by = models.CharField("接听人", max_length=60, blank=True)
    called_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁抽查")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("抽查人")
    called_at = models.DateTimeField("抽查时间", default=now)
    until = models.DateTimeField("应答时限", null=True, blank=True)
    answered_at = models.DateTimeField("应答时间", null=True, blank=True)
    seconds = models.PositiveIntegerField("几秒应答", null=True, blank=True)
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.WAITS)
    knows = models.BooleanField("掌握当日情况", null=True, blank=True)
    note = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "抽查"
        ordering = ["-called_at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-called_at"], name="spot_checks_of_a_unit"),
            models.Index(fields=["until"], condition=Q(result="waits"), name="spot_checks_that_wait"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"],
                condition=Q(result="waits"),
                name="one_spot_check_of_somebody_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(result="waits") | Q(manner="system", person__isnull=False, until__isnull=False),
                name="only_a_call_by_the_system_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}抽查"

    @property
    def task(self) -> str:
        return f"spot-check {self.uid}"
