"""回执情况与签到表: what the organiser and the host see of those who are to come and of those who came."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.attendance import policy
from meetings.attendance.actions.reply import request_of
from meetings.attendance.asking import last_moment, unnamed
from meetings.attendance.models import Leave
from meetings.attendance.selectors.choices import findable, substitutes
from meetings.attendance.selectors.counting import VIEWS, attendance_of, replies_of
from meetings.attendance.selectors.lists import (
    SIGN_VIEWS,
    reply_lines,
    reply_rows,
    sign_lines,
    sign_rows,
    waiting_leaves,
    with_replies,
)
from meetings.attendance.signing import token_of, window_of
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from office.api import Actor, actor_for, note_access, searched_for
from office.kernel.clock import now
from office.kernel.refusals import NotThere, Refusal
from office.paging import page_of
from office.tabs import Tab


@require_GET
def replies(request: HttpRequest, uid: UUID) -> HttpResponse:
    """回执情况."""
    meeting = meetings.read(uid, by=actor_for(request))
    policy.watching(meeting, by=actor_for(request))
    note_access(request, "read", about=meeting.uid, title=f"{meeting}：回执")
    return replies_answer(request, meeting)


@require_GET
def replies_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Its parts that change by themselves, exactly as the page has them."""
    meeting = meetings.read(uid, by=actor_for(request))
    policy.watching(meeting, by=actor_for(request))
    return render(request, "attendance/partials/_replies.html", _replies(request, meeting))


def replies_answer(
    request: HttpRequest,
    meeting: Meeting,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page as it is now; `?for=` opens the form for one guest; a refused form stands as it was filled."""
    context = _replies(request, meeting, given or {}) | {"given": given or {}, "refused": refused, "refusal": refusal}
    return render(request, "attendance/pages/replies.html", context, status=refusal.status if refusal else 200)


def _replies(request: HttpRequest, meeting: Meeting, given: dict[str, Any] | None = None) -> dict[str, Any]:
    by = actor_for(request)
    organises = meetings.organising(meeting, by=by) is not None
    view, words = _view(request, VIEWS), searched_for(request)
    count = replies_of(meeting)
    rows = with_replies(reply_rows(meeting, view, words))
    page: Any = page_of(rows, request.GET.get("page"), count=None if words else getattr(count, view))
    leaves = waiting_leaves(meeting)
    guest = _guest(request, meeting, (given or {}).get("guest", "")) if organises else None
    return {
        "meeting": meeting,
        "organises": organises,
        "count": count,
        "tabs": [Tab(label, f"?view={key}", getattr(count, key), key == view) for key, (label, _) in VIEWS.items()],
        "view": view,
        "words": words,
        "page": page,
        "lines": reply_lines(page.object_list),
        "unnamed": unnamed(meeting) if organises else [],
        "leaves": _with_deciders(meeting, leaves, by),
        "guest": guest,
        "substitutes": substitutes(guest) if guest is not None else [],
        "asked": request_of(meeting),
        "may_urge": organises and meeting.state == life.ANNOUNCED and now() < last_moment(meeting),
        "until": last_moment(meeting),
        "address": reverse("attendance:replies", args=[meeting.uid]),
        "now": _now(request, "attendance:replies_now", meeting),
    }


@require_GET
def sign_ins(request: HttpRequest, uid: UUID) -> HttpResponse:
    """签到表."""
    meeting = meetings.read(uid, by=actor_for(request))
    policy.watching(meeting, by=actor_for(request))
    note_access(request, "read", about=meeting.uid, title=f"{meeting}：签到")
    return sign_ins_answer(request, meeting)


@require_GET
def sign_ins_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How many have come by now, exactly as the page has it."""
    meeting = meetings.read(uid, by=actor_for(request))
    policy.watching(meeting, by=actor_for(request))
    context = {
        "meeting": meeting,
        "count": attendance_of(meeting),
        "is_open": window_of(meeting).is_open(now()),
        "now": reverse("attendance:sign_ins_now", args=[meeting.uid]),
    }
    return render(request, "attendance/partials/_sign_counts.html", context)


def sign_ins_answer(
    request: HttpRequest,
    meeting: Meeting,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page as it is now; `?who=` looks for somebody who was not invited."""
    by = actor_for(request)
    organises = meetings.organising(meeting, by=by) is not None
    view, words, who = _view(request, SIGN_VIEWS), searched_for(request), searched_for(request, "who")
    window, moment = window_of(meeting), now()
    page: Any = page_of(sign_rows(meeting, view, words), request.GET.get("page"))
    is_open = window.is_open(moment)
    context = {
        "meeting": meeting,
        "organises": organises,
        "count": attendance_of(meeting),
        "tabs": [Tab(label, f"?view={key}", None, key == view) for key, label in SIGN_VIEWS.items()],
        "view": view,
        "words": words,
        "who": who,
        "found": findable(meeting, who) if organises and is_open else [],
        "page": page,
        "lines": sign_lines(meeting, page.object_list),
        "window": window,
        "is_open": is_open,
        "may_sign": organises and is_open,
        "may_bring": organises and not window.is_off and moment >= window.opens_at and meeting.state != life.MINUTED,
        "screen": reverse("attendance:screen", args=[token_of(meeting)]) if organises and not window.is_off else "",
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
        "address": reverse("attendance:sign_ins", args=[meeting.uid]),
        "now": reverse("attendance:sign_ins_now", args=[meeting.uid]),
    }
    return render(request, "attendance/pages/sign_ins.html", context, status=refusal.status if refusal else 200)


def _now(request: HttpRequest, name: str, meeting: Meeting) -> str:
    """Where the same view of the page is asked for again."""
    asked = {key: value for key, value in request.GET.items() if key in {"view", "q", "page"} and value}
    return f"{reverse(name, args=[meeting.uid])}{f'?{urlencode(asked)}' if asked else ''}"


def _view(request: HttpRequest, views: Any) -> str:
    view = request.GET.get("view", "all")
    return view if view in views else "all"


def _with_deciders(meeting: Meeting, leaves: list[Leave], by: Actor) -> list[tuple[Leave, bool]]:
    """Each with whether it is his to decide; the host is looked for once."""
    host_there = bool(policy.host_of(meeting)) if leaves else False
    for one in leaves:
        one.invitation.meeting = meeting
    return [(one, policy.deciding(one, by=by, host_there=host_there) is not None) for one in leaves]


def _guest(request: HttpRequest, meeting: Meeting, given: str) -> Any:
    """The guest whom the organiser answers for: of the address, or of the form that was refused."""
    said = given or request.GET.get("for", "")
    try:
        return policy.of_meeting(meeting, UUID(said[:40])) if said else None
    except (ValueError, NotThere):
        return None
