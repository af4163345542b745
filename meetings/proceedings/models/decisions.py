"""议定事项：what was decided on an item, who is to do it, until when; and the excerpt that its units read."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import AgendaItem, Meeting
from office.api import Department, Organ
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_DECISION = 2000


class Decision(models.Model):
    """议定事项. `matter_uid`: the supervised item (督办事项) that was opened from it; from then on it is as it is."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name="会议")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions", verbose_name="议程项")
    place = models.PositiveSmallIntegerField("第几条")
    text = models.TextField("议定内容", max_length=LONGEST_DECISION)
    organ = models.ForeignKey(
        "office.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头机关"
    )
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头处室"
    )
    leader = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任领导"
    )
    due_on = models.DateField("完成时限", null=True, blank=True)
    matter_uid = models.UUIDField("督办事项", null=True, blank=True, unique=True)
    matter_number = models.CharField("督办编号", max_length=40, blank=True)

    class Meta:
        verbose_name = "议定事项"
        ordering = ["item__place", "place"]
        constraints = [
            models.UniqueConstraint(fields=["item", "place"], name="a_decision_has_its_place"),
            models.CheckConstraint(condition=Q(place__gte=1) & ~Q(text=""), name="a_decision_says_what_was_decided"),
            models.CheckConstraint(
                condition=Q(organ__isnull=True) | Q(department__isnull=True), name="one_unit_leads_a_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def lead(self) -> Department | Organ | None:
        """牵头单位."""
        return self.department or self.organ

    @property
    def lead_uid(self) -> str:
        """As a form names it."""
        return str(self.lead.uid) if self.lead is not None else ""

    @property
    def leader_uid(self) -> str:
        return str(self.leader.uid) if self.leader is not None else ""

    @property
    def co_unit_uids(self) -> list[str]:
        return [str(one.unit.uid) for one in self.co_units.all() if one.unit is not None]


class DecisionUnit(models.Model):
    """配合单位 of a decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="co_units", verbose_name="议定事项")
    organ = models.ForeignKey(
        "office.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机关"
    )
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )

    class Meta:
        verbose_name = "配合单位"
        ordering = ["decision", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "organ"], name="an_organ_helps_with_a_decision_once"),
            models.UniqueConstraint(fields=["decision", "department"], name="a_department_helps_with_a_decision_once"),
            models.CheckConstraint(
                condition=Q(organ__isnull=True, department__isnull=False)
                | Q(organ__isnull=False, department__isnull=True),
                name="a_unit_that_helps_is_an_organ_or_a_department",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def unit(self) -> Department | Organ | None:
        return self.department or self.organ


class Excerpt(models.Model):
    """议定事项节录: of one item, for the units that have to do with it. They read it, by grants on its uid, once the minutes are issued."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="excerpt", verbose_name="议程项")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="excerpts", verbose_name="会议")
    made_at = models.DateTimeField("建立时间", default=now)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)
    sent_to: "models.JSONField[list[str], list[str]]" = models.JSONField("送哪些单位", default=list, blank=True)

    class Meta:
        verbose_name = "议定事项节录"
        ordering = ["meeting", "item__place"]

    def __str__(self) -> str:
        return f"{self.item}（议定事项节录）"

    def get_absolute_url(self) -> str:
        return reverse("proceedings:excerpt", args=[self.uid])
