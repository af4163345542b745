"""值班单位、值班岗位、班次样式：where there is duty, who stands in each shift, and when shifts begin."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from office.kernel.ids import uuid7

A_DAY = 24 * 60
LONGEST_SHIFT = 7 * A_DAY
"""Minutes: a week of stand-by at home is one shift."""


class DutyUnit(models.Model):
    """值班单位: 市政府总值班室. `kept_by` is the department whose people make its rosters and keep its lists.

    `superior` is the unit that it reports to: urgent matters go up that way. The limits hold for everybody on its rosters; 0 means none.
    `used_since`: when it was last taken into use again; of what was on its rosters before then nobody is asked whether he came.
    What a shift is paid goes by its day, in whole yuan: a worked one, 法定节假日, or any other (`weekend_allowance`). `pays_arranged`: all days of
    a published arrangement are paid as 法定节假日, as some places have it.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    kept_by = models.ForeignKey("office.Department", models.PROTECT, related_name="+", verbose_name="管理处室")
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inferiors", verbose_name="上级值班单位"
    )
    telephone = models.CharField("值班电话", max_length=40, blank=True)
    place = models.CharField("值班地点", max_length=120, blank=True)
    rest_hours = models.PositiveSmallIntegerField("两班之间至少休息（小时）", default=24)
    most_in_week = models.PositiveSmallIntegerField("七天内最多（班）", default=2)
    most_in_month = models.PositiveSmallIntegerField("一个月最多（班）", default=0)
    workday_allowance = models.PositiveSmallIntegerField("工作日补贴（元）", default=0)
    weekend_allowance = models.PositiveSmallIntegerField("休息日补贴（元）", default=0)
    holiday_allowance = models.PositiveSmallIntegerField("法定节假日补贴（元）", default=0)
    pays_arranged = models.BooleanField("放假安排里的每一天都按法定节假日计补贴", default=False)
    in_use = models.BooleanField("正在值班", default=True)
    used_since = models.DateTimeField("何时恢复值班", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "值班单位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="a_duty_unit_has_a_name_of_its_own_in_its_organ"),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")), name="a_duty_unit_is_not_its_own_superior"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("duty:unit", args=[self.uid])


class DutyRole(models.Model):
    """值班岗位: 带班领导, 主班, 副班, 驾驶. `order` is also the order in which those on duty are named and, from the last to the first, told."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="roles", verbose_name="值班单位")
    name = models.CharField("名称", max_length=20)
    people = models.PositiveSmallIntegerField("每班人数", default=1)
    leads = models.BooleanField("带班", default=False)
    answers = models.BooleanField("接报和处理紧急事件", default=True)
    in_use = models.BooleanField("在用", default=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "值班岗位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="a_duty_role_has_a_name_of_its_own_in_its_unit"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=20), name="a_duty_role_is_filled_by_one_to_twenty_people"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ShiftPattern(models.Model):
    """班次样式: 昼夜班, from 8:30 for a day and a night. Of a unit's patterns those of the day's kind make its shifts.

    `begins` counts in minutes from midnight, `lasts` in minutes; a pattern without roles of its own has all of its unit's.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="patterns", verbose_name="值班单位")
    name = models.CharField("名称", max_length=20)
    begins = models.PositiveSmallIntegerField("开始（分钟）", default=8 * 60 + 30)
    lasts = models.PositiveSmallIntegerField("时长（分钟）", default=A_DAY)
    on_workdays = models.BooleanField("工作日", default=True)
    on_weekends = models.BooleanField("周末", default=True)
    on_holidays = models.BooleanField("节假日", default=True)
    roles = models.ManyToManyField(DutyRole, blank=True, related_name="patterns", verbose_name="值班岗位")
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "班次样式"
        ordering = ["begins", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="a_shift_pattern_has_a_name_of_its_own_in_its_unit"),
            models.CheckConstraint(
                condition=Q(begins__lt=A_DAY, lasts__gte=30, lasts__lte=LONGEST_SHIFT),
                name="a_shift_lasts_from_half_an_hour_to_a_week",
            ),
            models.CheckConstraint(
                condition=Q(on_workdays=True) | Q(on_weekends=True) | Q(on_holidays=True),
                name="a_shift_pattern_is_for_some_kind_of_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name
