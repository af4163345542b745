"""督办规则 of an organ: when lights change, who is told when, how often a day may move, what counts how much."""

from typing import Any

from django.db import models
from django.db.models import Q

from docflow.supervision.lights import Rule
from docflow.supervision.scoring import Points
from office.kernel.clock import now


class SupervisionRule(models.Model):
    """One row an organ; where there is none, the defaults hold."""

    organ = models.OneToOneField("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    near_share = models.PositiveSmallIntegerField("黄灯：剩余时间不多于全程的百分之几", default=20)
    near_days = models.PositiveSmallIntegerField("黄灯：剩余不多于几个工作日", default=3)
    feedback_late_days = models.PositiveSmallIntegerField("红灯：反馈迟几个工作日", default=5)
    lag = models.PositiveSmallIntegerField("黄灯：进度落后几个百分点", default=40)
    most_extensions = models.PositiveSmallIntegerField("一项任务最多延期几次", default=2)
    remind_days = models.PositiveSmallIntegerField("到期前几个工作日提醒责任人", default=3)
    escalate_days = models.PositiveSmallIntegerField("逾期或迟报几个工作日后告知单位负责人", default=2)
    in_time = models.SmallIntegerField("按期办结一项", default=2)
    late = models.SmallIntegerField("逾期办结一项", default=-1)
    overdue = models.SmallIntegerField("逾期未办结一项", default=-3)
    returned = models.SmallIntegerField("退办一次", default=-1)
    extended = models.SmallIntegerField("延期一次", default=-1)
    set_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("修改人", default=dict, blank=True)
    set_at = models.DateTimeField("修改时间", default=now)

    class Meta:
        verbose_name = "督办规则"
        constraints = [
            models.CheckConstraint(condition=Q(near_share__lte=100, lag__lte=100), name="shares_are_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} 督办规则"

    @property
    def of_lights(self) -> Rule:
        return Rule(
            near_share=self.near_share,
            near_days=self.near_days,
            feedback_late_days=self.feedback_late_days,
            lag=self.lag,
        )

    @property
    def points(self) -> Points:
        return Points(
            in_time=self.in_time,
            late=self.late,
            overdue=self.overdue,
            returned=self.returned,
            extended=self.extended,
        )
