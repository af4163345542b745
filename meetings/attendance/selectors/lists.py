"""The lists of replies and of those present, line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from meetings.attendance.models import Leave, LeaveState, Reply, SignIn
from meetings.attendance.rules.window import Standing
from meetings.attendance.selectors.counting import VIEWS, asked
from meetings.attendance.signing import window_of
from meetings.convening.models import Capacity, Invitation, Meeting
from office.kernel.clock import now

NAMES = ("person", "appointment__post__department__organ", "named_through__organ", "named_through__department")
ORDER = ("capacity_place", "order", "pk")
TONES = {
    Standing.ON_TIME: "ok",
    Standing.LATE: "near",
    Standing.MISSING: "",
    Standing.ABSENT: "late",
    Standing.AWAY: "",
    Standing.REPLACED: "",
}
SIGN_VIEWS = {"all": "全部", "missing": "未签到", "came": "已签到", "late": "迟到"}


@dataclass(frozen=True)
class ReplyLine:
    """A guest and what he has said. `leave`: the last that he asked for."""

    invitation: Invitation
    reply: Reply | None
    leave: Leave | None
    word: str
    tone: str

    @property
    def details(self) -> str:
        """电话 · 车牌 · 住宿 · 说明."""
        one = self.reply
        if one is None or self.invitation.answer != "comes":
            return ""
        return " · ".join(filter(None, (one.phone, one.plate, "住宿" if one.lodging else "", one.note)))


@dataclass(frozen=True)
class SignLine:
    """A guest and whether he came."""

    invitation: Invitation
    sign_in: SignIn | None
    standing: Standing

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def at(self) -> datetime | None:
        return self.sign_in.at if self.sign_in is not None else None


def reply_rows(meeting: Meeting, view: str, words: str) -> "QuerySet[Invitation]":
    rows = asked(meeting).filter(VIEWS[view][1])
    return _searched(rows, words).order_by("order", "pk")


def reply_lines(rows: Iterable[Invitation]) -> list[ReplyLine]:
    """With what each has said; `rows` come from `reply_rows`, a page of them, with `with_replies`."""
    return [_reply_line(one) for one in rows]


def with_replies(rows: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    leaves = Leave.objects.exclude(state=LeaveState.DROPPED).select_related("substitute__person").order_by("-pk")
    return rows.select_related(*NAMES, "reply", "stands_in_for__person").prefetch_related(Prefetch("leaves", leaves))


def _reply_line(one: Any) -> ReplyLine:
    leave = next(iter(one.leaves.all()), None)
    reply = getattr(one, "reply", None)
    if one.waits:
        return ReplyLine(one, reply, leave, f"{leave.get_kind_display() if leave else '请假'}待批", "near")
    tone = {"comes": "ok", "open": "", "away": "late", "replaced": "go"}[one.answer]
    return ReplyLine(one, reply, leave, one.get_answer_display(), tone)


def waiting_leaves(meeting: Meeting) -> list[Leave]:
    """Those that are to be decided, the first first."""
    rows = Leave.objects.filter(invitation__meeting=meeting, state=LeaveState.ASKED)
    return list(
        rows.filter(invitation__withdrawn_at__isnull=True)
        .select_related(
            "invitation__person",
            "invitation__appointment__post__department",
            "substitute__person",
            "substitute__post__department",
        )
        .prefetch_related("invitation__appointment__post__roles")
        .order_by("pk")
    )


def sign_rows(meeting: Meeting, view: str = "all", words: str = "") -> "QuerySet[Invitation]":
    """The host first, then those attending, sitting in, and the staff."""
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at__isnull=True).select_related(*NAMES, "sign_in")
    window = window_of(meeting)
    if view == "missing":
        rows = rows.filter(sign_in__isnull=True, answer__in=("open", "comes"))
    elif view == "came":
        rows = rows.filter(sign_in__isnull=False)
    elif view == "late":
        rows = rows.filter(sign_in__at__gt=window.starts_at + timedelta(minutes=window.late_minutes))
    places = [When(capacity=one, then=Value(n)) for n, one in enumerate(Capacity.values)]
    rows = rows.annotate(capacity_place=Case(*places, output_field=IntegerField()))
    return _searched(rows, words).order_by(*ORDER)


def sign_lines(meeting: Meeting, rows: Iterable[Invitation]) -> list[SignLine]:
    window, moment = window_of(meeting), now()
    found = []
    for one in rows:
        signed: SignIn | None = getattr(one, "sign_in", None)
        found.append(SignLine(one, signed, window.standing(signed.at if signed else None, one.answer, moment)))
    return found


def latest(meeting: Meeting, most: int = 8) -> Sequence[SignIn]:
    """Who signed in last, for the screen at the door."""
    rows = SignIn.objects.filter(invitation__meeting=meeting, invitation__withdrawn_at__isnull=True)
    return list(
        rows.select_related("invitation__person", "invitation__appointment__post__department__organ").order_by("-at")[
            :most
        ]
    )


def _searched(rows: "QuerySet[Invitation]", words: str) -> "QuerySet[Invitation]":
    if not words:
        return rows
    unit = Q(appointment__post__department__name__icontains=words) | Q(
        appointment__post__department__organ__name__icontains=words
    )
    return rows.filter(Q(person__name__icontains=words) | Q(person__pinyin__istartswith=words) | unit)
