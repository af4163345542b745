"""计分规则 in its versions, and the scores that were given by them. A score is never changed."""

from typing import Any

from django.db import models
from django.db.models import Q

from docflow.briefs import scoring
from docflow.briefs.models.briefs import Brief, BriefKind
from docflow.briefs.models.desks import Desk, Periodical
from docflow.briefs.models.issues import Entry, Instruction
from docflow.briefs.models.requests import AskedUnit
from docflow.briefs.models.units import OfUnit
from office.kernel.clock import now, today
from office.kernel.ids import uuid7


class Sharing(models.TextChoices):
    EACH = scoring.EACH, "各家都计全分"
    SPLIT = scoring.SPLIT, "各家均分"


class Stacking(models.TextChoices):
    SUM = scoring.SUM, "几个刊物采用的相加"
    HIGHEST = scoring.HIGHEST, "只计最高的一个"


class ScoreRule(models.Model):
    """One version of a desk's rule. The last one holds for what comes; the ones before it stay, for what was counted by them."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="rules", verbose_name="信息工作台")
    version = models.PositiveIntegerField("第几版")
    sharing = models.CharField("合编的信息", max_length=6, choices=Sharing.choices, default=Sharing.EACH)
    stacking = models.CharField("多个刊物采用", max_length=8, choices=Stacking.choices, default=Stacking.SUM)
    main_leader = models.DecimalField("主要领导批示", max_digits=6, decimal_places=2, default=5)
    other_leader = models.DecimalField("其他领导批示", max_digits=6, decimal_places=2, default=3)
    missed = models.DecimalField("约稿到期未报", max_digits=6, decimal_places=2, default=0)
    quota = models.DecimalField("每个单位每月任务分", max_digits=6, decimal_places=2, default=0)
    cap = models.DecimalField("每个单位每月采用得分上限", max_digits=6, decimal_places=2, null=True, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("修改人", default=dict, blank=True)
    at = models.DateTimeField("启用时间", default=now)

    class Meta:
        verbose_name = "信息计分规则"
        ordering = ["desk", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "version"], name="a_rule_has_a_version_of_its_own"),
            models.CheckConstraint(condition=Q(missed__lte=0), name="a_missed_request_never_earns"),
            models.CheckConstraint(
                condition=Q(quota__gte=0) & (Q(cap__isnull=True) | Q(cap__gt=0)), name="a_task_is_no_less_than_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk}信息计分规则第{self.version}版"


class ScoreLine(models.Model):
    """What one adoption counts: in a periodical, of a kind (empty: of every other)."""

    rule = models.ForeignKey(ScoreRule, models.PROTECT, related_name="lines", verbose_name="规则")
    periodical = models.ForeignKey(Periodical, models.PROTECT, related_name="+", verbose_name="刊物")
    kind = models.CharField("类别", max_length=12, choices=BriefKind.choices, blank=True)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "信息分值"
        ordering = ["rule", "periodical", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "periodical", "kind"], name="a_rule_says_a_value_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="an_adoption_never_costs"),
        ]

    def __str__(self) -> str:
        return f"{self.periodical}{self.get_kind_display()}"


class UnitTarget(OfUnit):
    """A unit whose task or cap is another than the rule's; what is empty is as the rule says."""

    rule = models.ForeignKey(ScoreRule, models.PROTECT, related_name="targets", verbose_name="规则")
    quota = models.DecimalField("每月任务分", max_digits=6, decimal_places=2, null=True, blank=True)
    cap = models.DecimalField("每月采用得分上限", max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "单位的任务和上限"
        ordering = ["rule", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "department"],
                condition=Q(department__isnull=False),
                name="a_rule_says_a_department_s_task_once",
            ),
            models.UniqueConstraint(
                fields=["rule", "organ"],
                condition=Q(department__isnull=True),
                name="a_rule_says_an_organ_s_task_once",
            ),
            models.CheckConstraint(
                condition=(Q(quota__isnull=True) | Q(quota__gte=0)) & (Q(cap__isnull=True) | Q(cap__gt=0)),
                name="a_unit_s_task_is_no_less_than_nought",
            ),
        ]

    def __str__(self) -> str:
        """市教育局任务8分，最多30分."""
        quota = f"任务{scoring.in_words(self.quota)}" if self.quota is not None else ""
        cap = f"最多{scoring.in_words(self.cap)}" if self.cap is not None else ""
        return f"{self.unit_name}{'，'.join(filter(None, (quota, cap)))}"


class ScoreKind(models.TextChoices):
    ADOPTED = scoring.ADOPTED, "采用"
    INSTRUCTED = scoring.INSTRUCTED, "批示"
    MISSED = scoring.MISSED, "约稿未报"


class Score(OfUnit):
    """Points of a unit, with the sentence that says how they came about, as it was when they were given."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="scores", verbose_name="信息工作台")
    kind = models.CharField("种类", max_length=10, choices=ScoreKind.choices)
    on = models.DateField("计分日期", default=today)
    points = models.DecimalField("分", max_digits=6, decimal_places=2)
    words = models.CharField("怎么得的", max_length=400)
    rule = models.ForeignKey(ScoreRule, models.PROTECT, related_name="+", verbose_name="按哪一版规则")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="scores", verbose_name="刊出")
    brief = models.ForeignKey(Brief, models.PROTECT, null=True, blank=True, related_name="scores", verbose_name="信息")
    instruction = models.ForeignKey(
        Instruction, models.PROTECT, null=True, blank=True, related_name="scores", verbose_name="批示"
    )
    asked = models.ForeignKey(
        AskedUnit, models.PROTECT, null=True, blank=True, related_name="scores", verbose_name="约稿单位"
    )

    class Meta:
        verbose_name = "信息得分"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["desk", "on"], name="score_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "brief"], condition=Q(kind="adopted"), name="an_adoption_counts_once"
            ),
            models.UniqueConstraint(
                fields=["instruction", "brief"], condition=Q(kind="instructed"), name="an_instruction_counts_once"
            ),
            models.UniqueConstraint(fields=["asked"], condition=Q(kind="missed"), name="a_missed_request_counts_once"),
            models.CheckConstraint(
                condition=Q(kind="missed", asked__isnull=False)
                | Q(kind="adopted", entry__isnull=False, brief__isnull=False)
                | Q(kind="instructed", instruction__isnull=False, brief__isnull=False),
                name="a_score_names_what_it_is_for",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_score_explains_itself"),
        ]

    def __str__(self) -> str:
        return self.words
