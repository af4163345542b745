"""会议进行：how far each item of the agenda is, and the screen that shows it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.rules import course
from office.kernel.clock import now
from office.kernel.ids import uuid7


class ItemState(models.TextChoices):
    AHEAD = course.AHEAD, course.WORDS[course.AHEAD]
    RUNNING = course.RUNNING, course.WORDS[course.RUNNING]
    DONE = course.DONE, course.WORDS[course.DONE]
    SKIPPED = course.SKIPPED, course.WORDS[course.SKIPPED]


class ItemRun(models.Model):
    """一项的进行. An item without such a row is still ahead.

    `spent`: seconds of its earlier turns; `began_at`: its present turn. `called_at`: since when those who sit in for it are called in;
    `waiting_told_at`: when they were told to come and wait.
    """

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="run", verbose_name="议程项")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="item_runs", verbose_name="会议")
    state = models.CharField("状态", max_length=8, choices=ItemState.choices, default=ItemState.AHEAD)
    waiting_told_at = models.DateTimeField("通知候会时间", null=True, blank=True)
    called_at = models.DateTimeField("请进场时间", null=True, blank=True)
    first_began_at = models.DateTimeField("最初开始", null=True, blank=True)
    began_at = models.DateTimeField("这一次开始", null=True, blank=True)
    ended_at = models.DateTimeField("最近结束", null=True, blank=True)
    spent = models.PositiveIntegerField("已用秒数", default=0)

    class Meta:
        verbose_name = "议程项的进行"
        ordering = ["meeting", "item__place"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="running"), name="one_item_of_a_meeting_runs_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="running", began_at__isnull=False) | (~Q(state="running") & Q(began_at__isnull=True)),
                name="an_item_that_runs_has_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}：{self.get_state_display()}"

    @property
    def timed(self) -> course.Timed:
        return course.Timed(self.item.minutes, self.state, timedelta(seconds=self.spent), self.began_at)


class AgendaScreen(models.Model):
    """议程屏: opened without sign-in by whoever has its address, of which the digest alone is kept."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="screens", verbose_name="会议")
    made_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁建的")
    digest = models.CharField("摘要", max_length=64, unique=True, help_text="SM3, hexadecimal")
    made_at = models.DateTimeField("建立时间", default=now)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "议程屏"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.meeting}议程屏"
