"""系列预订：the same time again and again. Each occurrence is a booking of its own; the series says by which rule they came."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.models.rooms import Room
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Every(models.TextChoices):
    WEEK = "week", "每周"
    FORTNIGHT = "fortnight", "每两周"
    MONTH = "month", "每月同一日"
    WORKDAY = "workday", "每个工作日"


class BookingSeries(models.Model):
    """预订系列. What lies after `confirmed_until` is released unless somebody says before that it is still wanted; null: never."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="+", verbose_name="会议室")
    booked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="预订人")
    title = models.CharField("会议名称", max_length=120)
    every = models.CharField("重复", max_length=10, choices=Every.choices)
    first_on = models.DateField("从")
    until_on = models.DateField("到")
    booked_at = models.DateTimeField("预订时间", default=now)
    confirmed_until = models.DateField("已确认到", null=True, blank=True)
    told_at = models.DateTimeField("提醒确认的时间", null=True, blank=True)

    class Meta:
        verbose_name = "预订系列"
        ordering = ["-booked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("first_on")), name="a_series_ends_after_it_begins")
        ]
        indexes = [
            models.Index(
                fields=["confirmed_until"],
                condition=Q(confirmed_until__isnull=False),
                name="series_to_be_confirmed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:series", args=[self.uid])

    @property
    def task(self) -> str:
        """The name of the to-do that asks whether it is still wanted."""
        return f"series/{self.uid}"
