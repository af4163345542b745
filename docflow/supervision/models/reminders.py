"""提醒与催办：what a unit was told about its part, by the clock once for each day that it concerns, by a person as often as there is need."""

from typing import Any

from django.db import models
from django.db.models import Q

from docflow.supervision import reminding
from docflow.supervision.models.assignments import Assignment
from office.kernel.clock import now


class Rung(models.TextChoices):
    """What was said. The clock's go up from whoever is in charge to the leader of his unit."""

    NEAR = reminding.NEAR, "临期提醒"
    FEEDBACK = reminding.FEEDBACK, "催报反馈"
    LATE = reminding.LATE, "逾期提醒"
    FEEDBACK_LEADER = reminding.FEEDBACK_LEADER, "迟报反馈，告知本单位负责人"
    LATE_LEADER = reminding.LATE_LEADER, "逾期，告知本单位负责人"
    PERSON = "person", "催办"


class Reminder(models.Model):
    """One reminder. `on` is the day that it concerns, so that after an extension it begins anew; none for a person's."""

    part = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders", verbose_name="任务")
    rung = models.CharField("种类", max_length=16, choices=Rung.choices)
    on = models.DateField("所涉日期", null=True, blank=True)
    words = models.CharField("催办语", max_length=200, blank=True)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("催办人", default=dict, blank=True)
    told: "models.JSONField[list[str], list[str]]" = models.JSONField("告知了谁", default=list, blank=True)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "督办提醒"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "rung", "on"], condition=~Q(rung="person"), name="the_clock_reminds_of_a_day_once"
            ),
            models.CheckConstraint(
                condition=Q(rung="person") | Q(on__isnull=False), name="what_the_clock_reminds_of_is_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.get_rung_display()}"
