"""停用：a span of time in which a room is not to be had: repairs, elections, a larger event."""

from django.db import models
from django.db.models import F, Q

from meetings.models.rooms import Room
from meetings.rules.slots import Slot
from office.kernel.clock import now
from office.kernel.ids import uuid7


class BlockingQuerySet(models.QuerySet["Blocking"]):
    def in_force(self) -> "BlockingQuerySet":
        return self.filter(lifted_at__isnull=True)

    def within(self, slot: Slot) -> "BlockingQuerySet":
        """Those in force that overlap a span of time."""
        return self.in_force().filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)


class Blocking(models.Model):
    """停用. Bookings that were there may have been kept: it only keeps new ones away."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="blockings", verbose_name="会议室")
    starts_at = models.DateTimeField("从")
    ends_at = models.DateTimeField("到")
    reason = models.CharField("缘由", max_length=200)
    blocked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="停用人")
    blocked_at = models.DateTimeField("停用时间", default=now)
    lifted_at = models.DateTimeField("恢复时间", null=True, blank=True)

    objects = BlockingQuerySet.as_manager()

    class Meta:
        verbose_name = "停用"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_blocking_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(reason=""), name="whoever_blocks_a_room_says_why"),
        ]
        indexes = [
            models.Index(fields=["room", "ends_at"], condition=Q(lifted_at__isnull=True), name="blocking_in_force")
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)
