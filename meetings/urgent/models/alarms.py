"""催叫：something that a person must acknowledge, and everybody who was called for it, by which way."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.duty.models import DutyUnit
from meetings.urgent.models.clocks import Clock
from meetings.urgent.models.events import UrgentEvent
from meetings.urgent.models.reports import Dispatch
from office.kernel.clock import now
from office.kernel.fields import EncryptedTextField
from office.kernel.ids import uuid7


class Alarm(models.Model):
    """一次催叫: it goes on, from way to way and from person to person, until somebody acknowledges. `next_at` is when the next is called."""

    class Why(models.TextChoices):
        OPENED = "opened", "确认接报"
        REPORT = "report", "核收报告"
        OVERDUE = "overdue", "处理超时"

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="alarms", verbose_name="事件")
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="值班单位")
    why = models.CharField("要做什么", max_length=8, choices=Why.choices)
    dispatch = models.OneToOneField(
        Dispatch, models.PROTECT, null=True, blank=True, related_name="alarm", verbose_name="报送"
    )
    clock = models.OneToOneField(
        Clock, models.PROTECT, null=True, blank=True, related_name="alarm", verbose_name="时限"
    )
    round = models.PositiveIntegerField("第几遍", default=0)
    next_at = models.DateTimeField("下次催叫", null=True, blank=True)
    opened_at = models.DateTimeField("开始", default=now)
    ended_at = models.DateTimeField("停止", null=True, blank=True)
    ended_why = models.CharField("为什么停止", max_length=100, blank=True)
    acknowledged_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "确认人姓名职务", default=dict, blank=True
    )

    class Meta:
        verbose_name = "催叫"
        ordering = ["opened_at", "id"]
        indexes = [models.Index(fields=["next_at"], condition=Q(ended_at__isnull=True), name="alarms_that_go_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(why="opened", dispatch__isnull=True, clock__isnull=True)
                | Q(why="report", dispatch__isnull=False, clock__isnull=True)
                | Q(why="overdue", dispatch__isnull=True, clock__isnull=False),
                name="an_alarm_is_about_one_thing",
            ),
        ]

    @property
    def task(self) -> str:
        """The name of its to-do."""
        return f"alarm/{self.uid}"

    @property
    def called_in_words(self) -> list[str]:
        """沈岚（第2遍，站内已送达，邮件没有发出）: everybody once, in the order of the first calls, with the last that came of each way."""
        last: dict[int, dict[str, Call]] = {}
        for one in self.calls.all():
            last.setdefault(one.person_id, {})[one.way] = one
        found = []
        for ways in last.values():
            rounds = max(one.round for one in ways.values()) + 1
            said = [f"第{rounds}遍"] if rounds > 1 else []
            said += [f"{one.get_way_display()}{one.get_outcome_display()}" for one in ways.values()]
            found.append(f"{next(iter(ways.values())).person.name}（{'，'.join(said)}）")
        return found


class Call(models.Model):
    """一次叫人: by one way, in one round, at most once."""

    class Way(models.TextChoices):
        IN_APP = "in_app", "站内"
        MAIL = "mail", "邮件"

    class Outcome(models.TextChoices):
        TOLD = "told", "已送达"
        ASKED = "asked", "待发"
        SENDING = "sending", "正在发"
        SENT = "sent", "已发出"
        FAILED = "failed", "没有发出"
        UNKNOWN = "unknown", "不能确定是否发出"

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="calls", verbose_name="催叫")
    round = models.PositiveIntegerField("第几遍")
    appointment = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="叫谁")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    rank = models.CharField("以什么身份", max_length=60)
    way = models.CharField("方式", max_length=8, choices=Way.choices)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices)
    why = models.CharField("说明", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "叫人"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["person"], name="calls_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["alarm", "round", "person", "way"], name="somebody_is_called_once_by_a_way_in_a_round"
            )
        ]


class MailAddress(models.Model):
    """催叫用的邮箱: a person's own; encrypted like his telephone."""

    person = models.OneToOneField("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    address = EncryptedTextField("邮箱")

    class Meta:
        verbose_name = "催叫用的邮箱"
