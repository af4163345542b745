"""查找空闲会议室：by time, size and equipment; and where nothing fits, what comes nearest.

Bookings that hold a room do not overlap, so of each room only the last one that begins before the end is looked at: as many rows as there
are rooms, however many bookings there are.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.models import Blocking, Booking, OpenHours, Room
from meetings.models.bookings import HOLDING
from meetings.policy import rooms
from meetings.rules.asking import LATE_BY, counted_weekday
from meetings.rules.gaps import nearest
from meetings.rules.slots import Slot, slot_of
from meetings.rules_of import rules_of
from meetings.wording import who_has_it
from office.api import Actor, working_calendar
from office.kernel.clock import day_of, now, today

MOST_NEAR = 40
"""Rooms in which another time is looked for."""
SHOWN = 6


@dataclass(frozen=True)
class Need:
    """What somebody looks for."""

    slot: Slot
    people: int = 1
    equipment: Sequence[UUID] = ()


@dataclass(frozen=True)
class Near:
    """The nearest there is instead: the same kind of room at another time, or at that time a room that lacks something."""

    room: Room
    slot: Slot
    lacks: str = ""
    same_time: bool = False


@dataclass(frozen=True)
class Conflicts:
    """What has a room in a stretch of time, in its order."""

    bookings: Sequence[Booking] = field(default_factory=list)
    blockings: Sequence[Blocking] = field(default_factory=list)

    def sentence(self, slot: Slot) -> str:
        """What is in the way of a span of time; empty: nothing."""
        for one in self.blockings:
            if one.slot.overlaps(slot):
                return f"会议室停用（{one.reason}）"
        place = bisect_left(self.bookings, slot.ends_at, key=lambda one: one.starts_at)
        before = self.bookings[place - 1] if place else None
        return f"{before.slot.hours_words}{who_has_it(before)}" if before and before.slot.overlaps(slot) else ""


def free_rooms(need: Need, *, by: Actor) -> QuerySet[Room]:
    """Rooms that he may book then, the smallest that fits first. One query."""
    return _free_at(fitting(need, by=by), need.slot)


def fitting(need: Need, *, by: Actor) -> QuerySet[Room]:
    """Rooms whose size, equipment and rules are right, whether free or not."""
    rows = _by_rules(rooms.seen(by), need.slot).filter(seats__gte=need.people)
    for uid in need.equipment:
        rows = rows.filter(Exists(Room.equipment.through.objects.filter(room=OuterRef("pk"), equipment__uid=uid)))
    return rows.select_related("building").order_by("seats", "building__order", "order", "pk")


def _by_rules(rows: QuerySet[Room], slot: Slot) -> QuerySet[Room]:
    ahead = (day_of(slot.starts_at) - today()).days
    rows = rows.filter(in_use=True, longest_minutes__gte=slot.minutes, days_ahead__gte=max(ahead, 0))
    if slot.starts_at < now() - LATE_BY or slot.minutes <= 0 or slot.minutes > 8 * 24 * 60:
        return rows.none()
    calendar = working_calendar()
    for day, begin, end in slot.parts():
        hours = OpenHours.objects.filter(room=OuterRef("pk"), weekday=counted_weekday(calendar, day))
        rows = rows.filter(Exists(hours.filter(opens__lte=begin, closes__gte=end)))
    return rows


def _free_at(rows: QuerySet[Room], slot: Slot) -> QuerySet[Room]:
    before = Booking.objects.filter(room=OuterRef("pk"), state__in=HOLDING, starts_at__lt=slot.ends_at)
    last = Subquery(before.order_by("-starts_at").values("ends_at")[:1])
    rows = rows.alias(had_until=Coalesce(last, Value(slot.starts_at))).filter(had_until__lte=slot.starts_at)
    return rows.filter(~Exists(Blocking.objects.within(slot).filter(room=OuterRef("pk"))))


def near(need: Need, *, by: Actor) -> list[Near]:
    """Where nothing fits: other times that day in rooms that would fit, the nearest first; then rooms that are free and lack something."""
    return [*_other_times(need, by=by)[:SHOWN], *_other_rooms(need, by=by)[:SHOWN]]


def _other_times(need: Need, *, by: Actor) -> list[Near]:
    day = day_of(need.slot.starts_at)
    rows = rooms.seen(by).filter(in_use=True, seats__gte=need.people, longest_minutes__gte=need.slot.minutes)
    for uid in need.equipment:
        rows = rows.filter(Exists(Room.equipment.through.objects.filter(room=OuterRef("pk"), equipment__uid=uid)))
    candidates = list(rows.select_related("building").prefetch_related("hours").order_by("seats", "pk")[:MOST_NEAR])
    whole = Slot(slot_of(day, 0, 24 * 60).starts_at, slot_of(day, 0, 24 * 60).ends_at)
    taken: dict[int, list[Slot]] = {}
    for model in (Booking.objects.holding().within(whole), Blocking.objects.within(whole)):
        for one in model.filter(room__in=candidates):
            taken.setdefault(one.room_id, []).append(one.slot)
    found = []
    weekday = counted_weekday(working_calendar(), day)
    for room in candidates:
        span = rules_of(room).hours.get(weekday)
        if span is None or (day - today()).days > room.days_ahead:
            continue
        open_from = max(slot_of(day, *span).starts_at, _quarter_after_now())
        slot = nearest(need.slot, Slot(open_from, slot_of(day, *span).ends_at), taken.get(room.pk, []))
        if slot is not None:
            found.append(Near(room, slot, same_time=slot == need.slot))
    return sorted(found, key=lambda one: (abs(one.slot.starts_at - need.slot.starts_at), one.room.seats))


def _quarter_after_now() -> datetime:
    moment = now().replace(second=0, microsecond=0)
    return moment + timedelta(minutes=-moment.minute % 15)


def _other_rooms(need: Need, *, by: Actor) -> list[Near]:
    rows = _free_at(_by_rules(rooms.seen(by), need.slot), need.slot).select_related("building")
    rows = rows.prefetch_related("equipment").order_by(F("seats").desc(), "pk")
    found = []
    for room in rows[:MOST_NEAR]:
        missing = set(need.equipment) - {one.uid for one in room.equipment.all()}
        lacks = [f"只有{room.seats}座"] if room.seats < need.people else []
        lacks += ["缺所选设备"] if missing else []
        if lacks:
            found.append(Near(room, need.slot, "、".join(lacks), same_time=True))
    return sorted(found, key=lambda one: (len(one.lacks), -one.room.seats))


def conflicts_of(room: Room, slots: Sequence[Slot]) -> Conflicts:
    """What has the room between the first and the last of some spans, in two queries."""
    whole = Slot(min(one.starts_at for one in slots), max(one.ends_at for one in slots))
    there = Booking.objects.holding().within(whole).filter(room=room).order_by("starts_at")
    named = there.select_related("booked_by__person", "booked_by__post__department")
    return Conflicts(list(named), list(Blocking.objects.within(whole).filter(room=room)))
