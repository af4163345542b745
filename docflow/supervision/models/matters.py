"""督办事项：what is looked after, by whom, until when; and the register that numbers them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.supervision import cycles
from office.kernel.clock import now, today
from office.kernel.ids import uuid7


class SupervisionLevel(models.TextChoices):
    """督办级别. What is more than ordinary is closed by the leader."""

    USUAL = "usual", "一般"
    KEY = "key", "重点"
    URGENT = "urgent", "特急"


class Source(models.TextChoices):
    """Where it comes from."""

    INSTRUCTION = "instruction", "领导批示"
    DOCUMENT = "document", "文件"
    DECISION = "decision", "会议议定事项"
    OTHER = "other", "其他交办"


class Cycle(models.TextChoices):
    """反馈周期."""

    NONE = cycles.NONE, "办结时一次反馈"
    EVERY = cycles.EVERY, "每几个工作日"
    MONTHLY = cycles.MONTHLY, "每月末"


class MatterState(models.TextChoices):
    OPEN = "open", "督办中"
    CLOSED = "closed", "已销号"
    CALLED_OFF = "called_off", "已撤销"


class MatterRegister(models.Model):
    """督办登记簿 of one organ in one year: the row that takers lock. Gap-free: what is called off keeps its number."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        verbose_name = "督办登记簿"
        ordering = ["-year", "organ"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="an_organ_has_one_supervision_register_a_year")
        ]

    def __str__(self) -> str:
        return f"督〔{self.year}〕"


class Matter(models.Model):
    """督办事项. `organ` supervises. What each unit does about it, and how far it is, stands in its assignments."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="督办机关")
    register = models.ForeignKey(MatterRegister, models.PROTECT, related_name="matters", verbose_name="登记簿")
    place = models.PositiveIntegerField("顺序号")
    number = models.CharField("编号", max_length=40)
    title = models.CharField("事项", max_length=120)
    content = models.TextField("督办内容", max_length=4000)
    target = models.CharField("目标要求", max_length=400, blank=True)
    level = models.CharField("督办级别", max_length=6, choices=SupervisionLevel.choices, default=SupervisionLevel.USUAL)
    source = models.CharField("来源", max_length=12, choices=Source.choices, default=Source.OTHER)
    source_uid = models.UUIDField("来源标识", null=True, blank=True, db_index=True)
    source_url = models.CharField("来源地址", max_length=200, blank=True, help_text="for whoever may read it")
    basis = models.CharField("依据", max_length=400, blank=True, help_text="in words that every unit may read")
    leader = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任领导"
    )
    supervisor = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="督办人")
    opened_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="立项人")
    opened_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("立项时姓名职务")
    opened_on = models.DateField("立项日期", default=today)
    opened_at = models.DateTimeField("立项时间", default=now)
    due_on = models.DateField(
        "办理时限", help_text="as it was set; each unit's part has its own, which may be extended"
    )
    cycle = models.CharField("反馈周期", max_length=8, choices=Cycle.choices, default=Cycle.NONE)
    every = models.PositiveSmallIntegerField("每几个工作日", default=0)
    state = models.CharField("状态", max_length=12, choices=MatterState.choices, default=MatterState.OPEN)
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    ended_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "销号人", default=dict, blank=True
    )
    ended_why = models.CharField("销号意见或撤销缘由", max_length=400, blank=True)
    recheck_on = models.DateField("回头看日期", null=True, blank=True)
    rechecked_at = models.DateTimeField("回头看时间", null=True, blank=True)
    rechecked_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "回头看的人", default=dict, blank=True
    )
    recheck_held = models.BooleanField("办结成果保持", null=True, blank=True)
    recheck_said = models.CharField("回头看情况", max_length=400, blank=True)

    class Meta:
        verbose_name = "督办事项"
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["organ", "state", "-opened_at"], name="matter_by_organ"),
            models.Index(fields=["recheck_on"], condition=Q(rechecked_at__isnull=True), name="matter_to_be_rechecked"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "place"], name="a_supervision_number_is_taken_once"),
            models.UniqueConstraint(fields=["organ", "number"], name="a_supervision_number_is_given_once_in_an_organ"),
            models.CheckConstraint(condition=Q(place__gte=1), name="supervision_numbers_count_from_one"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(content=""), name="a_matter_says_what_is_to_be_done"),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opened_on")), name="a_matter_is_due_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="a_matter_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(ended_why=""), name="a_matter_that_is_called_off_says_why"
            ),
            models.CheckConstraint(
                condition=Q(cycle="every", every__gte=1) | (~Q(cycle="every") & Q(every=0)),
                name="a_cycle_in_working_days_says_how_many",
            ),
            models.CheckConstraint(
                condition=~Q(level__in=("key", "urgent")) | Q(leader__isnull=False),
                name="a_key_matter_has_a_leader_who_closes_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision:matter", args=[self.uid])

    @property
    def is_key(self) -> bool:
        """重点、特急: closed by the leader, not by the supervisor."""
        return self.level != SupervisionLevel.USUAL

    @property
    def is_open(self) -> bool:
        return self.state == MatterState.OPEN

    @property
    def cycle_in_words(self) -> str:
        if self.cycle == Cycle.EVERY:
            return f"每{self.every}个工作日反馈一次"
        return "每月最后一个工作日前反馈" if self.cycle == Cycle.MONTHLY else Cycle.NONE.label
