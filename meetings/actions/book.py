"""预订会议室。"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings import taking
from meetings.models import Booking, Room, State
from meetings.policy import rooms
from meetings.rules.slots import Slot
from meetings.telling import ask_approvers
from meetings.wording import open_title
from office.api import Actor, action, record, record_first
from office.kernel import crash
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text

LONGEST_TITLE, LONGEST_NOTE = 120, 400
DOING = "预订"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody would book."""

    room: UUID
    slot: Slot
    title: str
    people: int
    note: str = ""
    is_closed: bool = False


@action
def book(wish: Wish, *, by: Actor, key: UUID) -> Booking:
    """预订：he has the room at once, or, where it is booked with approval, keeps it until that is answered.

    Raises NotThere, NotAllowed, Invalid against a rule of the room, SomebodyWasFirst where it is taken or blocked.
    """
    found = rooms.read(wish.room, by=by)
    taking.refuse_if_taken(found, wish.slot, doing=DOING)  # who comes too late waits for nobody's lock
    room = rooms.lock(found)
    taking.refuse_against_rules(room, wish.slot, wish.people, doing=DOING)
    taking.refuse_if_blocked(room, wish.slot, doing=DOING)
    booking = taking.hold(
        Booking(
            room=room,
            booked_by=by.appointment,
            starts_at=wish.slot.starts_at,
            ends_at=wish.slot.ends_at,
            people=wish.people,
            is_closed=wish.is_closed,
            state=first_state(room, by=by),
            **words(wish.title, wish.note, doing=DOING),
        ),
        doing=DOING,
    )
    crash.point("meetings.held")
    record_first(by, "meetings.booked", **_entry(booking))
    if booking.state == State.ASKED:
        ask_approvers(booking, by=by)
    return booking


def first_state(room: Room, *, by: Actor) -> State:
    """Where a booking begins. Who approves for others does not ask himself."""
    return State.APPROVED if room.approved_by_id is None or rooms.is_approver(room, by=by) else State.ASKED


def words(title: str, note: str, *, doing: str) -> dict[str, str]:
    """What is written of it, fit to be kept. Raises Invalid without a name."""
    called = clean_line(title, "会议名称", LONGEST_TITLE, field="title")
    if not called:
        raise Invalid(f"没有{doing}：请写会议名称。不便公开的，可以选“不公开名称”。", field="title")
    return {"title": called, "note": clean_text(note, "备注", LONGEST_NOTE, field="note")}


def record_of(booking: Booking, act: str, by: Actor | None, *, said: str = "") -> None:
    """In the history of the booking."""
    record(by, f"meetings.{act}", **_entry(booking, said))


def _entry(booking: Booking, said: str = "") -> dict[str, Any]:
    return {
        "stream": f"booking:{booking.uid}",
        "about": booking.uid,
        "title": open_title(booking),
        "opinion": said or f"{booking.room}，{booking.slot.words}。",
    }
