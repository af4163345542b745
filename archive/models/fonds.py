"""全宗：the records of one organ, how they are numbered, and the registers of 件号."""

from django.db import models
from django.db.models import Q

from archive.arranging.codes import FORMS
from office.kernel.clock import now
from office.kernel.ids import uuid7

DA_T_22 = FORMS["DA/T 22"]


class Fonds(models.Model):
    """全宗：one an organ. `template` says how its 档号 are written; the two standards write the same facts differently."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.OneToOneField("office.Organ", models.PROTECT, related_name="fonds", verbose_name="机关")
    code = models.CharField("全宗号", max_length=20, unique=True)
    name = models.CharField("全宗名称", max_length=120)
    constituting_unit = models.CharField("立档单位名称", max_length=120)
    archives_name = models.CharField("档案馆名称", max_length=120, blank=True)
    archives_code = models.CharField("档案馆代码", max_length=20, blank=True)
    template = models.CharField("档号模板", max_length=200, default=DA_T_22)
    opened_at = models.DateTimeField("立全宗时间", default=now)

    class Meta:
        verbose_name = "全宗"
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="a_fonds_has_its_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class UnitCode(models.Model):
    """机构（问题）代码：how a department is written in the 档号 of its fonds."""

    fonds = models.ForeignKey(Fonds, models.CASCADE, related_name="unit_codes", verbose_name="全宗")
    department = models.OneToOneField(
        "office.Department", models.PROTECT, related_name="unit_code", verbose_name="处室"
    )
    code = models.CharField("代码", max_length=20)

    class Meta:
        verbose_name = "机构代码"
        ordering = ["fonds", "code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="a_unit_code_is_not_empty")]

    def __str__(self) -> str:
        return self.code


class ItemRegister(models.Model):
    """件号登记：the row that takers of 件号 lock; one for each lowest class of a fonds (年度, 保管期限, 机构)."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="item_registers", verbose_name="全宗")
    category = models.CharField("门类", max_length=4, default="WS")
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=8)
    unit = models.CharField("机构", max_length=20, blank=True)
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        verbose_name = "件号登记"
        constraints = [
            models.UniqueConstraint(
                fields=["fonds", "category", "year", "retention", "unit"],
                name="a_class_of_a_fonds_counts_its_items_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fonds.code} {self.year} {self.retention} {self.unit} 已编到{self.last}"


class ItemState(models.TextChoices):
    USED = "used", "已用"
    VOID = "void", "作废"


class ItemNumber(models.Model):
    """件号：one number of a class, given to a record; or void, with its reason, when the record was arranged into another class or left out.

    `unit` and `code` are those with which it was given: a template that is changed later leaves them as they are.
    """

    register = models.ForeignKey(ItemRegister, models.PROTECT, related_name="numbers", verbose_name="件号登记")
    number = models.PositiveIntegerField("件号")
    unit = models.CharField("机构", max_length=20, blank=True)
    code = models.CharField("档号", max_length=120)
    record = models.ForeignKey("archive.Record", models.PROTECT, related_name="item_numbers", verbose_name="档案")
    state = models.CharField("状态", max_length=4, choices=ItemState.choices, default=ItemState.USED)
    reason = models.CharField("作废缘由", max_length=200, blank=True)
    at = models.DateTimeField("编号时间", default=now)
    void_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "件号"
        ordering = ["register", "number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="an_item_number_is_taken_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="used"), name="a_record_has_one_item_number_in_use"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="item_numbers_count_from_one"),
            models.CheckConstraint(
                condition=Q(state="used", reason="", void_at__isnull=True)
                | (Q(state="void", void_at__isnull=False) & ~Q(reason="")),
                name="a_void_item_number_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code
