"""排班表、班次、一个人的一班."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.duty.models.units import DutyRole, DutyUnit, ShiftPattern
from office.kernel.clock import now
from office.kernel.ids import uuid7


class DayKind(models.TextChoices):
    """日子的种类: by the working calendar as it was when the shift was made, which is what is counted for fairness."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "节假日"


class Roster(models.Model):
    """一个月的排班表. Until it is published only those who keep the unit see it; from then on its turns are duty. `version` grows with every change."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="rosters", verbose_name="值班单位")
    month = models.DateField("月份")
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    version = models.PositiveIntegerField("版本", default=0)
    changed_at = models.DateTimeField("最近修改", null=True, blank=True)
    changed_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="最近修改人"
    )

    class Meta:
        verbose_name = "排班表"
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="a_duty_unit_has_one_roster_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_roster_is_of_a_whole_month"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.month:%Y}年{self.month.month}月值班安排"

    def get_absolute_url(self) -> str:
        return reverse("duty:roster", args=[self.uid])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Shift(models.Model):
    """班次: a span of duty, of the day on which it begins. It may end on another day, in another month or year."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="shifts", verbose_name="排班表")
    pattern = models.ForeignKey(ShiftPattern, models.PROTECT, related_name="+", verbose_name="班次样式")
    day = models.DateField("日期")
    kind = models.CharField("日子的种类", max_length=8, choices=DayKind.choices)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")

    class Meta:
        verbose_name = "班次"
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "pattern", "day"], name="a_shift_of_a_pattern_begins_once_a_day"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="a_shift_ends_after_it_begins"),
        ]


class TurnQuerySet(models.QuerySet["Turn"]):
    def published(self) -> "TurnQuerySet":
        return self.filter(shift__roster__published_at__isnull=False)

    def at(self, moment: datetime) -> "TurnQuerySet":
        """Those that are served at a moment."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)


class Turn(models.Model):
    """一个人的一班: a place of a shift (`role`, and which of its people) and who has it. Taken over in the middle, it ends there and another begins.

    `is_locked`: whoever makes the roster has said that it stays; no run of the solver changes it. `sequence` and `changed_at` are told to calendars elsewhere.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="turns", verbose_name="班次")
    role = models.ForeignKey(DutyRole, models.PROTECT, related_name="+", verbose_name="值班岗位")
    place = models.PositiveSmallIntegerField("第几人", default=1)
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="值班人")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    is_locked = models.BooleanField("已锁定", default=False)
    sequence = models.PositiveIntegerField("改动次数", default=0)
    changed_at = models.DateTimeField("最近改动", default=now)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = "值班"
        ordering = ["starts_at", "role__order", "place", "id"]
        indexes = [
            models.Index(fields=["person", "ends_at"], name="turns_of_a_person"),
            models.Index(fields=["ends_at", "starts_at"], name="turns_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "role", "place", "starts_at"], name="a_place_of_a_shift_is_had_by_one_at_a_time"
            ),
            models.UniqueConstraint(fields=["shift", "person", "starts_at"], name="nobody_has_two_places_of_a_shift"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="a_turn_ends_after_it_begins"),
        ]
