"""会议室日程：what has which room when, a page of rooms at a time, in as many queries as for one room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse

from meetings.models import Blocking, Booking, Equipment, Room, State
from meetings.policy import departments_of
from meetings.rules.asking import counted_weekday
from meetings.rules.picture import Item, Lane
from meetings.rules.slots import Slot, slot_of
from meetings.rules_of import rules_of
from meetings.wording import holder, open_title
from office.api import Actor, working_calendar

A_PAGE = 20
"""Rooms in a picture."""


@dataclass(frozen=True)
class Sight:
    """What decides which names somebody reads: asked once for a page."""

    departments: frozenset[int]
    posts: frozenset[int]
    appointments: frozenset[int]

    @classmethod
    def of(cls, by: Actor) -> "Sight":
        return cls(
            frozenset(departments_of(by)),
            frozenset(one.post_id for one in by.appointments),
            frozenset(one.pk for one in by.appointments),
        )

    def opens(self, booking: Booking, room: Room) -> bool:
        """As `policy.bookings.readable` says of it."""
        return (
            booking.booked_by.post.department_id in self.departments
            or room.building.kept_by_id in self.departments
            or room.approved_by_id in self.posts
        )


def whole(days: Sequence[date]) -> Slot:
    """From the first instant of some days to the last."""
    return Slot(slot_of(days[0], 0, 24 * 60).starts_at, slot_of(days[-1], 0, 24 * 60).ends_at)


def lanes_of(rooms: Iterable[Room], days: Sequence[date], *, by: Actor, headings: Sequence[str] = ()) -> list[Lane]:
    """The rooms with what has them on these days. `headings`: for each room the group that it stands in."""
    rows = list(rooms)
    sight, window = Sight.of(by), whole(days)
    there = Booking.objects.holding().within(window).filter(room__in={one.pk for one in rows})
    named = there.select_related("booked_by__person", "booked_by__post__department").order_by("starts_at")
    bookings: dict[int, list[Booking]] = {}
    for one in named:
        bookings.setdefault(one.room_id, []).append(one)
    blockings: dict[int, list[Blocking]] = {}
    for blocking in Blocking.objects.within(window).filter(room__in={one.pk for one in rows}):
        blockings.setdefault(blocking.room_id, []).append(blocking)
    calendar = working_calendar()
    weekdays = {day: counted_weekday(calendar, day) for day in days}
    form, found, before = reverse("meetings:book"), [], None
    for n, room in enumerate(rows):
        heading = headings[n] if headings else ""
        hours = rules_of(room).hours
        items = [_blocked(one) for one in blockings.get(room.pk, [])]
        items += [_item(one, room, sight) for one in bookings.get(room.pk, [])]
        found.append(
            Lane(
                name=room.name,
                under=f"{room.building} {room.seats}座",
                address=room.get_absolute_url(),
                items=sorted(items, key=lambda one: one.slot),
                hours={day: hours[weekday] for day, weekday in weekdays.items() if weekday in hours},
                bookable=f"{form}?room={room.uid}" if room.in_use else "",
                heading=heading if heading != before else "",
                kind=heading,
            )
        )
        before = heading
    return found


def for_lanes(rows: QuerySet[Room]) -> QuerySet[Room]:
    """With what a lane says of its room."""
    return rows.select_related("building").prefetch_related("hours")


def by_equipment(rows: QuerySet[Room]) -> list[tuple[Equipment, Room]]:
    """Each room under each thing that it has."""
    rooms = Prefetch("rooms", queryset=for_lanes(rows))
    kinds = Equipment.objects.filter(rooms__in=rows).distinct().prefetch_related(rooms).order_by("name", "pk")
    return [(kind, room) for kind in kinds for room in kind.rooms.all()]


def kinds_of(rows: QuerySet[Room]) -> QuerySet[Equipment]:
    """The things that some of these rooms have, with how many have them."""
    return Equipment.objects.filter(rooms__in=rows).annotate(count=Count("rooms")).order_by("name", "pk")


def _item(booking: Booking, room: Room, sight: Sight) -> Item:
    opens = sight.opens(booking, room)
    title = booking.title if opens else open_title(booking)
    if booking.state == State.OFFERED:
        title = "候补保留"
    state = "" if booking.state == State.APPROVED else f"（{booking.get_state_display()}）"
    mine = booking.booked_by_id in sight.appointments
    manner = "plan" if booking.state != State.APPROVED else "now" if mine else "held"
    words = f"{booking.slot.hours_words} {title}{state} {holder(booking)}"
    return Item(
        booking.slot, title, words, manner, booking.get_absolute_url() if opens else "", f"{holder(booking)}{state}"
    )


def _blocked(one: Blocking) -> Item:
    return Item(one.slot, f"停用：{one.reason}", f"{one.slot.hours_words} 停用：{one.reason}", "off")
