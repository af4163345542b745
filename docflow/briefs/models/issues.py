"""一期刊物：its entries in their order, its pages, and the 批示 on what it brought."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.briefs import moves
from docflow.briefs.models.desks import Periodical
from docflow.briefs.models.items import Item
from office.kernel.clock import now
from office.kernel.ids import uuid7

if TYPE_CHECKING:
    from office.api import StoredFile


class IssueState(models.TextChoices):
    EDITING = moves.EDITING, "编辑中"
    TO_SIGN = moves.TO_SIGN, "待签发"
    SIGNED = moves.SIGNED, "已签发，正在排印"
    ISSUED = moves.ISSUED, "已刊发"


class Issue(models.Model):
    """一期. `year`, `n`, `total` are given when it is signed. `previewed`: digest of what its last proof (`proof`) was set from."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    periodical = models.ForeignKey(Periodical, models.PROTECT, related_name="issues", verbose_name="刊物")
    state = models.CharField("状态", max_length=8, choices=IssueState.choices, default=IssueState.EDITING)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    n = models.PositiveIntegerField("期号", null=True, blank=True)
    total = models.PositiveIntegerField("总期号", null=True, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("责任编辑")
    editor = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="责任编辑任职")
    at = models.DateTimeField("开期时间", default=now)
    proof = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="校样"
    )
    previewed = models.CharField("校样的摘要", max_length=64, blank=True)
    fault = models.CharField("排版未成的原因", max_length=400, blank=True)
    signer = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人任职"
    )
    said = models.CharField("退回意见", max_length=400, blank=True)
    signed_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "签发人", default=dict, blank=True
    )
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    paper: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "刊发的内容", default=dict, blank=True, help_text="what was signed, as it was"
    )
    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="正本"
    )
    pages = models.PositiveSmallIntegerField("页数", default=0)
    issued_at = models.DateTimeField("刊发时间", null=True, blank=True)

    class Meta:
        verbose_name = "一期刊物"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["periodical", "year", "n"], name="an_issue_number_is_taken_once"),
            models.CheckConstraint(
                condition=Q(state__in=("editing", "to_sign"), n__isnull=True)
                | (
                    Q(state__in=("signed", "issued"), n__isnull=False)
                    & Q(year__isnull=False)
                    & Q(signed_at__isnull=False)
                ),
                name="an_issue_has_a_number_once_it_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | (Q(file__isnull=False) & Q(issued_at__isnull=False)),
                name="what_is_issued_has_its_pages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.periodical}{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("briefs:issue", args=[self.uid])

    @property
    def number(self) -> str:
        """2026年第12期; before it is signed, that it has none."""
        return f"{self.year}年第{self.n}期" if self.n is not None else "（未编期号）"

    @property
    def on_paper(self) -> "StoredFile | None":
        """What there is of it on paper: its pages once it is out, before that the last proof."""
        return self.file or self.proof


class Entry(models.Model):
    """One item in an issue, in its place."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="entries", verbose_name="一期")
    item = models.ForeignKey(Item, models.PROTECT, related_name="entries", verbose_name="稿件")
    place = models.PositiveSmallIntegerField("第几条")

    class Meta:
        verbose_name = "刊出的稿件"
        ordering = ["issue", "place"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "item"], name="an_item_stands_once_in_an_issue"),
            models.UniqueConstraint(fields=["issue", "place"], name="an_entry_has_its_place_in_an_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.issue}第{self.place}条"


class Rank(models.TextChoices):
    """Whose 批示 it is."""

    MAIN = "main", "主要领导"
    OTHER = "other", "其他领导"


class Instruction(models.Model):
    """批示 of a leader on what an issue brought, as the desk noted it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="instructions", verbose_name="刊出的稿件")
    leader = models.CharField("批示领导", max_length=60)
    rank = models.CharField("领导类别", max_length=6, choices=Rank.choices, default=Rank.OTHER)
    text = models.CharField("批示内容", max_length=1000)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("登记人")
    at = models.DateTimeField("登记时间", default=now)

    class Meta:
        verbose_name = "信息批示"
        ordering = ["entry", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(leader=""), name="an_instruction_has_leader_and_text"),
        ]

    def __str__(self) -> str:
        return f"{self.leader}批示"
