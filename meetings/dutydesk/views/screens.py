"""值班屏：on a wall, without sign-in, by one secret address; it looks again by itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import WallScreen
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.board import board_of, pending_count
from meetings.secrets import digest_of
from meetings.views.secret import ask_seldom
from office.api import actor_of
from office.kernel.refusals import NotAllowed, NotThere

NOTHING = "该地址的内容"


@login_not_required
@require_GET
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The whole screen."""
    return _kept_nowhere(render(request, "dutydesk/pages/screen.html", _context(request, token)))


@login_not_required
@require_GET
def screen_now(request: HttpRequest, token: str) -> HttpResponse:
    """Its changing part."""
    return _kept_nowhere(render(request, "dutydesk/partials/_screen.html", _context(request, token)))


def _context(request: HttpRequest, token: str) -> dict[str, object]:
    """Who is on duty and how many matters are open: of these no more than their number."""
    unit = _unit(request, token)
    return {
        "token": token,
        "unit": unit,
        "board": board_of(unit, inside=False),
        "pending": pending_count(unit),
        "shows_phones": rule_of(unit).shows_phones,
    }


def _unit(request: HttpRequest, token: str) -> DutyUnit:
    """Whose screen it is. A wrong address, a revoked one, and one whose maker keeps the unit no more are not there."""
    ask_seldom(request)
    rows = WallScreen.objects.select_related("made_by__person", "unit")
    found = rows.filter(digest=digest_of(token), revoked_at__isnull=True).first()
    if found is None or not found.made_by.person.is_active:
        raise NotThere(NOTHING)
    try:
        by = actor_of(found.made_by.person)
        unit = desks.read(found.unit.uid, by=by)
    except (NotAllowed, NotThere) as nobody:
        raise NotThere(NOTHING) from nobody
    if not desks.keeps(unit, by=by):
        raise NotThere(NOTHING)
    return unit


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    answer.headers["Cache-Control"] = "no-store"
    return answer
