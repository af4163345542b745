"""联系：how papers belong together: answered, forwarded, amended, repealed, of one matter."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class LinkKind(models.TextChoices):
    """What the first is to the second."""

    REPLIES_TO = "replies_to", "答复"
    FORWARDS = "forwards", "转发"
    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    SAME_MATTER = "same_matter", "同一事项"


class Link(models.Model):
    """One paper to another, by their uids; a link taken away stays in its place with the time."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    from_uid = models.UUIDField("自")
    to_uid = models.UUIDField("至")
    kind = models.CharField("联系", max_length=12, choices=LinkKind.choices)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="建立人")
    names = models.JSONField("建立人当时姓名职务")
    at = models.DateTimeField("时间", default=now)
    removed_at = models.DateTimeField("解除时间", null=True, blank=True)

    class Meta:
        verbose_name = "联系"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_uid", "to_uid", "kind"],
                condition=Q(removed_at__isnull=True),
                name="two_papers_are_linked_once_in_a_way",
            ),
            models.CheckConstraint(condition=~Q(from_uid=models.F("to_uid")), name="no_paper_is_linked_to_itself"),
        ]
        indexes = [
            models.Index(fields=["from_uid"], condition=Q(removed_at__isnull=True), name="link_from"),
            models.Index(fields=["to_uid", "kind"], condition=Q(removed_at__isnull=True), name="link_to"),
        ]

    def __str__(self) -> str:
        return f"{self.from_uid} {self.get_kind_display()} {self.to_uid}"
