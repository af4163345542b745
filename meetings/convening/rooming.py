"""会议的会议室：had, moved and given up in the act that says so of the meeting, so that neither is ever without the other."""

from uuid import UUID, uuid5

from meetings.api import Booking, Slot, Wish, book, cancel_taken, change_taken, lock_rooms, rooms
from meetings.convening.models import Meeting
from office.api import Actor
from office.kernel import crash


def give_room(meeting: Meeting, room: UUID | None, people: int, *, by: Actor, key: UUID) -> None:
    """The meeting as it is to be, with this room: booked, or its booking changed; without one, what it had is free again.

    `key` is that of the act. Raises as a booking does, and then nothing of the act has been done.
    """
    held = booking_of(meeting)
    if room is None:
        if held is not None:
            give_up_room(meeting, "会议不用这个会议室了。", by=by)
        meeting.booking = None  # also where the room was lost elsewhere
        return
    slot = Slot(meeting.starts_at, meeting.ends_at)
    wish = Wish(
        room=room,
        slot=slot,
        title=meeting.title,
        people=max(1, people),
        note=held.note if held is not None else "",
        is_closed=meeting.is_closed,
    )
    if held is None:
        meeting.booking = book(wish, by=by, key=uuid5(key, "room"))
        crash.point("convening.room_booked")
        return
    wanted = rooms.read(room, by=by)
    lock_rooms({held.room_id, wanted.pk})
    held = booking_of(meeting)
    if held is None:  # given up elsewhere while we waited for the lock
        meeting.booking = book(wish, by=by, key=uuid5(key, "room"))
    elif _differs(held, wish):
        meeting.booking = change_taken(held, wanted, wish, by=by)


def give_up_room(meeting: Meeting, why: str, *, by: Actor) -> None:
    """What it has is free again; whoever waits for it is asked."""
    held = booking_of(meeting)
    if held is None:
        return
    lock_rooms({held.room_id})
    held = booking_of(meeting)
    if held is not None:
        cancel_taken(held, why, by=by)
    meeting.booking = None


def booking_of(meeting: Meeting) -> Booking | None:
    """Its booking as it is now, where it holds a room."""
    if meeting.booking_id is None:
        return None
    found = Booking.objects.holding().filter(pk=meeting.booking_id)
    return found.select_related("room__building", "booked_by__person", "booked_by__post__department__organ").first()


def _differs(held: Booking, wish: Wish) -> bool:
    return (held.room.uid, held.slot, held.title, held.people, held.is_closed) != (
        wish.room,
        wish.slot,
        wish.title,
        wish.people,
        wish.is_closed,
    )
