"""候补: in the order in which they asked, for so many hours, then the next."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from meetings.actions.end import cancel
from meetings.actions.wait import give_up, pass_on, take_offer, tend_waiting, wait_for
from meetings.models import Booking, State, WaitingEntry, WaitingState
from office.api import Appointment, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, a_wish, actor, booked, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return a_hall()


def waits(hall: Hall, who: Appointment, **fields: Any) -> WaitingEntry:
    return wait_for(a_wish(hall.room, **fields), by=actor(who), key=uuid7())


def state(entry: WaitingEntry) -> str:
    return WaitingEntry.objects.get(pk=entry.pk).state


def test_it_is_offered_in_order_and_nobody_comes_between(hall: Hall) -> None:
    third = appointed(a_department(hall.organ))
    had = booked(hall.room, hall.clerk)
    first, second = waits(hall, hall.other), waits(hall, third, title="第二位")
    cancel(had.uid, by=actor(hall.clerk), key=uuid7())
    assert (state(first), state(second)) == (WaitingState.OFFERED, WaitingState.WAITING)
    assert [todo.step for todo in waiting_for(actor(hall.other))] == ["确认候补"]
    with pytest.raises(SomebodyWasFirst, match=f"正为候补的.*{hall.other.person.name}保留"):
        booked(hall.room, hall.keeper)
    offered = Booking.objects.get(waited=first)
    with pytest.raises(NotThere):
        take_offer(offered.uid, by=actor(third), key=uuid7())
    pass_on(offered.uid, by=actor(hall.other), key=uuid7())
    assert (state(first), state(second)) == (WaitingState.GIVEN_UP, WaitingState.OFFERED)
    assert not waiting_for(actor(hall.other)).exists()
    taken = take_offer(Booking.objects.get(waited=second).uid, by=actor(third), key=uuid7())
    assert (taken.state, state(second)) == (State.APPROVED, WaitingState.TAKEN)


def test_an_offer_that_nobody_takes_goes_to_the_next(hall: Hall) -> None:
    third = appointed(a_department(hall.organ))
    had = booked(hall.room, hall.clerk, in_days(5))
    first, second = waits(hall, hall.other, slot=in_days(5)), waits(hall, third, slot=in_days(5))
    cancel(had.uid, by=actor(hall.clerk), key=uuid7())
    offered = Booking.objects.get(waited=first)
    assert tend_waiting() == 0
    with time_machine.travel(first.asked_at + timedelta(hours=4, minutes=1), tick=False):
        with pytest.raises(SomebodyWasFirst, match="保留的时间已过"):
            take_offer(offered.uid, by=actor(hall.other), key=uuid7())
        assert (tend_waiting(), tend_waiting()) == (1, 0)
        assert (state(first), state(second)) == (WaitingState.LAPSED, WaitingState.OFFERED)
    assert Booking.objects.get(pk=offered.pk).state == State.LAPSED
    told = Notification.objects.filter(person=hall.other.person).order_by("pk").values_list("title", flat=True)
    assert list(told) == ["“调度会”候补的时段空出来了", "“调度会”候补的保留已过"]


def test_what_never_became_free_is_over_when_it_begins(hall: Hall) -> None:
    had = booked(hall.room, hall.clerk)
    entry = waits(hall, hall.other)
    with time_machine.travel(had.starts_at + timedelta(seconds=1), tick=False):
        assert (tend_waiting(), tend_waiting()) == (1, 0)
    assert state(entry) == WaitingState.LAPSED
    assert Notification.objects.get(person=hall.other.person).title == "“调度会”没有候补到"


def test_only_what_is_free_as_a_whole_is_offered(hall: Hall) -> None:
    had, after = (
        booked(hall.room, hall.clerk, in_days(1, NINE, TEN)),
        booked(hall.room, hall.clerk, in_days(1, TEN, ELEVEN)),
    )
    longer, shorter = waits(hall, hall.other), waits(hall, hall.keeper, slot=in_days(1, NINE, TEN))
    cancel(had.uid, by=actor(hall.clerk), key=uuid7())
    assert (state(longer), state(shorter)) == (WaitingState.WAITING, WaitingState.OFFERED)
    give_up(shorter.uid, by=actor(hall.keeper), key=uuid7())
    cancel(after.uid, by=actor(hall.clerk), key=uuid7())
    assert state(longer) == WaitingState.OFFERED


def test_what_is_free_is_booked_and_not_waited_for_and_nobody_waits_twice(hall: Hall) -> None:
    with pytest.raises(Invalid, match="现在空着，请直接预订"):
        waits(hall, hall.other)
    booked(hall.room, hall.clerk)
    entry = waits(hall, hall.other)
    with pytest.raises(SomebodyWasFirst, match="已经在候补"):
        waits(hall, hall.other)
    with pytest.raises(NotThere):
        give_up(entry.uid, by=actor(hall.clerk), key=uuid7())
    give_up(entry.uid, by=actor(hall.other), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已放弃"):
        give_up(entry.uid, by=actor(hall.other), key=uuid7())
    assert waits(hall, hall.other).state == WaitingState.WAITING


def test_a_room_with_approval_asks_also_who_waited(hall: Hall) -> None:
    hall.room.approved_by = hall.keeper.post
    hall.room.save()
    had = booked(hall.room, hall.clerk)
    entry = waits(hall, hall.other)
    cancel(had.uid, by=actor(hall.clerk), key=uuid7())
    taken = take_offer(Booking.objects.get(waited=entry).uid, by=actor(hall.other), key=uuid7())
    assert taken.state == State.ASKED
    assert [todo.step for todo in waiting_for(actor(hall.keeper))] == ["审批会议室"]
