"""久未操作即退出：a session ends when nobody has done anything in it for IDLE_MINUTES.

The moment of the last activity lies in a signed cookie, so that looking at pages writes no row. The cookie counts only for the
session that it was made in, and a browser that loses or hides it falls back to the moment of signing in: it can shorten a session
and never lengthen one. What a page asks by itself (`X-Refresh`) is no activity. A last activity in the days to come was written
while the clock was wrong: it says nothing of how long ago it was, and the session ends as well.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from office.access.noting import Noted, note, noted
from office.access.origins import session_mark
from office.kernel.clock import now
from office.models.access import Access
from office.models.people import Person

COOKIE = "seen"
SIGNED_IN = "signed_in_at"
COARSE = 20  # seconds: how often a busy browser gets a new cookie
RESTED = "您已有{minutes}分钟没有操作，登录已结束。请重新登录。"
CLOCK_SET = "服务器的时间校正过，登录已结束。请重新登录。"
_signer = Signer(salt="office.idle")


class IdleLimit:
    """After sessions, sign-in and messages; before what requires a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seen, ended = 0, None
        before = _mark(request)
        if SESSION_KEY in request.session:
            seen = last_seen(request)
            if abs(_now() - seen) > timedelta(minutes=settings.IDLE_MINUTES).total_seconds():
                ended = _end(request, CLOCK_SET if seen > _now() else RESTED.format(minutes=settings.IDLE_MINUTES))
        response = self.get_response(request)
        if ended is not None and ((said := noted(request)) is None or said.kind == Access.REFUSED):
            note(request, ended)  # why he is refused now
        if SESSION_KEY not in request.session:
            if COOKIE in request.COOKIES:
                response.delete_cookie(COOKIE)
        elif _mark(request) != before or ("X-Refresh" not in request.headers and abs(_now() - seen) >= COARSE):
            _keep(request, response)
        return response


def begin(request: HttpRequest) -> None:
    """Said at signing in."""
    request.session[SIGNED_IN] = _now()


def last_seen(request: HttpRequest) -> int:
    """Seconds since 1970: the cookie's moment, or that of signing in, whichever is later."""
    signed_in = int(request.session.setdefault(SIGNED_IN, _now()))
    try:
        mark, _, moment = _signer.unsign(request.COOKIES.get(COOKIE, "")).partition(" ")
    except BadSignature:
        return signed_in
    return max(signed_in, int(moment)) if mark == _mark(request) else signed_in


def _end(request: HttpRequest, sentence: str) -> Noted:
    """The session is gone; the request goes on as a visitor's, and the sign-in page says why."""
    person = request.user if isinstance(request.user, Person) else None
    logout(request)
    messages.warning(request, sentence)
    ended = Noted(Access.TIMED_OUT, sentence=sentence, person=person)
    note(request, ended)
    return ended


def _keep(request: HttpRequest, response: HttpResponseBase) -> None:
    response.set_cookie(
        COOKIE,
        _signer.sign(f"{_mark(request)} {_now()}"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _mark(request: HttpRequest) -> str:
    return session_mark(request.session.session_key or "")


def _now() -> int:
    return int(now().timestamp())
