"""会议记录：what the recorder wrote, item by item, who said what, and what is added after the minutes were issued."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.convening.models import AgendaItem, Meeting
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_RECORD = 50_000
LONGEST_SPEECH = 4000
LONGEST_CORRECTION = 2000


class Proceedings(models.Model):
    """一项的会议记录. `revision` counts the saves: of two recorders the second is told."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="proceedings", verbose_name="议程项")
    text = models.TextField("记录", max_length=LONGEST_RECORD, blank=True)
    revision = models.PositiveIntegerField("第几次保存", default=0)
    saved_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="记录人")
    saved_at = models.DateTimeField("保存时间", default=now)

    class Meta:
        verbose_name = "会议记录"
        ordering = ["item"]

    def __str__(self) -> str:
        return f"{self.item}的记录"


class Speech(models.Model):
    """发言要点: what somebody said on an item, as the recorder took it down."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="speeches", verbose_name="议程项")
    speaker = models.CharField("发言人", max_length=60)
    text = models.TextField("要点", max_length=LONGEST_SPEECH)
    noted_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="记录人")
    noted_at = models.DateTimeField("记录时间", default=now)

    class Meta:
        verbose_name = "发言要点"
        ordering = ["item", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(speaker="") & ~Q(text=""), name="a_speech_has_a_speaker_and_words")
        ]

    def __str__(self) -> str:
        return self.speaker


class Correction(models.Model):
    """补正: what is said of the record once the minutes are issued. It is added and never changed; the record itself stays as it was."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections", verbose_name="会议")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="议程项"
    )
    text = models.TextField("补正", max_length=LONGEST_CORRECTION)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("补正人")
    at = models.DateTimeField("补正时间", default=now)

    class Meta:
        verbose_name = "补正"
        ordering = ["meeting", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_correction_says_something")]

    def __str__(self) -> str:
        return self.text[:40]
