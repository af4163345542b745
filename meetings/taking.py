"""A room is had, and is free again. Inside an action, the room locked; the database has the last word all the same."""

from datetime import datetime

from django.db import IntegrityError
from django.db.models import QuerySet

from meetings.models import Blocking, Booking, Room, State
from meetings.overlap import NAME
from meetings.rules.slots import Slot
from meetings.rules_of import objection_to
from meetings.wording import who_has_it
from office.kernel.clock import now
from office.kernel.kept import Kept
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.rows import insert

OTHERWISE = "可以改时间、换会议室，或候补这个时段。"


class Taken(SomebodyWasFirst):
    """Somebody else has the room then. `room` as it was read: whoever is told may see it."""

    def __init__(self, sentence: str, room: Room) -> None:
        super().__init__(sentence)
        self.room = room


def in_the_way(room: Room, slot: Slot, besides: Booking | None = None) -> Booking | None:
    """The booking that has the room in some of that time: the last that begins before its end, as none of them overlap."""
    but = besides.pk if besides is not None else 0
    return next(
        (one for one in _last_before(room=room.pk, end=slot.ends_at, but=but) if one.ends_at > slot.starts_at), None
    )


@Kept
def _last_before(room: int, end: datetime, but: int) -> QuerySet[Booking]:
    rows = Booking.objects.holding().filter(room=room, starts_at__lt=end).exclude(pk=but)
    return rows.select_related("booked_by__person", "booked_by__post__department").order_by("-starts_at")[:1]


def blocked_by(room: Room, slot: Slot) -> Blocking | None:
    """The blocking of some of that time."""
    return next(iter(_blocked(room=room.pk, begin=slot.starts_at, end=slot.ends_at)), None)


@Kept
def _blocked(room: int, begin: datetime, end: datetime) -> QuerySet[Blocking]:
    return Blocking.objects.within(Slot(begin, end)).filter(room=room).order_by("starts_at", "id")[:1]


def refuse_against_rules(room: Room, slot: Slot, people: int, *, doing: str) -> None:
    """Raises Invalid, saying which rule and what to do."""
    against = objection_to(room, slot, people)
    if against is not None:
        raise Invalid(f"没有{doing}：{against.sentence}。", field=against.field)


def refuse_unless_free(room: Room, slot: Slot, *, doing: str, besides: Booking | None = None) -> None:
    """Raises SomebodyWasFirst: whose it is and when, or that the room is blocked."""
    refuse_if_taken(room, slot, doing=doing, besides=besides)
    refuse_if_blocked(room, slot, doing=doing)


def refuse_if_blocked(room: Room, slot: Slot, *, doing: str) -> None:
    """Raises SomebodyWasFirst with the reason. Only behind the room's lock is it the last word."""
    blocking = blocked_by(room, slot)
    if blocking is not None:
        raise SomebodyWasFirst(
            f"没有{doing}：{blocking.slot.words}“{room}”停用（{blocking.reason}）。请改时间或换会议室。"
        )


def refuse_if_taken(room: Room, slot: Slot, *, doing: str, besides: Booking | None = None) -> None:
    """Raises SomebodyWasFirst: whose it is. It may be asked before the lock: the last word is the database's (`hold`)."""
    other = in_the_way(room, slot, besides)
    if other is not None:
        raise Taken(f"没有{doing}：“{room}”{other.slot.words}{who_has_it(other)}。{OTHERWISE}", room)


def hold(booking: Booking, *, doing: str) -> Booking:
    """Write it down. Raises SomebodyWasFirst where the room was taken at that very moment; the act ends with that, nothing else is asked."""
    try:
        if not booking.pk:
            insert(booking)
        else:
            booking.save()
    except IntegrityError as error:
        if NAME not in str(error):
            raise
        raise Taken(f"没有{doing}：“{booking.room}”这个时段刚刚被订走。{OTHERWISE}", booking.room) from error
    return booking


def move(booking: Booking, state: State, *, why: str = "", at: datetime | None = None) -> None:
    """To another state, which calendars elsewhere learn of."""
    booking.state, booking.why, booking.moved_at = state, why, at or now()
    booking.sequence += 1
    booking.save(update_fields=["state", "why", "moved_at", "sequence"])
