"""信息：what a unit reports, as it reported it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.briefs import moves
from docflow.briefs.models.desks import Desk
from docflow.briefs.models.items import Item
from docflow.briefs.models.requests import BriefRequest
from docflow.briefs.models.units import OfUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7


class BriefKind(models.TextChoices):
    NEWS = "news", "工作动态"
    EXPERIENCE = "experience", "经验做法"
    PROBLEM = "problem", "问题建议"
    RESEARCH = "research", "调研分析"
    OPINION = "opinion", "社情民意"


class BriefState(models.TextChoices):
    WRITTEN = moves.WRITTEN, "待本单位审核"
    SUBMITTED = moves.SUBMITTED, "已报送"
    RETURNED = moves.RETURNED, "退回修改"
    WITHDRAWN = moves.WITHDRAWN, "已撤回"
    TAKEN = moves.TAKEN, "编辑中"
    ADOPTED = moves.ADOPTED, "已编入待刊发"
    PUBLISHED = moves.PUBLISHED, "已采用"
    UNUSED = moves.UNUSED, "不采用"


class Brief(OfUnit):
    """One brief of a unit. Once it has reached the desk its words are never changed by anybody else; the editor's are the item's."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="briefs", verbose_name="报送给")
    state = models.CharField("状态", max_length=10, choices=BriefState.choices, default=BriefState.WRITTEN)
    kind = models.CharField("类别", max_length=12, choices=BriefKind.choices, default=BriefKind.NEWS)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", max_length=8000)
    request = models.ForeignKey(
        BriefRequest, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="所答约稿"
    )
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name="编成的稿件"
    )
    place = models.PositiveSmallIntegerField("稿件的第几来源", default=0)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="撰写人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("撰写人姓名职务")
    at = models.DateTimeField("撰写时间", default=now)
    approved_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "审核人", default=dict, blank=True
    )
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    said = models.CharField("退回或不采用的理由", max_length=400, blank=True)
    said_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "退回的人", default=dict, blank=True
    )

    class Meta:
        verbose_name = "信息"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["desk", "state", "-submitted_at"], name="brief_by_desk"),
            models.Index(fields=["organ", "department", "-at"], name="brief_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="a_brief_has_title_and_text"),
            models.CheckConstraint(
                condition=~Q(state__in=moves.IN_HAND) | Q(item__isnull=False), name="a_brief_in_hand_is_an_items_source"
            ),
            models.CheckConstraint(
                condition=Q(state__in=moves.WITH_UNIT) | Q(submitted_at__isnull=False),
                name="what_the_desk_sees_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "unused")) | ~Q(said=""), name="a_brief_that_is_not_used_says_why"
            ),
            models.UniqueConstraint(
                fields=["item", "place"], condition=Q(item__isnull=False), name="a_source_has_its_place_in_an_item"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefs:brief", args=[self.uid])


class BriefFile(models.Model):
    """附件 of a brief."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    brief = models.ForeignKey(Brief, models.PROTECT, related_name="files", verbose_name="信息")
    n = models.PositiveSmallIntegerField("第几件")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "信息附件"
        ordering = ["brief", "n"]
        constraints = [models.UniqueConstraint(fields=["brief", "n"], name="a_file_of_a_brief_has_its_place")]

    def __str__(self) -> str:
        return self.name
