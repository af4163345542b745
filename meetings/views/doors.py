"""门牌屏：beside a room's door, without sign-in, by one secret address; it looks again by itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.models import Opens
from meetings.policy import rooms
from meetings.selectors.doors import door_of
from meetings.views.secret import opened


@login_not_required
@require_GET
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The whole screen."""
    return render(request, "meetings/pages/door.html", _context(request, token))


@login_not_required
@require_GET
def door_now(request: HttpRequest, token: str) -> HttpResponse:
    """Its changing part."""
    return render(request, "meetings/partials/_door.html", _context(request, token))


def _context(request: HttpRequest, token: str) -> dict[str, object]:
    address, by = opened(request, token, Opens.DOOR)
    room = rooms.read(address.room.uid, by=by) if address.room else None
    return {"door": door_of(room) if room else None, "token": token}
