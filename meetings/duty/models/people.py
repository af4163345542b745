"""值班人员、不能值班的日子、意愿、同班与不同班：what a roster has to go by."""

from django.db import models
from django.db.models import F, Q

from meetings.duty.models.units import DutyRole, DutyUnit
from office.kernel.ids import uuid7


class PoolMember(models.Model):
    """值班人员: somebody who takes turns in one role, on days of some kinds. `share` is his part of the turns in percent of a full one."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    role = models.ForeignKey(DutyRole, models.PROTECT, related_name="pool", verbose_name="值班岗位")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    on_workdays = models.BooleanField("工作日", default=True)
    on_weekends = models.BooleanField("周末", default=True)
    on_holidays = models.BooleanField("节假日", default=True)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    share = models.PositiveSmallIntegerField("承担比例（%）", default=100)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "值班人员"
        ordering = ["role__order", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["role", "person"], name="somebody_is_once_in_the_pool_of_a_duty_role"),
            models.CheckConstraint(
                condition=Q(share__gte=10, share__lte=200), name="a_share_of_duty_is_a_tenth_to_the_double"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="a_pool_member_does_not_leave_before_he_comes",
            ),
        ]


class Absence(models.Model):
    """不能值班: somebody's days away, both included. It is his, whichever units he serves."""

    class Reason(models.TextChoices):
        LEAVE = "leave", "休假"
        TRIP = "trip", "出差"
        SICK = "sick", "病假"
        STUDY = "study", "学习培训"
        OTHER = "other", "其他"

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    first = models.DateField("自")
    last = models.DateField("至")
    reason = models.CharField("事由", max_length=8, choices=Reason.choices, default=Reason.LEAVE)
    withdrawn_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = "不能值班"
        ordering = ["first", "id"]
        indexes = [models.Index(fields=["person", "last"], name="absences_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="an_absence_does_not_end_before_it_begins")
        ]


class Wish(models.Model):
    """意愿: somebody would rather serve on a day, or rather not. A wish is weighed, never a rule."""

    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="wishes", verbose_name="值班单位")
    day = models.DateField("日期")
    wants = models.BooleanField("愿意值班")

    class Meta:
        verbose_name = "意愿"
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "person", "day"], name="somebody_has_one_wish_for_a_day_of_duty")
        ]


class Pairing(models.Model):
    """同班、不同班: two people who serve in the same shifts only, or never in the same one."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="pairings", verbose_name="值班单位")
    first = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="一方")
    second = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="另一方")
    together = models.BooleanField("同班")

    class Meta:
        verbose_name = "同班与不同班"
        constraints = [
            models.UniqueConstraint(fields=["unit", "first", "second"], name="a_pair_of_duty_has_one_rule_in_its_unit"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_of_duty_is_written_in_one_order"),
        ]
