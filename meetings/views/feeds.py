"""日历订阅：iCalendar, by a secret address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from meetings.models import Opens
from meetings.policy import rooms
from meetings.rules.icalendar import calendar
from meetings.selectors.feeds import of_person, of_room
from meetings.views.secret import opened


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's bookings, or a room's, with the right that its maker has at this moment."""
    address, by = opened(request, token, Opens.PERSON, Opens.ROOM)
    if address.room is None:
        content = calendar(f"{by.person.name}的会议和会议室", of_person(by))
    else:
        room = rooms.read(address.room.uid, by=by)
        content = calendar(room.full_name, of_room(room, by))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
