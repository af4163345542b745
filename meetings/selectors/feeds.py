"""What a calendar elsewhere is told: what is had from a month ago on, and what was given up of it."""

from collections.abc import Callable
from datetime import UTC, timedelta

from django.db.models import QuerySet

from meetings.models import Booking, Room, State
from meetings.policy import NAMES, bookings
from meetings.rules.icalendar import Event
from meetings.selectors.calendar import Sight
from meetings.wording import holder, open_title
from office.api import Actor
from office.kernel.clock import now

PAST = timedelta(days=30)
MOST = 2000
SPACE = "yiwang.meetings"
STATUSES = {State.APPROVED: "CONFIRMED", State.ASKED: "TENTATIVE", State.OFFERED: "TENTATIVE"}


_besides: list[Callable[[Actor], list[Event]]] = []


def bring_events(source: Callable[[Actor], list[Event]]) -> None:
    """Called in `ready` by an app whose events belong into a person's calendar too."""
    _besides.append(source)


def of_person(by: Actor) -> list[Event]:
    """His own bookings, in all his posts, and what other apps bring. The room of an announced meeting is told by the meeting."""
    own = bookings.mine(by).exclude(meeting__announced_at__isnull=False)
    return [*(_event(one, one.title) for one in _recent(own)), *(event for bring in _besides for event in bring(by))]


def of_room(room: Room, by: Actor) -> list[Event]:
    """Of a room that he sees; titles as he may read them, and nothing of what never came to be."""
    sight = Sight.of(by)
    rows = _recent(Booking.objects.filter(room=room).exclude(state__in=(State.OFFERED, State.LAPSED)))
    return [_event(one, one.title if sight.opens(one, one.room) else open_title(one)) for one in rows]


def _recent(rows: QuerySet[Booking]) -> list[Booking]:
    near = rows.filter(starts_at__gt=now() - PAST).select_related(*NAMES)
    return list(near.order_by("starts_at", "pk")[:MOST])


def _event(one: Booking, title: str) -> Event:
    return Event(
        uid=f"{one.uid}@{SPACE}",
        sequence=one.sequence,
        status=STATUSES.get(State(one.state), "CANCELLED"),
        starts_at=one.starts_at.astimezone(UTC),
        ends_at=one.ends_at.astimezone(UTC),
        changed_at=one.moved_at.astimezone(UTC),
        summary=title,
        location=one.room.full_name,
        description=f"{holder(one)}，{one.people}人",
    )
