"""收文登记簿：per organ, class and year; gap-free, nothing reused."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Track(models.TextChoices):
    """Which route a class takes."""

    HANDLE = "handle", "批办"
    READ = "read", "阅知"


class IncomingClass(models.Model):
    """收文类别：办件, 阅件 …; each has numbers and a route of its own."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    code = models.CharField("简称", max_length=8, help_text="with which its numbers begin")
    label = models.CharField("名称", max_length=30)
    track = models.CharField("流程", max_length=6, choices=Track.choices)
    in_use = models.BooleanField("在用", default=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "收文类别"
        ordering = ["organ", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "code"], name="an_incoming_class_is_opened_once_in_an_organ")
        ]

    def __str__(self) -> str:
        return self.label


class IncomingRegister(models.Model):
    """One class in one year: the row that takers lock."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    incoming_class = models.ForeignKey(IncomingClass, models.PROTECT, related_name="registers", verbose_name="收文类别")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        verbose_name = "收文登记簿"
        ordering = ["-year", "incoming_class"]
        constraints = [
            models.UniqueConstraint(fields=["incoming_class", "year"], name="a_class_has_one_register_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.incoming_class.code}〔{self.year}〕"


class IncomingNumberState(models.TextChoices):
    USED = "used", "已用"
    VOID = "void", "作废"


class IncomingNumber(models.Model):
    """One number of a register: used by a piece, or void with its reason."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    register = models.ForeignKey(IncomingRegister, models.PROTECT, related_name="entries", verbose_name="登记簿")
    number = models.PositiveIntegerField("顺序号")
    text = models.CharField("收文号", max_length=60)
    state = models.CharField(
        "状态", max_length=4, choices=IncomingNumberState.choices, default=IncomingNumberState.USED
    )
    incoming = models.ForeignKey("incoming.Incoming", models.PROTECT, related_name="numbers", verbose_name="收文")
    reason = models.CharField("作废缘由", max_length=400, blank=True)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间", default=now)
    void_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "收文号"
        ordering = ["register", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="an_incoming_number_is_taken_once"),
            models.UniqueConstraint(fields=["incoming"], condition=Q(state="used"), name="an_incoming_uses_one_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="incoming_numbers_count_from_one"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="a_void_incoming_number_says_why"),
        ]

    def __str__(self) -> str:
        return self.text
