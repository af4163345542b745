"""信息工作台 of an organ, its periodicals, whom they go to, and the registers that number them."""

from typing import Any

from django.db import models
from django.db.models import Q

from docflow.briefs.models.units import OfUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Desk(models.Model):
    """One row an organ that takes briefs: who edits, and whether a unit's leader looks first.

    The people of `department` edit, and those of 办公室审核; to do both is what a small organ has.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.OneToOneField("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="信息编辑处室"
    )
    needs_approval = models.BooleanField("报送前由本单位负责人审核", default=True)
    in_use = models.BooleanField("接收信息", default=True)
    set_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("设置人", default=dict, blank=True)
    set_at = models.DateTimeField("设置时间", default=now)

    class Meta:
        verbose_name = "信息工作台"
        ordering = ["organ__level", "organ__order", "pk"]

    def __str__(self) -> str:
        return str(self.organ)


class Periodical(models.Model):
    """刊物: 《政务信息》《每日要情》."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="periodicals", verbose_name="信息工作台")
    name = models.CharField("刊名", max_length=20)
    in_use = models.BooleanField("在用", default=True)
    total = models.PositiveIntegerField(
        "总期数", default=0, help_text="of all years, those before this system included"
    )

    class Meta:
        verbose_name = "刊物"
        ordering = ["desk", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "name"], name="a_periodical_has_a_name_of_its_own_at_its_desk"),
            models.CheckConstraint(condition=~Q(name=""), name="a_periodical_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"《{self.name}》"


class PeriodicalReader(OfUnit):
    """Whom a periodical goes to: an organ, a department, or a person in his post."""

    periodical = models.ForeignKey(Periodical, models.CASCADE, related_name="readers", verbose_name="刊物")
    appointment = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )

    class Meta:
        verbose_name = "刊物读者"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["periodical", "organ"],
                condition=Q(department__isnull=True, appointment__isnull=True),
                name="a_periodical_goes_to_an_organ_once",
            ),
            models.UniqueConstraint(fields=["periodical", "department"], name="a_periodical_goes_to_a_department_once"),
            models.UniqueConstraint(fields=["periodical", "appointment"], name="a_periodical_goes_to_a_person_once"),
            models.CheckConstraint(
                condition=Q(department__isnull=True) | Q(appointment__isnull=True), name="a_reader_is_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.appointment.person.name if self.appointment is not None else self.unit_name


class PeriodicalYear(models.Model):
    """期号登记: the row that takers of a number lock. Gap-free: a number is taken when an issue is signed, and never given back after."""

    periodical = models.ForeignKey(Periodical, models.PROTECT, related_name="years", verbose_name="刊物")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        verbose_name = "期号登记"
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["periodical", "year"], name="a_periodical_counts_a_year_once")]

    def __str__(self) -> str:
        return f"{self.periodical}{self.year}年"
