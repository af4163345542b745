"""修改预订：another time, another room, other words."""

from uuid import UUID

from meetings import taking
from meetings.actions.book import Wish, first_state, record_of, words
from meetings.models import Booking, Room, State
from meetings.offering import offer
from meetings.policy import bookings, lock_rooms, rooms
from meetings.telling import approvers_of, ask_approvers, asked_no_more, tell
from meetings.using import lock_users_of, was_moved
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed

DOING = "修改"


@action
def change(booking_uid: UUID, wish: Wish, *, by: Actor, key: UUID) -> Booking:
    """修改：its place in the calendar stays his until it has the new one. Another time or room is approved anew where the room asks for it.
    What uses it is told (`meetings.using`).

    Raises as `book` does, and then nothing has changed.
    """
    found = bookings.read(booking_uid, by=by)
    wanted = rooms.read(wish.room, by=by)
    lock_users_of(found)
    lock_rooms({found.room_id, wanted.pk})
    booking = bookings.take(booking_uid, by=by, to="change")
    slot, room = booking.slot, booking.room
    changed = change_taken(booking, wanted, wish, by=by)
    if (changed.slot, changed.room_id) != (slot, room.pk):
        moved = f"会议室预订由{room}（{slot.words}）改为{changed.room}（{changed.slot.words}）。"
        was_moved(changed, moved, by=by)
    return changed


def change_taken(booking: Booking, wanted: Room, wish: Wish, *, by: Actor) -> Booking:
    """The same for a booking whose room is locked already, with the room that it is to have; who may, the act has asked."""
    before, room_before, approvers = booking.slot, booking.room, approvers_of(booking.room)
    moves = wish.slot != before or wanted.pk != room_before.pk
    room = _room(wanted, by=by) if moves else room_before
    if moves or wish.people > booking.people:
        _refuse(room, wish, booking, moves=moves)
    for name, value in words(wish.title, wish.note, doing=DOING).items():
        setattr(booking, name, value)
    booking.room, booking.starts_at, booking.ends_at = room, wish.slot.starts_at, wish.slot.ends_at
    booking.people, booking.is_closed = wish.people, wish.is_closed
    booking.sequence, booking.moved_at = booking.sequence + 1, now()
    if moves:
        booking.arrived_at = None
        _ask_again(booking, by=by)
    taking.hold(booking, doing=DOING)
    record_of(
        booking, "changed", by, said=f"{room_before}，{before.words} → {room}，{wish.slot.words}。" if moves else ""
    )
    if booking.state == State.ASKED and moves:
        ask_approvers(booking, by=by)
    tell(booking, "的预订有变动", by=by, besides=approvers)
    if moves:
        offer(room_before, before)
    return booking


def _room(wanted: Room, *, by: Actor) -> Room:
    if not wanted.in_use:
        raise NotAllowed(f"没有修改：“{wanted}”现在不开放预订。请另选会议室。")
    return rooms.read(wanted.uid, by=by)


def _refuse(room: Room, wish: Wish, booking: Booking, *, moves: bool) -> None:
    taking.refuse_against_rules(room, wish.slot, wish.people, doing=DOING)
    if moves:
        taking.refuse_unless_free(room, wish.slot, doing=DOING, besides=booking)


def _ask_again(booking: Booking, *, by: Actor) -> None:
    if booking.state == State.ASKED:
        asked_no_more(booking, why="已修改", by=by)
    booking.state, booking.decided_by = first_state(booking.room, by=by), None
