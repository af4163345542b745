"""议题：a unit brings it, a route of the flow engine reviews it, the host decides about it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.api import Paper, TimeLimit, Walk
from meetings.convening.life import CANCELLED
from meetings.convening.models import AgendaItem, Meeting, MeetingKind
from meetings.convening.models.agenda import LONGEST_ITEM
from meetings.topics.models.calls import TopicCall
from office.api import Actor, Appointment, Department, Organ
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.ids import uuid7

CONSULT_DAYS, LONGEST_CONSULTING = 3, 20
"""Working days that the consulted units have, unless the unit says otherwise; and the most that they are given."""


class TopicState(models.TextChoices):
    DRAFT = "draft", "草稿"
    ASKED = "asked", "待审"
    ADMITTED = "admitted", "列入"
    PUT_OFF = "put_off", "缓议"
    SENT_BACK = "sent_back", "退回"
    CALLED_OFF = "called_off", "撤销"


IN_HAND = (TopicState.DRAFT, TopicState.SENT_BACK)
"""While it stands there, its unit writes it."""
UNDECIDED = (*IN_HAND, TopicState.ASKED)
HANDED_IN = (TopicState.ASKED, TopicState.ADMITTED, TopicState.PUT_OFF, TopicState.SENT_BACK)
"""It counts as brought by its unit."""


class Topic(Paper):
    """议题. `organ` is whose meeting it is for, `department` the unit that reports, `meeting` the one it is for, once that is settled.

    Nobody but its unit sees a draft. `revision` counts every change of it, so that of two who write the second is told. `verdict` is what the
    last step decided, `why` the reason of a 缓议; that of a 退回 stands with the opinions. `item`: its place on the agenda; empty again
    when an organiser has taken it off.
    """

    glyph: ClassVar[str] = "议"
    space: ClassVar[str] = "topics"
    called: ClassVar[str] = "议题"
    ending: ClassVar[str] = "撤销议题"
    found_by: ClassVar[tuple[str, ...]] = ()

    kind = models.ForeignKey(MeetingKind, models.PROTECT, related_name="topics", verbose_name="会议类别")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="拟上会议"
    )
    call = models.ForeignKey(
        TopicCall, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="征集"
    )
    drafter = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="经办人")
    department = models.ForeignKey("office.Department", models.PROTECT, related_name="+", verbose_name="提报处室")
    reporter = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇报人"
    )
    state = models.CharField("状态", max_length=12, choices=TopicState.choices, default=TopicState.DRAFT)
    gist = models.TextField("提请研究的事项", max_length=4000, blank=True)
    consultation = models.TextField("协商情况", max_length=2000, blank=True)
    lawfulness = models.TextField("合法性审查意见", max_length=2000, blank=True)
    minutes = models.PositiveSmallIntegerField("预计分钟", default=15)
    consult_days = models.PositiveSmallIntegerField("协商几个工作日", default=CONSULT_DAYS)
    verdict = models.CharField("审定结果", max_length=12, blank=True)
    why = models.CharField("缘由", max_length=400, blank=True, help_text="of a 缓议")
    item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="topic", verbose_name="议程项"
    )
    revision = models.PositiveIntegerField("第几次修改", default=0)
    handed_in_at = models.DateTimeField("提报时间", null=True, blank=True)
    decided_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "审定人", default=dict, blank=True
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)

    class Meta:
        verbose_name = "议题"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["department", "-moved_at"], name="topic_by_unit"),
            models.Index(fields=["organ", "state", "-moved_at"], name="topic_by_organ"),
            models.Index(fields=["meeting", "state"], name="topic_by_meeting"),
            models.Index(fields=["call", "state"], name="topic_by_call"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_topic_has_a_title"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_ITEM), name="a_topic_lasts_at_most_a_working_day"
            ),
            models.CheckConstraint(
                condition=Q(consult_days__gte=1, consult_days__lte=LONGEST_CONSULTING),
                name="units_are_consulted_for_some_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="put_off") | ~Q(why=""), name="whoever_puts_a_topic_off_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="admitted") | Q(meeting__isnull=False), name="an_admitted_topic_has_its_meeting"
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(reporter__isnull=False, handed_in_at__isnull=False),
                name="a_topic_that_is_handed_in_says_who_reports",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(state="admitted"), name="what_is_on_an_agenda_was_admitted"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("topics:topic", args=[self.uid])

    @property
    def number(self) -> str:  # type: ignore[override]
        """A topic has none: it is called by its title."""
        return ""

    @property
    def begun_by(self) -> Appointment:
        return self.drafter

    @property
    def may_be_taken_up(self) -> bool:
        """Whether a meeting may put it on its agenda without another review: it was put off, taken off an agenda, or its meeting cancelled."""
        if self.state != TopicState.ADMITTED:
            return self.state == TopicState.PUT_OFF
        return self.item_id is None or (self.meeting is not None and self.meeting.state == CANCELLED)

    def route_fields(self) -> dict[str, object]:
        consulted = [one for one in self.units.all() if one.part == UnitPart.CONSULTED]
        return {
            "title": self.title,
            "host_organ": str(self.organ.uid),
            "unit": str(self.department.uid),
            "consulted": [str(one.department.uid) for one in consulted if one.department is not None],
            "consulted_organs": [str(one.answers.uid) for one in consulted if one.answers is not None],
            "meeting": str(self.meeting.uid) if self.meeting is not None else "",
            "deciders": self.deciders,
        }

    @property
    def deciders(self) -> list[str]:
        """Who decides: the host of its meeting, or whoever prepares it for him. Uids of appointments."""
        if self.meeting is None:
            return []
        return list(dict.fromkeys([str(self.meeting.host.uid), str(self.meeting.organised_by.uid)]))

    def digest_seen(self) -> str:
        """Of all that a reviewer reads: its words, and its files by their own digests."""
        there = self.files.filter(removed_at__isnull=True).values_list("file__sm3", flat=True)
        words = (self.title, self.gist, self.consultation, self.lawfulness, str(self.minutes))
        return sm3("\x1f".join((*words, *there)).encode()).hex()

    def limit_of(self, step: str) -> TimeLimit | None:
        return TimeLimit(now(), days=self.consult_days) if step == "consult" else None

    def stand(self, after: Walk) -> None:
        if after.status == "finished":
            self.state = TopicState(self.verdict)
        elif after.status == "terminated":
            self.state = TopicState.CALLED_OFF
        else:
            self.state = _on_its_way(after)

    def may_be_urged_by(self, by: Actor) -> bool:
        """催办: its unit, and the general office of the meeting's organ."""
        own = any(one.department.pk == self.department_id for one in by.appointments)
        return own or by.has_role(self.organ, "office_reviewer", "document_clerk")


def _on_its_way(after: Walk) -> TopicState:
    """With its unit as a draft or because it was sent back, else with those who review it."""
    draft = next((visit for visit in after.open_visits if visit.step == "draft"), None)
    if draft is None:
        return TopicState.ASKED
    returned = any(
        task.outcome == "returned" and task.closed is not None and task.closed.seq == draft.opened.seq
        for task in after.tasks
    )
    return TopicState.SENT_BACK if returned else TopicState.DRAFT


class UnitPart(models.TextChoices):
    """What a unit has to do with a topic."""

    CONSULTED = "consulted", "协商单位"
    SITTING_IN = "sitting_in", "列席单位"


class TopicUnit(models.Model):
    """A department or an organ that is consulted about a topic, or sits in for it. `answers`: who advises for an organ."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="units", verbose_name="议题")
    part = models.CharField("怎样参与", max_length=10, choices=UnitPart.choices)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )
    answers = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由谁答复"
    )

    class Meta:
        verbose_name = "议题相关单位"
        ordering = ["topic", "part", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "part", "organ"],
                condition=Q(department__isnull=True),
                name="an_organ_takes_part_in_a_topic_once",
            ),
            models.UniqueConstraint(
                fields=["topic", "part", "department"],
                condition=Q(department__isnull=False),
                name="a_department_takes_part_in_a_topic_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def unit(self) -> Department | Organ:
        return self.department or self.organ


class TopicFile(models.Model):
    """议题材料. One that was removed stays in the history."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="files", verbose_name="议题")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    added_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="上传人")
    added_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField("上传时间", default=now)
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "议题材料"
        ordering = ["topic", "id"]

    def __str__(self) -> str:
        return self.name
