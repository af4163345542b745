"""议程屏：in front of the hall, without sign-in, by one secret address; it looks again by itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.proceedings.models import AgendaScreen
from meetings.proceedings.policy import running
from meetings.proceedings.selectors.course import board_of
from meetings.secrets import digest_of
from meetings.views.secret import ask_seldom
from office.api import actor_of
from office.kernel.refusals import NotAllowed, NotThere

NEXT = 4


@login_not_required
@require_GET
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The whole screen."""
    return render(request, "proceedings/pages/screen.html", _context(request, token))


@login_not_required
@require_GET
def screen_now(request: HttpRequest, token: str) -> HttpResponse:
    """Its changing part."""
    return render(request, "proceedings/partials/_screen.html", _context(request, token))


def _context(request: HttpRequest, token: str) -> dict[str, object]:
    """Of a closed meeting no more than that there is one."""
    meeting = _meeting(request, token)
    board = board_of(meeting)
    return {
        "token": token,
        "name": "内部会议" if meeting.is_closed else str(meeting),
        "meeting": meeting,
        "board": board if not meeting.is_closed else None,
        "coming": board.coming[:NEXT],
        "at": board.at,
        "is_running": meeting.state == life.RUNNING,
    }


def _meeting(request: HttpRequest, token: str) -> Meeting:
    """Whose screen it is. A wrong address, a revoked one, and one whose maker may not run the meeting any more are not there."""
    ask_seldom(request)
    rows = AgendaScreen.objects.select_related("made_by__person", "meeting")
    found = rows.filter(digest=digest_of(token), revoked_at__isnull=True).first()
    if found is None or not found.made_by.person.is_active:
        raise NotThere("该地址的内容")
    try:
        by = actor_of(found.made_by.person)
        meeting = meetings.read(found.meeting.uid, by=by)
    except (NotAllowed, NotThere) as nobody:
        raise NotThere("该地址的内容") from nobody
    if running(meeting, by=by) is None:
        raise NotThere("该地址的内容")
    return meeting
