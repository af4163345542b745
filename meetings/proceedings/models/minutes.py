"""纪要：the document that the minutes of a meeting become."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import Meeting
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Minutes(models.Model):
    """会议的纪要. The text is the document's; this row says which it is, and since when it is issued.

    `uid` stands for the whole record of the meeting, which an archive files: whoever was invited reads the meeting, and not its record.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes", verbose_name="会议")
    document_uid = models.UUIDField("公文标识", unique=True)
    drafted_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁起草")
    drafted_at = models.DateTimeField("起草时间", default=now)
    number = models.CharField("发文字号", max_length=60, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)

    class Meta:
        verbose_name = "纪要"
        ordering = ["-drafted_at", "-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(issued_at__isnull=True), name="minutes_on_their_way"),
            models.Index(fields=["issued_at", "uid"], condition=Q(issued_at__isnull=False), name="minutes_issued"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}的纪要"

    @property
    def document_url(self) -> str:
        """Where the document is shown, to whoever may read it."""
        return reverse("docflow:document", args=[self.document_uid])
