"""座次方案：the hall of a meeting and the rules by which its seats are given."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import Meeting
from meetings.seating.rules.seats import Block, Kind
from office.kernel.clock import now
from office.kernel.ids import uuid7

MOST_ROWS, MOST_COLUMNS = 60, 60


class Shown(models.TextChoices):
    """What those who come see of the plan."""

    NOBODY = "nobody", "未公布"
    OWN = "own", "各看各的座位"
    ALL = "all", "公布全图和姓名"


class SeatingPlan(models.Model):
    """座次方案. `stand_in_sits`: whoever stands in for somebody takes his seat, else he is given one as everybody else.

    `version` counts changes, so that of two organisers the second is told; `said`, `changed_by` (empty: people changed) and `changed_at` tell
    of the last one, and `before` holds the seats that it changed, by the row key of the invitation: what 撤回上一步 puts back.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="seating", verbose_name="会议")
    right_is_senior = models.BooleanField("以右为尊", default=False)
    together = models.BooleanField("同一单位坐在一起", default=False)
    stand_in_sits = models.BooleanField("替会人员坐原位", default=True)
    shown = models.CharField("公布", max_length=6, choices=Shown.choices, default=Shown.NOBODY)
    version = models.PositiveIntegerField("第几稿", default=0)
    said = models.CharField("上一步", max_length=200, blank=True)
    changed_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁改的"
    )
    changed_at = models.DateTimeField("修改时间", default=now)
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "改前的座位", default=dict, blank=True
    )

    class Meta:
        verbose_name = "座次方案"
        constraints = [
            models.CheckConstraint(
                condition=Q(shown__in=Shown.values), name="a_seating_plan_is_shown_to_somebody_or_nobody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}座次"

    def get_absolute_url(self) -> str:
        return reverse("seating:plan", args=[self.meeting.uid])


class SeatingBlock(models.Model):
    """会场的一部分: a podium, rows, a table. Its place is in the codes of its seats."""

    plan = models.ForeignKey(SeatingPlan, models.CASCADE, related_name="blocks", verbose_name="座次方案")
    place = models.PositiveSmallIntegerField("第几块")
    kind = models.CharField("排法", max_length=6, choices=[(one.value, one.value) for one in Kind])
    rows = models.PositiveSmallIntegerField("排数", default=1)
    columns = models.PositiveSmallIntegerField("每排座数", default=1)
    aisles: "models.JSONField[list[int], list[int]]" = models.JSONField("过道", default=list, blank=True)
    door_at_end = models.BooleanField("门在桌端", default=False)
    name = models.CharField("名称", max_length=20, blank=True)

    class Meta:
        verbose_name = "会场的一部分"
        ordering = ["plan", "place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="a_part_of_a_hall_has_its_place"),
            models.CheckConstraint(
                condition=Q(rows__gte=1, rows__lte=MOST_ROWS, columns__gte=1, columns__lte=MOST_COLUMNS),
                name="a_part_of_a_hall_has_seats",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.place}"

    @property
    def block(self) -> Block:
        """As the rules know it."""
        return Block(
            place=self.place,
            kind=Kind(self.kind),
            rows=self.rows,
            columns=self.columns,
            aisles=tuple(self.aisles),
            door_at_end=self.door_at_end,
            name=self.name,
        )
