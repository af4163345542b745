"""门牌屏：who has the room now, who comes next, until when it is free. Nothing that a closed meeting is about."""

from dataclasses import dataclass
from datetime import datetime

from meetings.models import Blocking, Booking, Room, State
from meetings.rules.slots import Slot, slot_of
from meetings.wording import holder, open_title
from office.kernel.clock import day_of, end_of, now

NEXT = 4


@dataclass(frozen=True)
class Shown:
    """One booking on the screen."""

    title: str
    who: str
    slot: Slot
    asked: bool


@dataclass(frozen=True)
class Door:
    """`until`: how long what is so now stays so; None: to the end of the day."""

    room: Room
    at: datetime
    now: Shown | None
    blocked: str
    coming: list[Shown]
    until: datetime | None

    @property
    def is_free(self) -> bool:
        return self.now is None and not self.blocked


def door_of(room: Room) -> Door:
    """At this moment."""
    moment = now()
    today = slot_of(day_of(moment), 0, 24 * 60)
    rows = Booking.objects.holding().within(Slot(moment, today.ends_at)).filter(room=room).order_by("starts_at")
    there = list(rows.select_related("booked_by__person", "booked_by__post__department")[: NEXT + 1])
    blocking = Blocking.objects.within(Slot(moment, today.ends_at)).filter(room=room).order_by("starts_at").first()
    blocked = blocking if blocking is not None and blocking.starts_at <= moment else None
    current = there[0] if there and there[0].starts_at <= moment else None
    coming = there[1:] if current is not None else there
    starts = [one.starts_at for one in coming[:1]] + ([blocking.starts_at] if blocking and not blocked else [])
    if current is not None or blocked is not None:
        until: datetime | None = current.ends_at if current is not None else blocked.ends_at if blocked else None
    else:
        until = min(starts, default=None)
    return Door(
        room,
        moment,
        _shown(current) if current else None,
        blocked.reason if blocked else "",
        [_shown(one) for one in coming[:NEXT]],
        until if until is not None and until <= end_of(day_of(moment)) else None,
    )


def _shown(one: Booking) -> Shown:
    return Shown(
        open_title(one) if one.state != State.OFFERED else "候补保留", holder(one), one.slot, one.state == State.ASKED
    )
