"""议题征集：units are asked for topics until a moment, and each of them hands in or says that it has none."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import Meeting, MeetingKind
from office.api import Department, Organ
from office.kernel.clock import now
from office.kernel.ids import uuid7


class TopicCall(models.Model):
    """征集: for one meeting, or, without one, for the next meetings of a kind. `due_at` moves by 延期 alone, and only later."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    kind = models.ForeignKey(MeetingKind, models.PROTECT, related_name="topic_calls", verbose_name="会议类别")
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="topic_call", verbose_name="会议"
    )
    title = models.CharField("名称", max_length=140)
    note = models.CharField("说明", max_length=1000, blank=True)
    due_at = models.DateTimeField("截止")
    first_due_at = models.DateTimeField("原定截止")
    called_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="征集人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("征集人姓名职务")
    called_at = models.DateTimeField("征集时间", default=now)
    shut_at = models.DateTimeField("截止后收起的时间", null=True, blank=True, help_text="by the clock, once")

    class Meta:
        verbose_name = "议题征集"
        ordering = ["-called_at", "-id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(shut_at__isnull=True), name="call_that_goes_on")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_call_for_topics_has_a_name"),
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("first_due_at")), name="a_call_for_topics_is_never_cut_short"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topics:call", args=[self.uid])

    @property
    def is_open(self) -> bool:
        """Whether topics are taken at this moment: the clock says so, not the row; and the meeting has not been called off meanwhile."""
        return now() < self.due_at and (self.meeting is None or self.meeting.is_ahead)

    @property
    def ended_at(self) -> None:
        """For the words of its due moment: it is not done before its time."""
        return

    @property
    def provisional(self) -> bool:
        """The moment was named: no calendar moves it."""
        return False


class CalledUnit(models.Model):
    """被征集单位: a department, or an organ through its clerks. `has_none`: it said that it brings nothing."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    call = models.ForeignKey(TopicCall, models.CASCADE, related_name="units", verbose_name="征集")
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )
    has_none_at = models.DateTimeField("报无议题的时间", null=True, blank=True)
    has_none_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "报无议题的人", default=dict, blank=True
    )
    clock_reminded_of = models.DateTimeField("系统提醒过的截止时间", null=True, blank=True)
    reminded_at = models.DateTimeField("最近提醒", null=True, blank=True)
    reminded_times = models.PositiveSmallIntegerField("提醒次数", default=0)

    class Meta:
        verbose_name = "被征集单位"
        ordering = ["call", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organ"],
                condition=Q(department__isnull=True),
                name="an_organ_is_called_once_for_topics",
            ),
            models.UniqueConstraint(
                fields=["call", "department"],
                condition=Q(department__isnull=False),
                name="a_department_is_called_once_for_topics",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def unit(self) -> Department | Organ:
        """Who is asked."""
        return self.department or self.organ

    @property
    def task(self) -> str:
        """The name of its to-do."""
        return f"call/{self.uid}"
