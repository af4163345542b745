"""送件：a sealed document on its way to one organ, from 送达 to 签收, 退文, 撤回 or 免签收."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Manner(models.TextChoices):
    MAIN = "main", "主送"
    COPY = "copy", "抄送"


class DeliveryState(models.TextChoices):
    DELIVERED = "delivered", "已送达"
    SIGNED = "signed", "已签收"
    RETURNED = "returned", "已退文"
    RECALLED = "recalled", "已撤回"
    WAIVED = "waived", "免签收"


STANDING = (DeliveryState.DELIVERED, DeliveryState.SIGNED)
"""The organ has it, or is to have it."""


class Delivery(models.Model):
    """One document for one organ. The receiver reads this row and the sealed file, and nothing of the document's making."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    document = models.ForeignKey("docflow.Document", models.PROTECT, related_name="deliveries", verbose_name="公文")
    receiver = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="收文机关")
    manner = models.CharField("送达方式", max_length=4, choices=Manner.choices)
    state = models.CharField("状态", max_length=9, choices=DeliveryState.choices, default=DeliveryState.DELIVERED)
    sent_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="分发人")
    sent_names = models.JSONField("分发人当时姓名职务")
    sent_at = models.DateTimeField("送达时间", default=now)
    due_at = models.DateTimeField("签收时限", null=True, blank=True)
    due_provisional = models.BooleanField("时限为暂定", default=False, help_text="its year had no working calendar yet")
    settled_at = models.DateTimeField("签收或了结时间", null=True, blank=True)
    settled_names = models.JSONField("签收人或办理人当时姓名职务", default=dict, blank=True)
    reason = models.CharField("缘由", max_length=400, blank=True)
    urged_at = models.DateTimeField("最近一次催办", null=True, blank=True)
    urges = models.PositiveSmallIntegerField("催办次数", default=0)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="sent_again", verbose_name="重送自"
    )
    verdict = models.CharField("到件验章结论", max_length=12, blank=True, help_text="of docflow.seals, on arrival")
    verdict_says = models.CharField("验章说明", max_length=400, blank=True)
    checked_at = models.DateTimeField("验章时间", null=True, blank=True)

    class Meta:
        verbose_name = "送件"
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "receiver"],
                condition=Q(state__in=STANDING),
                name="an_organ_gets_a_document_once",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", settled_at__isnull=True)
                | (~Q(state="delivered") & Q(settled_at__isnull=False)),
                name="a_settled_delivery_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STANDING) | ~Q(reason=""), name="a_delivery_not_taken_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "state", "-sent_at"], name="delivery_by_receiver"),
            models.Index(fields=["document", "state", "due_at"], name="delivery_of_document"),
            models.Index(fields=["due_at"], condition=Q(state="delivered"), name="delivery_awaited"),
            models.Index(fields=["document"], condition=Q(state="returned"), name="delivery_returned"),
            models.Index(
                fields=["-settled_at", "-id"], condition=Q(settled_at__isnull=False), name="delivery_newest_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.document}》送{self.receiver}"

    def get_absolute_url(self) -> str:
        return reverse("distribution:delivery", args=[self.uid])
