"""候补：somebody wants a room at a time at which another has it."""

from django.db import models
from django.db.models import F, Q

from meetings.models.bookings import Booking
from meetings.models.rooms import Room
from meetings.rules.slots import Slot
from office.kernel.clock import now
from office.kernel.ids import uuid7


class WaitingState(models.TextChoices):
    WAITING = "waiting", "候补中"
    OFFERED = "offered", "请您确认"
    TAKEN = "taken", "已订到"
    LAPSED = "lapsed", "已过"
    GIVEN_UP = "given_up", "已放弃"


STANDING = (WaitingState.WAITING, WaitingState.OFFERED)


class WaitingEntry(models.Model):
    """候补. When the time is free it is kept for him by a booking of state `offered` until `offer_until`, then for the next."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="waiting", verbose_name="会议室")
    waiter = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="候补人")
    title = models.CharField("会议名称", max_length=120)
    note = models.CharField("备注", max_length=400, blank=True)
    people = models.PositiveSmallIntegerField("人数")
    is_closed = models.BooleanField("不公开名称", default=False)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    state = models.CharField("状态", max_length=10, choices=WaitingState.choices, default=WaitingState.WAITING)
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="waited", verbose_name="预订"
    )
    asked_at = models.DateTimeField("候补时间", default=now)
    offer_until = models.DateTimeField("保留到", null=True, blank=True)

    class Meta:
        verbose_name = "候补"
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="what_is_waited_for_has_an_end"),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED) | Q(booking__isnull=False, offer_until__isnull=False),
                name="an_offer_is_kept_by_a_booking",
            ),
            models.UniqueConstraint(
                fields=["room", "waiter", "starts_at", "ends_at"],
                condition=Q(state__in=STANDING),
                name="nobody_waits_twice_for_the_same",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "asked_at"], condition=Q(state__in=STANDING), name="waiting_in_order"),
            models.Index(fields=["waiter", "starts_at"], name="waiting_of_somebody"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)

    @property
    def task(self) -> str:
        """The name of the to-do that offers it."""
        return f"offer/{self.uid}"
