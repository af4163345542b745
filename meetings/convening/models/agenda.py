"""议程：what is dealt with, in which order, for how long, by whom, and who sits in for it."""

from django.db import models
from django.db.models import Q

from meetings.convening.models.meetings import Meeting
from office.api import Department, Organ
from office.kernel.ids import uuid7

LONGEST_ITEM = 8 * 60


class AgendaItem(models.Model):
    """议程项. `unit` is the department that reports (汇报单位), or an organ. Places count from one without a gap."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="会议")
    place = models.PositiveSmallIntegerField("第几项")
    title = models.CharField("议题", max_length=200)
    minutes = models.PositiveSmallIntegerField("预计分钟", default=15)
    organ = models.ForeignKey(
        "office.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇报机关"
    )
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇报处室"
    )
    reporter = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇报人"
    )
    note = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "议程项"
        ordering = ["meeting", "place"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "place"], name="an_agenda_item_has_its_place"),
            models.CheckConstraint(condition=Q(place__gte=1) & ~Q(title=""), name="an_agenda_item_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_ITEM),
                name="an_agenda_item_lasts_at_most_a_working_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> Department | Organ | None:
        """Who reports."""
        return self.department or self.organ


class AgendaUnit(models.Model):
    """列席单位: sits in for one item."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="units", verbose_name="议程项")
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )

    class Meta:
        verbose_name = "列席单位"
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organ"],
                condition=Q(department__isnull=True),
                name="an_organ_sits_in_once_for_an_item",
            ),
            models.UniqueConstraint(
                fields=["item", "department"],
                condition=Q(department__isnull=False),
                name="a_department_sits_in_once_for_an_item",
            ),
        ]

    def __str__(self) -> str:
        return str(self.department or self.organ)
