"""确认到场，和未到场的释放。"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from meetings.actions.book import record_of
from meetings.models import Booking, State
from meetings.offering import offer
from meetings.policy import NAMES, bookings, lock_rooms
from meetings.rules.slots import Slot
from meetings.taking import move
from meetings.telling import asked_no_more, tell
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst

EARLY = timedelta(minutes=30)
"""Before the beginning somebody may already be there."""
A_STRETCH = 200


@action
def confirm_arrival(booking_uid: UUID, *, by: Actor, key: UUID) -> Booking:
    """确认到场：from half an hour before it begins. Confirmed twice it stays as it was."""
    booking = bookings.take(booking_uid, by=by, to="arrive")
    if booking.starts_at - EARLY > now():
        raise SomebodyWasFirst("没有确认：开始前30分钟起可以确认到场。")
    if booking.arrived_at is None:
        booking.arrived_at = now()
        booking.save(update_fields=["arrived_at"])
        record_of(booking, "arrived", by)
    return booking


def somebody_came(booking: Booking, *, by: Actor) -> None:
    """签到即到场：whoever signs in to the meeting in it shows that the room is used, be it his or not. Inside an action.

    The room is locked by the first ones alone: as soon as the arrival is known, `booking.arrived_at` says so to whoever reads it.
    """
    if booking.arrived_at is not None or booking.state != State.APPROVED:
        return
    lock_rooms([booking.room_id])
    there = Booking.objects.select_related(*NAMES).get(pk=booking.pk)
    if there.arrived_at is None and there.state == State.APPROVED:
        there.arrived_at = now()
        there.save(update_fields=["arrived_at"])
        record_of(there, "arrived", by)


def release_no_shows() -> int:
    """Release what nobody came to within the room's minutes. The clock's; it can be run twice at once, and die. → how many."""
    moment, released = now(), 0
    late = Booking.objects.filter(
        state=State.APPROVED,
        arrived_at__isnull=True,
        room__arrival_minutes__gt=0,
        starts_at__lte=moment,
        starts_at__gt=moment - timedelta(days=8),
        ends_at__gt=moment,
    )
    due = [one for one in late.select_related("room")[:A_STRETCH] if _is_late(one, one.room.arrival_minutes)]
    for one in due:
        with transaction.atomic():
            released += _release(one.pk, one.room_id)
    return released


def release_undecided() -> int:
    """Release what nobody had answered when it was to begin; it waits for its approver no more. The clock's, as above. → how many."""
    released = 0
    due = Booking.objects.filter(state=State.ASKED, starts_at__lte=now()).values_list("pk", "room_id")
    for key, room in due[:A_STRETCH]:
        with transaction.atomic():
            lock_rooms([room])
            booking = Booking.objects.select_related(*NAMES).get(pk=key)
            if booking.state == State.ASKED and booking.starts_at <= now():
                asked_no_more(booking, why="到开始时没有审批", by=None)
                _let_go(booking, "到开始时还没有审批。")
                released += 1
    return released


def _let_go(booking: Booking, why: str) -> None:
    move(booking, State.RELEASED, why=why)
    crash.point("meetings.released")
    record_of(booking, "released", None, said=why)
    tell(booking, "的会议室已释放", by=None, body=f"{why}还要用的，请重新预订。")
    if booking.ends_at > now():
        offer(booking.room, Slot(now(), booking.ends_at))


def _release(key: int, room: int) -> bool:
    """Whether it was late and is released by this."""
    lock_rooms([room])
    booking = Booking.objects.select_related(*NAMES).get(pk=key)
    minutes = booking.room.arrival_minutes
    if (
        booking.state != State.APPROVED
        or booking.arrived_at is not None
        or not minutes
        or not _is_late(booking, minutes)
    ):
        return False
    _let_go(booking, f"开始{minutes}分钟内没有确认到场。")
    return True


def _is_late(booking: Booking, minutes: int) -> bool:
    return booking.starts_at + timedelta(minutes=minutes) <= now()
