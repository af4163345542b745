"""保密地址：whoever has it reads a calendar, or stands before a door, without signing in. Only its digest is kept."""

from django.db import models
from django.db.models import Q

from meetings.models.rooms import Room
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Opens(models.TextChoices):
    PERSON = "person", "我的预订日历"
    ROOM = "room", "会议室日历"
    DOOR = "door", "门牌屏"


class SecretAddress(models.Model):
    """一个保密地址. What it shows is what `made_by` may read at that moment; it opens nothing once he may not any more."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    opens = models.CharField("用途", max_length=8, choices=Opens.choices)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会议室")
    made_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁建的")
    digest = models.CharField(
        "摘要", max_length=64, unique=True, help_text="SM3, hexadecimal; the address itself is nowhere"
    )
    made_at = models.DateTimeField("建立时间", default=now)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "保密地址"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=Opens.PERSON, room__isnull=True) | (~Q(opens=Opens.PERSON) & Q(room__isnull=False)),
                name="an_address_opens_a_room_or_a_person",
            )
        ]

    def __str__(self) -> str:
        return self.get_opens_display()
