"""文号登记：per organ, 代字 and period; gap-free, nothing reused."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class IssuingCode(models.Model):
    """代字：with which an organ numbers a sort of its documents, and how these look (发文立户，条例第三十七条)."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    code = models.CharField("代字", max_length=12)
    label = models.CharField("用于", max_length=60)
    form = models.CharField("版式", max_length=4, default="文件")
    mark = models.CharField(
        "发文机关标志", max_length=120, help_text="the organ's name as the red head shows it, without 文件"
    )
    signature = models.CharField("发文机关署名", max_length=120)
    print_organ = models.CharField("印发机关", max_length=120)
    in_use = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "代字"
        ordering = ["organ", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="a_code_is_opened_once_in_an_organ")]

    def __str__(self) -> str:
        return self.code


class Register(models.Model):
    """One 代字 in one period (a year, a term, an issue): the row that takers lock. Closed (封存), nothing in it changes."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    code = models.ForeignKey(IssuingCode, models.PROTECT, related_name="registers", verbose_name="代字")
    period = models.CharField("期间", max_length=20, help_text="the year of 成文日期 in Asia/Shanghai")
    last = models.PositiveIntegerField("已编到", default=0)
    closed_at = models.DateTimeField("封存时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="封存人"
    )

    class Meta:
        verbose_name = "文号登记簿"
        ordering = ["code", "-period"]
        constraints = [
            models.UniqueConstraint(fields=["code", "period"], name="a_period_has_one_register"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_register_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.period}〕"


class NumberState(models.TextChoices):
    USED = "used", "已用"
    RESERVED = "reserved", "预留"
    VOID = "void", "作废"


class NumberEntry(models.Model):
    """One number of a register: used by a document, reserved for one that is to come, or void with its reason.

    `by` and `at` say who gave the number to its document and when; of a reserved one, who reserved it.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="entries", verbose_name="登记簿")
    number = models.PositiveIntegerField("顺序号")
    text = models.CharField("发文字号", max_length=60)
    state = models.CharField("状态", max_length=8, choices=NumberState.choices, default=NumberState.USED)
    document = models.ForeignKey(
        "docflow.Document", models.PROTECT, null=True, blank=True, related_name="numbers", verbose_name="公文"
    )
    reason = models.CharField("作废缘由", max_length=200, blank=True)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间", default=now)
    void_at = models.DateTimeField("作废时间", null=True, blank=True)
    reserved_at = models.DateTimeField("预留时间", null=True, blank=True)
    reserved_for = models.CharField("预留给", max_length=100, blank=True)
    reserved_why = models.CharField("预留缘由", max_length=200, blank=True)

    class Meta:
        verbose_name = "文号"
        ordering = ["register", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="a_number_is_taken_once"),
            models.UniqueConstraint(fields=["document"], condition=Q(state="used"), name="a_document_uses_one_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_count_from_one"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="a_void_number_says_why"),
            models.CheckConstraint(
                condition=Q(state="used", document__isnull=False)
                | Q(state="reserved", document__isnull=True)
                | Q(state="void"),
                name="a_used_number_has_its_document_and_a_reserved_one_none",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(reserved_at__isnull=False),
                name="a_number_without_document_was_reserved",
            ),
            models.CheckConstraint(
                condition=Q(reserved_at__isnull=True) | (~Q(reserved_for="") & ~Q(reserved_why="")),
                name="a_reserved_number_says_for_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text
