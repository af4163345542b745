"""签到屏：beside the hall's door, without sign-in, by one secret address; it looks again by itself every few seconds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.attendance.rules.picture import picture_of
from meetings.attendance.selectors.counting import attendance_of
from meetings.attendance.selectors.lists import latest
from meetings.attendance.signing import code_of, meeting_of, window_of
from office.kernel.clock import now
from office.kernel.refusals import NotThere

CLOSED_NAME = "内部会议"


@login_not_required
@require_GET
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The whole screen."""
    return _kept_nowhere(render(request, "attendance/pages/screen.html", _context(request, token)))


@login_not_required
@require_GET
def screen_now(request: HttpRequest, token: str) -> HttpResponse:
    """Its changing part."""
    return _kept_nowhere(render(request, "attendance/partials/_screen.html", _context(request, token)))


def _context(request: HttpRequest, token: str) -> dict[str, object]:
    meeting = meeting_of(token)
    if meeting is None:
        raise NotThere("该签到屏")
    window, moment = window_of(meeting), now()
    is_open = window.is_open(moment)
    picture = None
    if is_open:
        address = reverse("attendance:here", args=[meeting.uid, code_of(meeting)])
        picture = picture_of(request.build_absolute_uri(address))
    return {
        "meeting": meeting,
        "name": CLOSED_NAME if meeting.is_closed else meeting.title,
        "picture": picture,
        "is_over": window.is_over(moment),
        "is_off": window.is_off,
        "window": window,
        "count": attendance_of(meeting),
        "latest": latest(meeting),
        "at": moment,
        "token": token,
    }


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    answer.headers["Cache-Control"] = "no-store"
    return answer
