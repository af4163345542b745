"""线下送达：an addressee that no organ of this installation stands for."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class OfflineDelivery(models.Model):
    """Who got the document on paper, and how. Nobody signs for it here; the row is the sender's own note."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    document = models.ForeignKey(
        "docflow.Document", models.PROTECT, related_name="offline_deliveries", verbose_name="公文"
    )
    name = models.CharField("收文单位", max_length=200, help_text="as the document names it")
    note = models.CharField("怎样送达", max_length=200)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="分发人")
    names = models.JSONField("分发人当时姓名职务")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "线下送达"
        ordering = ["document", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="an_offline_delivery_says_how"),
            models.UniqueConstraint(fields=["document", "name"], name="an_offline_delivery_is_noted_once"),
        ]

    def __str__(self) -> str:
        return f"《{self.document}》线下送{self.name}"
