"""会议公文：what was drafted from a meeting, a 通知 or a 函. Whoever may read the document reads it; here it is only named."""

from django.db import models

from meetings.convening.models.meetings import Meeting
from office.kernel.clock import now


class MeetingPaper(models.Model):
    """One draft. `document` is the uid of the document that came of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers", verbose_name="会议")
    document = models.UUIDField("公文标识", unique=True)
    kind = models.CharField("文种", max_length=20)
    drafted_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间", default=now)

    class Meta:
        verbose_name = "会议公文"
        ordering = ["meeting", "drafted_at", "id"]

    def __str__(self) -> str:
        return f"{self.meeting}的{self.kind}"
