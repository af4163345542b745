"""取消预订，和转让给别人。"""

from uuid import UUID

from meetings.actions.book import record_of
from meetings.models import Booking, State
from meetings.offering import offer
from meetings.policy import bookings
from meetings.taking import move
from meetings.telling import asked_no_more, tell
from office.api import Actor, Appointment, action, among, appointment
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LONGEST_WHY = 400


@action
def cancel(booking_uid: UUID, why: str = "", *, by: Actor, key: UUID) -> Booking:
    """取消：the room is free again, and whoever waits for it is asked. Of another's booking one says why."""
    booking = bookings.take(booking_uid, by=by, to="cancel")
    said = clean_line(why, "缘由", LONGEST_WHY, field="why")
    if not said and not bookings.is_holder(booking, by=by):
        raise Invalid("没有取消：这是别人的预订，请写明缘由，预订人会看到。", field="why")
    cancel_taken(booking, said, by=by)
    return booking


def cancel_taken(booking: Booking, why: str, *, by: Actor | None) -> None:
    """The same for a booking that is locked already."""
    asked_no_more(booking, why="已取消", by=by)
    move(booking, State.CANCELLED, why=why)
    crash.point("meetings.cancelled")
    record_of(booking, "cancelled", by, said=why)
    tell(booking, "的预订已取消", by=by, body=f"{booking.room.full_name}，{booking.slot.words}。{why}")
    offer(booking.room, booking.slot)


@action
def hand_over(booking_uid: UUID, to: UUID, *, by: Actor, key: UUID) -> Booking:
    """转让：another answers for it from now on; room and time stay. Raises Invalid where he holds no post today."""
    booking = bookings.take(booking_uid, by=by, to="hand_over")
    before, new = booking.booked_by, _successor(to, booking)
    booking.booked_by, booking.moved_at = new, now()
    booking.sequence += 1
    booking.save(update_fields=["booked_by", "moved_at", "sequence"])
    record_of(booking, "handed_over", by, said=f"转给{new.post.department.name} {new.person.name}。")
    tell(booking, f"的预订已转给{new.person.name}", by=by, besides=[before])
    return booking


def _successor(to: UUID, booking: Booking) -> Appointment:
    """Somebody of the same organ, in a post that he holds today."""
    found = appointment(to) if str(to) in among([to]) else None
    if found is None or found.organ.pk != booking.booked_by.organ.pk:
        raise Invalid("没有转让：请选择本机关在任的人。", field="to")
    if found.pk == booking.booked_by_id:
        raise Invalid(f"没有转让：这项预订已经是{found.person.name}的。", field="to")
    return found
