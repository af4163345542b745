"""放假安排表：the days that differ, a table a year, with its source. A table that another replaced is kept."""

from django.db import models
from django.db.models import Q

from office.calendar.working_days import Exceptional, KnownYear
from office.kernel.clock import now
from office.kernel.ids import uuid7


class CalendarTable(models.Model):
    """The arrangement of one year as it was imported, by whom and when (nobody: by a command)."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField("年份")
    source = models.CharField("文号", max_length=80)
    imported_at = models.DateTimeField("导入时间", default=now)
    imported_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入人"
    )
    moved = models.PositiveIntegerField("改动的时限", default=0, help_text="open deadlines whose day moved by it")
    replaced_at = models.DateTimeField("替换时间", null=True, blank=True)

    class Meta:
        verbose_name = "放假安排表"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(replaced_at__isnull=True), name="a_year_has_one_table_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年工作日历"

    def known(self) -> KnownYear:
        """As a value; its days should be prefetched."""
        days = {
            one.day: Exceptional("work" if one.is_worked else "rest", one.name, one.is_statutory)
            for one in self.days.all()
        }
        return KnownYear(self.year, self.source, days)


class CalendarDay(models.Model):
    """A day that differs from Monday to Friday: 放假, or 调休上班."""

    table = models.ForeignKey(CalendarTable, models.CASCADE, related_name="days", verbose_name="放假安排表")
    day = models.DateField("日期")
    is_worked = models.BooleanField("是否上班", help_text="a weekend day that is worked; else a day off")
    is_statutory = models.BooleanField("法定节假日", default=False)
    name = models.CharField("节日", max_length=80)

    class Meta:
        verbose_name = "调休日"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["table", "day"], name="a_day_stands_in_a_table_once"),
            models.CheckConstraint(
                condition=Q(is_worked=False) | Q(is_statutory=False), name="a_statutory_holiday_is_not_worked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {'班' if self.is_worked else '休'} {self.name}"
