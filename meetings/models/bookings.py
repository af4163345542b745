"""预订：one room, one span of time, one who answers for it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.models.rooms import LONGEST_BOOKING, Room
from meetings.models.series import BookingSeries
from meetings.rules.slots import Slot
from office.kernel.clock import now
from office.kernel.ids import uuid7


class State(models.TextChoices):
    OFFERED = "offered", "候补保留"
    ASKED = "asked", "待审批"
    APPROVED = "approved", "已预订"
    DECLINED = "declined", "未同意"
    CANCELLED = "cancelled", "已取消"
    RELEASED = "released", "已释放"
    LAPSED = "lapsed", "候补已过"


HOLDING = (State.OFFERED, State.ASKED, State.APPROVED)
"""While a booking stands there nobody else has the room: the database holds it (`meetings.overlap`), and the migration repeats these words."""

MOVES: dict[str, tuple[State, ...]] = {
    "change": (State.ASKED, State.APPROVED),
    "cancel": (State.ASKED, State.APPROVED),
    "hand_over": (State.ASKED, State.APPROVED),
    "approve": (State.ASKED,),
    "decline": (State.ASKED,),
    "arrive": (State.APPROVED,),
    "take": (State.OFFERED,),
    "pass": (State.OFFERED,),
}
"""A verb, and where a booking must stand for it. Buttons are drawn from this, and acts are guarded by it."""


class BookingQuerySet(models.QuerySet["Booking"]):
    def holding(self) -> "BookingQuerySet":
        """Those for which a room is kept."""
        return self.filter(state__in=HOLDING)

    def within(self, slot: Slot) -> "BookingQuerySet":
        """Those that overlap a span of time. None is longer than a week, so what began earlier is not looked at."""
        earliest = slot.starts_at - timedelta(minutes=LONGEST_BOOKING)
        return self.filter(starts_at__gte=earliest, starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)


class Booking(models.Model):
    """预订. `is_closed`: only those who have to do with it read its title. `sequence` counts what a calendar elsewhere must learn."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name="会议室")
    booked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="预订人")
    series = models.ForeignKey(
        BookingSeries, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="系列"
    )
    title = models.CharField("会议名称", max_length=120)
    note = models.CharField("备注", max_length=400, blank=True)
    people = models.PositiveSmallIntegerField("人数")
    is_closed = models.BooleanField("不公开名称", default=False)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    state = models.CharField("状态", max_length=10, choices=State.choices)
    sequence = models.PositiveIntegerField("第几次变更", default=0)
    why = models.CharField("缘由", max_length=400, blank=True)
    decided_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    booked_at = models.DateTimeField("预订时间", default=now)
    moved_at = models.DateTimeField("最近变动", default=now)
    arrived_at = models.DateTimeField("确认到场时间", null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = "预订"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_booking_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(state=State.DECLINED) | ~Q(why=""), name="whoever_declines_says_why"),
        ]
        indexes = [
            models.Index(fields=["room", "starts_at"], condition=Q(state__in=HOLDING), name="booking_that_holds"),
            models.Index(fields=["booked_by", "starts_at"], name="booking_of_somebody"),
            models.Index(fields=["starts_at"], condition=Q(state__in=HOLDING), name="booking_by_time"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:booking", args=[self.uid])

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)

    @property
    def holds(self) -> bool:
        return self.state in HOLDING

    @property
    def is_over(self) -> bool:
        return self.ends_at <= now()

    @property
    def task(self) -> str:
        """The name of the approver's to-do."""
        return f"approve/{self.uid}"
