"""稿件：what an editor makes of one brief or several. The briefs stay as they were sent."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.briefs.models.desks import Desk
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Item(models.Model):
    """One editor has it. `version` counts its saved texts: who saves on an old one is told. `closed_why` where it came to nothing."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="items", verbose_name="信息工作台")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", max_length=12000)
    version = models.PositiveIntegerField("第几稿", default=1)
    editor = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="编辑")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("编辑姓名职务")
    edited_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("最近编辑的人")
    edited_at = models.DateTimeField("最近编辑", default=now)
    at = models.DateTimeField("接收时间", default=now)
    closed_at = models.DateTimeField("了结时间", null=True, blank=True)
    closed_why = models.CharField("了结缘由", max_length=400, blank=True)

    class Meta:
        verbose_name = "信息稿件"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["desk", "closed_at", "-at"], name="item_by_desk")]
        constraints = [models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="an_item_has_title_and_text")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefs:item", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
