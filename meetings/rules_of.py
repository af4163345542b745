"""What a room's rows say, as the values that the pure rules are asked with."""

from meetings.models import Room
from meetings.rules.asking import Objection, Rules, objection
from meetings.rules.slots import Slot
from office.api import WorkingCalendar, working_calendar
from office.kernel.clock import now


def rules_of(room: Room) -> Rules:
    """Its hours should be prefetched where many rooms are asked."""
    return Rules(
        seats=room.seats,
        longest_minutes=room.longest_minutes,
        days_ahead=room.days_ahead,
        hours={one.weekday: (one.opens, one.closes) for one in room.hours.all()},
    )


def objection_to(room: Room, slot: Slot, people: int, calendar: WorkingCalendar | None = None) -> Objection | None:
    """What the room's rules say of a wish at this moment."""
    return objection(rules_of(room), slot, people, now=now(), calendar=calendar or working_calendar())
