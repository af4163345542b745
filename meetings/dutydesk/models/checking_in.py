"""到岗签到，和没有按时签到的.

A turn may be given to another, or be made anew, in the app that keeps rosters. So these rows say whose turn it was by unit, person and
beginning, and not by a row of the roster.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from meetings.duty.models import DutyUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_PLACE = 120


class OneTurn(models.Model):
    """Which turn a row is about."""

    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="值班单位")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="值班人")
    role = models.CharField("值班岗位", max_length=20)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")

    class Meta:
        abstract = True


class CheckIn(OneTurn):
    """到岗签到: once a turn, by himself, never changed. A place is written; where the phone is, only if he has it added."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    at = models.DateTimeField("签到时间", default=now)
    is_late = models.BooleanField("迟", default=False)
    place = models.CharField("地点", max_length=LONGEST_PLACE)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=8, decimal_places=5, null=True, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("签到人")

    class Meta:
        verbose_name = "到岗签到"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "person", "starts_at"], name="whoever_is_on_duty_checks_in_once"),
            models.CheckConstraint(condition=~Q(place=""), name="a_check_in_has_a_place"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_check_in_lies_on_the_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.names.get('name', '')}到岗签到"


class Rung(models.IntegerChoices):
    """How far it has been told."""

    PERSON = 1, "本人"
    LEADER = 2, "带班领导"
    KEEPERS = 3, "值班管理处室"


class MissedCheckIn(OneTurn):
    """没有按时签到: counted once and for all. It climbs until he checks in or somebody says that he sees to it (`acknowledged`).

    `rung` is the last that was told, `next_at` when the next one is. `is_shut`: nobody is asked any more.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    due_at = models.DateTimeField("应签到的最后时刻")
    found_at = models.DateTimeField("发现时间", default=now)
    rung = models.PositiveSmallIntegerField("告知到", choices=Rung.choices, default=Rung.PERSON)
    next_at = models.DateTimeField("何时再告知", null=True, blank=True)
    acknowledged_at = models.DateTimeField("有人处理", null=True, blank=True)
    acknowledged_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "谁处理", default=dict, blank=True
    )
    is_shut = models.BooleanField("已了", default=False)

    class Meta:
        verbose_name = "没有按时签到"
        ordering = ["-due_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "starts_at"], name="a_check_in_that_is_missing_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(is_shut=False), name="what_is_shut_climbs_no_further"
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="a_missed_turn_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(is_shut=False), name="missed_check_ins_that_climb")]

    def __str__(self) -> str:
        return f"{self.person}没有按时签到"

    @property
    def tasks(self) -> list[str]:
        """Its to-dos, one a rung."""
        return [self.task(rung) for rung in Rung]

    def task(self, rung: int) -> str:
        return f"check-in {self.uid} {int(rung)}"
