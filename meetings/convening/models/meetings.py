"""会议：what it is, when and where, who answers for it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.convening import life
from meetings.convening.models.kinds import MeetingKind
from meetings.models import Booking, State
from meetings.rules.slots import Slot, moment_words
from office.kernel.clock import now
from office.kernel.ids import uuid7


class MeetingState(models.TextChoices):
    DRAFT = life.DRAFT, life.WORDS[life.DRAFT]
    ASKED = life.ASKED, life.WORDS[life.ASKED]
    APPROVED = life.APPROVED, life.WORDS[life.APPROVED]
    ANNOUNCED = life.ANNOUNCED, life.WORDS[life.ANNOUNCED]
    POSTPONED = life.POSTPONED, life.WORDS[life.POSTPONED]
    RUNNING = life.RUNNING, life.WORDS[life.RUNNING]
    ENDED = life.ENDED, life.WORDS[life.ENDED]
    MINUTED = life.MINUTED, life.WORDS[life.MINUTED]
    CANCELLED = life.CANCELLED, life.WORDS[life.CANCELLED]


class Meeting(models.Model):
    """会议. `host` takes the chair, `organised_by` prepares it with the people of the department of that post.

    `booking` is its room; a meeting elsewhere says its `place` in words. `version` counts every change to the plan and the agenda, so that of
    two organisers the second is told; `told_version` is the one of which those invited know, `sequence` counts how often they were told anew.
    `reply_by`: until when it is answered (回执).
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="主办机关")
    kind = models.ForeignKey(MeetingKind, models.PROTECT, related_name="meetings", verbose_name="会议类别")
    ordinal = models.PositiveSmallIntegerField("第几次", null=True, blank=True)
    title = models.CharField("会议名称", max_length=120)
    host = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="主持人")
    organised_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="承办人")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="meeting", verbose_name="会议室预订"
    )
    place = models.CharField("地点", max_length=120, blank=True)
    video = models.CharField("视频会议号", max_length=80, blank=True, help_text="the room's name at the provider")
    reply_by = models.DateTimeField("回执截止", null=True, blank=True)
    budget = models.CharField("经费", max_length=120, blank=True)
    note = models.CharField("会议要求", max_length=1000, blank=True)
    is_closed = models.BooleanField("不公开名称", default=False)
    state = models.CharField("状态", max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    why = models.CharField("缘由", max_length=400, blank=True, help_text="of the last 退回, 延期 or 取消")
    approved_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "审定人", default=dict, blank=True
    )
    version = models.PositiveIntegerField("第几稿", default=0)
    told_version = models.PositiveIntegerField("告知到第几稿", default=0)
    sequence = models.PositiveIntegerField("第几次变更", default=0)
    planned_at = models.DateTimeField("筹备时间", default=now)
    moved_at = models.DateTimeField("最近变动", default=now, help_text="of which calendars elsewhere learn")
    announced_at = models.DateTimeField("通知时间", null=True, blank=True)
    began_at = models.DateTimeField("实际开始", null=True, blank=True)
    ended_at = models.DateTimeField("实际结束", null=True, blank=True)

    class Meta:
        verbose_name = "会议"
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["organ", "state", "-starts_at"], name="meeting_by_organ"),
            models.Index(fields=["starts_at"], condition=Q(state__in=life.AHEAD), name="meeting_ahead"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_meeting_has_a_name"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(reply_by__isnull=True) | Q(reply_by__lte=F("starts_at")),
                name="a_meeting_is_answered_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*life.PLANNED, life.CANCELLED)) | Q(announced_at__isnull=False),
                name="a_meeting_is_held_after_it_was_announced",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=life.HELD) | Q(began_at__isnull=False), name="a_meeting_that_runs_has_begun"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(life.ENDED, life.MINUTED)) | Q(ended_at__isnull=False),
                name="a_meeting_that_is_over_has_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=life.POSTPONED) | ~Q(why=""), name="whoever_postpones_a_meeting_says_why"
            ),
            models.UniqueConstraint(
                fields=["kind", "ordinal"],
                condition=Q(ordinal__isnull=False) & ~Q(state=life.CANCELLED),
                name="a_meeting_of_a_kind_has_an_ordinal_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("convening:meeting", args=[self.uid])

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)

    @property
    def where(self) -> str:
        """The room's full name, or the place in words; empty while neither is known."""
        return self.booking.room.full_name if self.booking is not None and self.booking.holds else self.place

    @property
    def state_in_words(self) -> str:
        return life.in_words(self.state, self.reply_by, now())

    @property
    def ordinal_in_words(self) -> str:
        """第12次; empty where it has none, or bears it in its name."""
        words = f"第{self.ordinal}次" if self.ordinal is not None else ""
        return "" if words in self.title else words

    @property
    def reply_by_in_words(self) -> str:
        """6月1日（星期一）17:00; empty where it is not answered."""
        return moment_words(self.reply_by) if self.reply_by is not None else ""

    @property
    def is_told(self) -> bool:
        """Whether those who know of it know it as it stands now."""
        return self.announced_at is None or self.told_version == self.version

    @property
    def waits_for_room(self) -> bool:
        """Whether its room is asked for and not answered yet."""
        return self.booking is not None and self.booking.state == State.ASKED

    @property
    def has_lost_its_room(self) -> bool:
        """Whether the booking was declined, released, cancelled or moved elsewhere, so that the room is not had for all of it."""
        held = self.booking
        if held is None:
            return False
        return not held.holds or held.starts_at > self.starts_at or held.ends_at < self.ends_at

    @property
    def room_was_moved(self) -> bool:
        """Whether its room is had, but for another time."""
        return self.booking is not None and self.booking.holds and self.has_lost_its_room

    @property
    def is_ahead(self) -> bool:
        return self.state in life.AHEAD

    @property
    def is_known(self) -> bool:
        """Whether those who are invited see it."""
        return self.announced_at is not None
