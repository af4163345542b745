"""The occurrences of a series before it is booked: each with what stands against it, and where else it could be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from meetings.models import Room
from meetings.rules.recurring import MOST, days_of
from meetings.rules.slots import Slot, slot_of
from meetings.rules_of import objection_to
from meetings.selectors.free import Conflicts, Need, conflicts_of, free_rooms
from office.api import Actor, working_calendar
from office.kernel.refusals import Invalid

ALTERNATIVES = 5
LOOKED_FOR = 30
"""Conflicts for which other rooms are looked for; who has more of them chooses another room or time for the whole."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """When a series meets: office days, minutes of the day; `ends` at or before `begins` lies on the next day."""

    every: str
    first_on: date
    until_on: date
    begins: int
    ends: int

    def days(self) -> list[date]:
        """Raises Invalid where there are none, or too many."""
        if self.until_on < self.first_on:
            raise Invalid("没有预订：系列的最后一天须在第一天之后。", field="until_on")
        found = days_of(self.every, self.first_on, self.until_on, working_calendar())
        if len(found) > MOST:
            raise Invalid(f"没有预订：一个系列最多{MOST}次。请把最后一天提前，到时再续订。", field="until_on")
        if not found:
            raise Invalid("没有预订：这段时间里没有合适的日子。请改日期或重复方式。", field="until_on")
        return found

    def slot(self, day: date) -> Slot:
        return slot_of(day, self.begins, self.ends)


@dataclass(frozen=True)
class Occurrence:
    """One of them. `against` is empty where nothing stands against it; `others` are rooms that are free then."""

    day: date
    slot: Slot
    against: str = ""
    others: list[Room] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Of its fields in a form."""
        return self.day.isoformat()


def occurrences(room: Room, pattern: Pattern, people: int, *, by: Actor) -> list[Occurrence]:
    """All of them. What stands in the way is asked once for the room; other rooms only for those with a conflict."""
    calendar = working_calendar()
    slots = {day: pattern.slot(day) for day in pattern.days()}
    there: Conflicts = conflicts_of(room, list(slots.values()))
    found: list[Occurrence] = []
    for day, slot in slots.items():
        objection = objection_to(room, slot, people, calendar)
        against = objection.sentence if objection is not None else there.sentence(slot)
        others: list[Room] = []
        looked = sum(bool(one.against) for one in found)
        if against and looked < LOOKED_FOR and (objection is None or objection.field != "people"):
            others = [one for one in free_rooms(Need(slot, people), by=by)[: ALTERNATIVES + 1] if one.pk != room.pk]
        found.append(Occurrence(day, slot, against, others[:ALTERNATIVES]))
    return found


LEAVE_OUT = "leave"


@dataclass(frozen=True)
class Choice:
    """What becomes of an occurrence that cannot be as the pattern says: left out, another room, another time of that day."""

    room: str = ""
    begins: time | None = None
    ends: time | None = None

    @property
    def leaves_out(self) -> bool:
        return self.room == LEAVE_OUT


Choices = Mapping[date, Choice]
