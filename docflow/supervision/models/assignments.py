"""任务：one unit's part of a matter, with its own day, its own feedback, its own extensions."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from docflow.supervision import moves
from docflow.supervision.models.matters import Matter
from office.api import Department, Organ
from office.kernel.clock import today
from office.kernel.ids import uuid7

WHOLE = 100


class AssignmentState(models.TextChoices):
    ISSUED = moves.ISSUED, "待签收"
    UNDER_WAY = moves.UNDER_WAY, "承办中"
    PROPOSED = moves.PROPOSED, "已报办结"
    VERIFIED = moves.VERIFIED, "已核实"


class Assignment(models.Model):
    """One unit's part: a department of the supervising organ, or another organ (`department` empty).

    `feedback_due_on`: by when it is to be heard of next. `proposed_on`: the day on which the leader of the unit signed that it is done; the
    time that the supervisor takes to verify it is not the unit's.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts", verbose_name="督办事项")
    place = models.PositiveSmallIntegerField("第几位")
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="承办机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办处室"
    )
    state = models.CharField("状态", max_length=10, choices=AssignmentState.choices, default=AssignmentState.ISSUED)
    due_on = models.DateField("办理时限")
    original_due_on = models.DateField("原定时限")
    feedback_due_on = models.DateField("下次反馈", null=True, blank=True)
    undertaker = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "签收人", default=dict, blank=True
    )
    progress = models.PositiveSmallIntegerField("进度", null=True, blank=True, help_text="of its last feedback")
    proposed_on = models.DateField("报办结日期", null=True, blank=True)
    verified_at = models.DateTimeField("核实时间", null=True, blank=True)
    returned = models.PositiveSmallIntegerField("退办次数", default=0)
    extended = models.PositiveSmallIntegerField("延期次数", default=0)

    class Meta:
        verbose_name = "督办任务"
        ordering = ["matter", "place"]
        indexes = [
            models.Index(fields=["organ", "department", "state"], name="assignment_by_unit"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=moves.PART_WAITS), name="assignment_that_may_be_late"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "place"], name="a_part_has_its_place_in_a_matter"),
            models.UniqueConstraint(
                fields=["matter", "organ"],
                condition=Q(department__isnull=True),
                name="an_organ_has_one_part_of_a_matter",
            ),
            models.UniqueConstraint(
                fields=["matter", "department"],
                condition=Q(department__isnull=False),
                name="a_department_has_one_part_of_a_matter",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("original_due_on")), name="a_due_day_only_moves_on"),
            models.CheckConstraint(
                condition=Q(state="issued", undertaker__isnull=True, signed_at__isnull=True)
                | (~Q(state="issued") & Q(undertaker__isnull=False, signed_at__isnull=False)),
                name="a_part_is_under_way_once_it_is_signed_for",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "verified"), proposed_on__isnull=False)
                | (Q(state__in=moves.PART_WAITS) & Q(proposed_on__isnull=True)),
                name="a_part_is_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=WHOLE), name="a_part_is_done_at_most_wholly"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_name

    @property
    def unit(self) -> Department | Organ:
        return self.department or self.organ

    @property
    def unit_name(self) -> str:
        return str(self.unit)

    @property
    def home(self) -> Department | None:
        """The department, while there is one: what was given to one that is closed is its organ's, and of a merged organ its heirs'."""
        one = self.department
        return None if one is None or (one.closed_on is not None and one.closed_on <= today()) else one

    @property
    def is_lead(self) -> bool:
        return self.place == 1

    @property
    def manner(self) -> str:
        return "牵头" if self.is_lead else "配合"

    @property
    def waits(self) -> bool:
        """Whether its unit has something to do."""
        return self.state in moves.PART_WAITS
