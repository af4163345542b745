"""值班室的规则，和值班屏."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from meetings.duty.models import DutyUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7


class DeskRule(models.Model):
    """值班室规则: what holds for one unit. A unit without such a row goes by what stands here as default.

    `asks_since`: when `checks_in` was last switched on again; what was not asked for before then was missed by nobody.
    """

    unit = models.OneToOneField(DutyUnit, models.PROTECT, related_name="desk_rule", verbose_name="值班单位")
    checks_in = models.BooleanField("到岗要签到", default=True)
    asks_since = models.DateTimeField("从何时起要签到", null=True, blank=True)
    early_minutes = models.PositiveSmallIntegerField("接班前多少分钟起可以签到", default=30)
    late_minutes = models.PositiveSmallIntegerField("接班后多少分钟没有签到算迟", default=15)
    leader_minutes = models.PositiveSmallIntegerField("再过多少分钟告知带班领导", default=10)
    keepers_minutes = models.PositiveSmallIntegerField("再过多少分钟告知值班管理处室", default=10)
    answer_seconds = models.PositiveSmallIntegerField("抽查应在多少秒内应答", default=180)
    shows_phones = models.BooleanField("值班屏上显示值班人员电话", default=True)

    class Meta:
        verbose_name = "值班室规则"
        constraints = [
            models.CheckConstraint(
                condition=Q(early_minutes__lte=240)
                & Q(late_minutes__lte=240)
                & Q(leader_minutes__lte=240)
                & Q(keepers_minutes__lte=240)
                & Q(answer_seconds__gte=30, answer_seconds__lte=3600),
                name="the_minutes_of_a_duty_desk_are_within_four_hours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}的值班室规则"

    @property
    def early(self) -> timedelta:
        return timedelta(minutes=self.early_minutes)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.late_minutes)


class WallScreen(models.Model):
    """值班屏: opened without sign-in by whoever has its address, of which the digest alone is kept."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="wall_screens", verbose_name="值班单位")
    made_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁建的")
    digest = models.CharField("摘要", max_length=64, unique=True, help_text="SM3, hexadecimal")
    made_at = models.DateTimeField("建立时间", default=now)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "值班屏"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.unit}值班屏"
