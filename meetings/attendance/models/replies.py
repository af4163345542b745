"""回执：what a meeting asks of its guests, and what each has answered."""

from typing import Any

from django.db import models

from meetings.convening.models import Invitation, Meeting
from office.kernel.clock import now
from office.kernel.fields import EncryptedTextField


class ReplyRequest(models.Model):
    """回执要求: what the form asks besides whether he comes; and when those who had not answered were urged last."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="reply_request", verbose_name="会议")
    asks_phone = models.BooleanField("问联系电话", default=False)
    asks_plate = models.BooleanField("问车牌号", default=False)
    asks_lodging = models.BooleanField("问是否住宿", default=False)
    urged_at = models.DateTimeField("上次催回执", null=True, blank=True)
    urged = models.PositiveSmallIntegerField("上次催了几人", default=0)

    class Meta:
        verbose_name = "回执要求"

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def asks_anything(self) -> bool:
        return self.asks_phone or self.asks_plate or self.asks_lodging


class Reply(models.Model):
    """回执: what he who comes has said besides. Whether he comes stands with the invitation; why he does not, with his leave.

    `on_behalf`: the organiser wrote it down for him.
    """

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="reply", verbose_name="参会人")
    phone = EncryptedTextField("联系电话", blank=True)
    plate = models.CharField("车牌号", max_length=12, blank=True)
    lodging = models.BooleanField("住宿", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="填写人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("当时的姓名岗位", default=dict)
    on_behalf = models.BooleanField("代填", default=False)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "回执"

    def __str__(self) -> str:
        return str(self.invitation)
