"""已回执、参加、请假、替会、未回执；应到、实到、迟到、缺席：each in one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.attendance.models import Leave, LeaveState
from meetings.attendance.signing import window_of
from meetings.convening.models import Answer, Capacity, Invitation, Meeting
from office.kernel.clock import now

COMING = (Answer.OPEN, Answer.COMES)


@dataclass(frozen=True)
class Replies:
    """The host is not asked, and not counted here."""

    all: int
    comes: int
    away: int
    replaced: int
    waiting: int
    open: int

    @property
    def answered(self) -> int:
        return self.all - self.open


@dataclass(frozen=True)
class Attendance:
    """`due`: for whom a place is kept, and whoever came besides."""

    due: int
    came: int
    late: int
    is_over: bool

    @property
    def missing(self) -> int:
        return self.due - self.came


def asked(meeting: Meeting) -> "QuerySet[Invitation]":
    """Those who are to answer; `waits`: a leave of his is not decided."""
    waits = Leave.objects.filter(invitation=OuterRef("pk"), state=LeaveState.ASKED)
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at__isnull=True).exclude(capacity=Capacity.HOST)
    return rows.annotate(waits=Exists(waits))


VIEWS: Mapping[str, tuple[str, Q]] = {
    "all": ("全部", Q()),
    "open": ("未回执", Q(answer=Answer.OPEN, waits=False)),
    "comes": ("参加", Q(answer=Answer.COMES)),
    "waiting": ("待批", Q(answer=Answer.OPEN, waits=True)),
    "away": ("请假", Q(answer=Answer.AWAY)),
    "replaced": ("替会", Q(answer=Answer.REPLACED)),
}
"""The views of the replies: each is also a number."""


def replies_of(meeting: Meeting) -> Replies:
    said = asked(meeting).aggregate(
        **{f"n_{key}": Count("pk", filter=which) for key, (_, which) in VIEWS.items() if key != "all"},
        n_all=Count("pk"),
    )
    return Replies(**{key: said[f"n_{key}"] for key in VIEWS})


def attendance_of(meeting: Meeting) -> Attendance:
    window = window_of(meeting)
    late_from = meeting.starts_at + timedelta(minutes=meeting.kind.late_minutes)
    signed = Q(sign_in__isnull=False)
    said = Invitation.objects.filter(meeting=meeting, withdrawn_at__isnull=True).aggregate(
        due=Count("pk", filter=Q(answer__in=COMING) | signed),
        came=Count("pk", filter=signed),
        late=Count("pk", filter=Q(sign_in__at__gt=late_from)),
    )
    return Attendance(said["due"], said["came"], said["late"], window.is_over(now()) and not window.is_off)
