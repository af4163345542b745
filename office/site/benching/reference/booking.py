"""预订 without any of the product: the rows that it writes, written directly in one transaction. Nothing is asked or locked."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from meetings.models import Booking, Room
from office.kernel.clock import OFFICE_ZONE
from office.kernel.ids import uuid7
from office.models import Appointment, DoneAction, Person, TrailEntry


@login_required
@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """Write what a booking leaves."""
    given = request.POST
    room = Room.objects.get(uid=given["room"])
    day = given["day"]
    starts, ends = (
        datetime.strptime(f"{day} {given[name]}", "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_ZONE)
        for name in ("begins", "ends")
    )
    if isinstance(request.user, Person):
        with transaction.atomic():
            _write(room, request.user, starts, ends, UUID(given["key"]), int(given["people"]))
    return HttpResponseRedirect("/")


def _write(room: Room, person: Person, starts: datetime, ends: datetime, key: UUID, people: int) -> None:
    one = Booking.objects.create(
        room=room,
        booked_by=Appointment.objects.get(person=person),
        title="量一量",
        people=people,
        starts_at=starts,
        ends_at=ends,
        state="approved",
    )
    DoneAction.objects.create(key=key, verb="book", person=person, answer_model="booking", answer_pk=one.pk)
    TrailEntry.objects.create(
        stream=f"reference:{uuid7()}",
        stream_seq=1,
        act="meetings.booked",
        about=one.uid,
        title=one.title,
        person=person.uid,
        name=person.name,
        detail={"opinion": "量一量"},
        digest="0" * 64,
    )
