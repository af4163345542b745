"""审批会议室。"""

from uuid import UUID

from meetings.actions.book import record_of
from meetings.actions.end import LONGEST_WHY
from meetings.models import Booking, State
from meetings.offering import offer
from meetings.policy import bookings
from meetings.taking import move
from meetings.telling import asked_no_more, tell
from office.api import Actor, action
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line


@action
def approve(booking_uid: UUID, *, by: Actor, key: UUID) -> Booking:
    """同意预订."""
    booking = bookings.take(booking_uid, by=by, to="approve")
    _decided(booking, State.APPROVED, "", by=by)
    tell(booking, "的会议室已同意使用", by=by)
    return booking


@action
def decline(booking_uid: UUID, why: str, *, by: Actor, key: UUID) -> Booking:
    """不同意预订: with the reason, which the holder reads; the room is free again. Raises Invalid without one."""
    booking = bookings.take(booking_uid, by=by, to="decline")
    said = clean_line(why, "缘由", LONGEST_WHY, field="why")
    if not said:
        raise Invalid("没有答复：请写明缘由，预订人会看到。", field="why")
    _decided(booking, State.DECLINED, said, by=by)
    tell(booking, "的会议室未同意使用", by=by, body=f"{booking.room.full_name}，{booking.slot.words}。{said}")
    offer(booking.room, booking.slot)
    return booking


def _decided(booking: Booking, state: State, why: str, *, by: Actor) -> None:
    booking.decided_by = by.appointment
    booking.save(update_fields=["decided_by"])
    move(booking, state, why=why)
    asked_no_more(booking, why=booking.get_state_display(), by=by)
    record_of(booking, state.value, by, said=why)
