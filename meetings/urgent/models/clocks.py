"""时限：how long each step of reporting may take, and the clocks that run for an event."""

from django.db import models
from django.db.models import F, Q

from meetings.duty.models import DutyUnit
from meetings.urgent.models.events import EventKind, EventLevel, UrgentEvent
from meetings.urgent.models.reports import Dispatch
from office.kernel.ids import uuid7

A_WEEK = 7 * 24 * 60


class Timed(models.TextChoices):
    """什么有时限."""

    TELEPHONE = "telephone", "电话报告"
    FIRST = "first", "书面初报"
    FOLLOW_UP = "follow_up", "续报"
    ACKNOWLEDGE = "acknowledge", "核收"


class StartsAt(models.TextChoices):
    """从何时起算."""

    RECEIVED = "received", "接报时间"
    OCCURRED = "occurred", "事发时间"


class ClockLimit(models.Model):
    """一个机关自己定的时限, before the defaults of the product. Level or kind left empty: any. No minutes: there is no limit."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    timed = models.CharField("什么", max_length=12, choices=Timed.choices)
    level = models.CharField("级别", max_length=1, choices=EventLevel.choices, blank=True)
    kind = models.CharField("类别", max_length=12, choices=EventKind.choices, blank=True)
    minutes = models.PositiveIntegerField("分钟")
    starts = models.CharField("起算", max_length=8, choices=StartsAt.choices, default=StartsAt.RECEIVED)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "紧急事件时限"
        ordering = ["timed", "level", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "timed", "level", "kind"], name="an_organ_has_one_limit_for_a_step_level_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=A_WEEK), name="a_limit_for_urgent_events_is_at_most_a_week"
            ),
        ]


class UnitPractice(models.Model):
    """一个值班单位怎样催叫: after how many minutes by the next way, to the next person, and from the beginning again."""

    unit = models.OneToOneField(DutyUnit, models.PROTECT, related_name="+", verbose_name="值班单位")
    next_way = models.PositiveSmallIntegerField("换一种方式（分钟）", default=3)
    next_person = models.PositiveSmallIntegerField("叫下一个人（分钟）", default=5)
    next_round = models.PositiveSmallIntegerField("再叫一遍（分钟）", default=15)

    class Meta:
        verbose_name = "催叫的间隔"
        constraints = [
            models.CheckConstraint(
                condition=Q(next_way__gte=1, next_person__gte=1, next_round__gte=1),
                name="between_two_calls_there_is_a_minute_at_least",
            )
        ]


class Clock(models.Model):
    """正在走或已停的时限, by the wall clock. `told` is the last warning given, in percent; `next_at` when the next one is due.

    Of an acknowledgement `dispatch` says of which report. Past its end it runs on: what comes then is late; what never comes is missed.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", "进行中"
        KEPT = "kept", "按时"
        LATE = "late", "迟报"
        MISSED = "missed", "漏报"
        DROPPED = "dropped", "不再计时"

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="clocks", verbose_name="事件")
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="由谁")
    timed = models.CharField("什么", max_length=12, choices=Timed.choices)
    dispatch = models.ForeignKey(
        Dispatch, models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name="报送"
    )
    starts_at = models.DateTimeField("起算")
    due_at = models.DateTimeField("到期")
    told = models.PositiveSmallIntegerField("已提醒（%）", default=0)
    next_at = models.DateTimeField("下次提醒", null=True, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices, default=Outcome.RUNNING)
    ended_at = models.DateTimeField("停", null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "时限"
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(outcome="running"), name="clocks_that_run"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "timed"],
                condition=Q(outcome="running", dispatch__isnull=True),
                name="one_clock_of_a_kind_runs_for_an_event",
            ),
            models.UniqueConstraint(
                fields=["dispatch"], condition=Q(dispatch__isnull=False), name="one_clock_runs_for_a_dispatch"
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("due_at")), name="a_clock_ends_after_it_begins"),
        ]

    @property
    def is_running(self) -> bool:
        return self.outcome == self.Outcome.RUNNING
