"""候补：ask, take what is offered, give up; and what the clock does with offers that nobody took."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meetings import taking
from meetings.actions.book import Wish, first_state, record_of, words
from meetings.models import Booking, State, WaitingEntry, WaitingState
from meetings.models.waiting import STANDING
from meetings.offering import mine_address, offer
from meetings.policy import bookings, lock_rooms, rooms, waiting
from meetings.telling import SPACE, ask_approvers, tell_waiter
from office.api import Actor, action, close_todo
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst

DOING = "候补"
A_STRETCH = 200


@action
def wait_for(wish: Wish, *, by: Actor, key: UUID) -> WaitingEntry:
    """候补：he is asked when the time is free. Raises Invalid where it is free now, SomebodyWasFirst where he waits already."""
    room = rooms.take(wish.room, by=by)
    taking.refuse_against_rules(room, wish.slot, wish.people, doing=DOING)
    if taking.in_the_way(room, wish.slot) is None:
        raise Invalid(
            "没有候补：这个时段现在空着，请直接预订。"
            if taking.blocked_by(room, wish.slot) is None
            else "没有候补：这个时段会议室停用，请另选时间。"
        )
    same = WaitingEntry.objects.filter(room=room, waiter=by.appointment, state__in=STANDING)
    if same.filter(starts_at=wish.slot.starts_at, ends_at=wish.slot.ends_at).exists():
        raise SomebodyWasFirst("没有候补：您已经在候补这个时段，空出来时会通知您。")
    return WaitingEntry.objects.create(
        room=room,
        waiter=by.appointment,
        people=wish.people,
        is_closed=wish.is_closed,
        starts_at=wish.slot.starts_at,
        ends_at=wish.slot.ends_at,
        **words(wish.title, wish.note, doing=DOING),
    )


@action
def take_offer(booking_uid: UUID, *, by: Actor, key: UUID) -> Booking:
    """候补订到：what was kept for him is booked; where the room asks for it, it waits for approval. Raises SomebodyWasFirst after its time."""
    booking = bookings.take(booking_uid, by=by, to="take")
    entry = WaitingEntry.objects.get(booking=booking)
    if entry.offer_until is None or entry.offer_until <= now():
        raise SomebodyWasFirst("没有确认：为您保留的时间已过。可以再候补，或另选时间。")
    taking.move(booking, first_state(booking.room, by=by))
    _settle(entry, WaitingState.TAKEN, by=by)
    crash.point("meetings.offer_taken")
    record_of(booking, "offer_taken", by)
    if booking.state == State.ASKED:
        ask_approvers(booking, by=by)
    return booking


@action
def pass_on(booking_uid: UUID, *, by: Actor, key: UUID) -> Booking:
    """放弃候补：what was kept for him is kept for the next."""
    booking = bookings.take(booking_uid, by=by, to="pass")
    _let_go(WaitingEntry.objects.get(booking=booking), booking, WaitingState.GIVEN_UP, by=by)
    return booking


@action
def give_up(entry_uid: UUID, *, by: Actor, key: UUID) -> WaitingEntry:
    """不再候补. What is offered meanwhile goes to the next."""
    entry = waiting.take(entry_uid, by=by)
    if entry.state == WaitingState.OFFERED and entry.booking is not None:
        _let_go(entry, bookings.read(entry.booking.uid, by=by), WaitingState.GIVEN_UP, by=by)
    elif entry.state == WaitingState.WAITING:
        _settle(entry, WaitingState.GIVEN_UP, by=by)
    else:
        raise SomebodyWasFirst(f"没有放弃：这项候补现在是“{entry.get_state_display()}”。请刷新页面看最新情况。")
    return entry


def tend_waiting() -> int:
    """Offers past their time go to the next; what began without a place is over. The clock's; harmless when repeated. → how many."""
    moment, tended = now(), 0
    over = Q(state=WaitingState.OFFERED, offer_until__lte=moment) | Q(state=WaitingState.WAITING, starts_at__lte=moment)
    for key, room in WaitingEntry.objects.filter(over).values_list("pk", "room_id")[:A_STRETCH]:
        with transaction.atomic():
            lock_rooms([room])
            tended += _end_if_over(key)
    return tended


def _end_if_over(key: int) -> bool:
    entry = WaitingEntry.objects.select_related("waiter__person", "room__building").get(pk=key)
    if entry.state == WaitingState.OFFERED and entry.offer_until is not None and entry.offer_until <= now():
        booking = Booking.objects.select_related("room__building").get(waited=entry)
        tell_waiter(entry, "候补的保留已过", body="没有在保留的时间内确认，已转给下一位。", url=mine_address())
        _let_go(entry, booking, WaitingState.LAPSED, by=None)
        return True
    if entry.state == WaitingState.WAITING and entry.starts_at <= now():
        _settle(entry, WaitingState.LAPSED, by=None)
        tell_waiter(
            entry, "没有候补到", body=f"{entry.room}，{entry.slot.words}，到开始时没有空出来。", url=mine_address()
        )
        return True
    return False


def _let_go(entry: WaitingEntry, booking: Booking, state: WaitingState, *, by: Actor | None) -> None:
    taking.move(booking, State.LAPSED)
    _settle(entry, state, by=by)
    record_of(booking, "offer_lapsed" if by is None else "offer_passed", by)
    offer(booking.room, booking.slot)


def _settle(entry: WaitingEntry, state: WaitingState, *, by: Actor | None) -> None:
    entry.state = state
    entry.save(update_fields=["state"])
    close_todo(SPACE, entry.task, why=entry.get_state_display(), done_by=by.appointment if by else None)
