"""换班、替班、立即接班：asked, agreed, approved, each told; what breaks a rule is refused with the reason, and both at once are one."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from meetings.duty.actions.people import enter_absence
from meetings.duty.actions.swaps import (
    agree_to_swap,
    approve_swap,
    ask_swap,
    decline_swap,
    refuse_swap,
    swap_at_once,
    tend_swaps,
    withdraw_swap,
)
from meetings.duty.actions.take_over import take_over
from meetings.duty.changing import Conflicting
from meetings.duty.models import Swap, SwapState, Turn
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.feeds import turns_in_calendar
from meetings.duty.selectors.on_duty import on_duty
from office.api import Appointment, Todo
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import appointed
from tests.meetings.duty.rostering import DutyRoom, a_duty_room, a_roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> DutyRoom:
    """With a published month ahead in which each officer has a turn every eight days."""
    found = a_duty_room(officers=8)
    a_roster(found, next_month(today()))
    return found


def turn_of(room: DutyRoom, who: Appointment, n: int = 1) -> Turn:
    return Turn.objects.filter(person=who.person, role=room.first)[n]


def asked(room: DutyRoom, *, gives: bool = True) -> Swap:
    asker, other = room.officers[0], room.officers[4]
    theirs = turn_of(room, other).uid if gives else None
    return ask_swap(turn_of(room, asker).uid, other.person.uid, theirs, reason="出差", by=room.by(asker), key=uuid7())


def waits_for(swap: Swap) -> set[UUID]:
    rows = Todo.objects.open().filter(task=f"swap:{swap.uid}")
    return set(rows.values_list("holders__appointment__person__uid", flat=True))


def test_a_swap_is_asked_agreed_and_approved_and_each_is_told(room: DutyRoom) -> None:
    asker, other = room.officers[0], room.officers[4]
    mine, theirs = turn_of(room, asker), turn_of(room, other)
    swap = asked(room)
    assert waits_for(swap) == {other.person.uid}
    agree_to_swap(swap.uid, by=room.by(other), key=uuid7())
    assert waits_for(swap) == {room.keeper.person.uid}
    approve_swap(swap.uid, by=room.by(room.keeper), key=uuid7())
    assert waits_for(swap) == set()
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.person, theirs.person) == (other.person, asker.person)
    told = Notification.objects.filter(about=swap.uid, title__contains="已换")
    assert set(told.values_list("person", flat=True)) == {asker.person.pk, other.person.pk}
    starts = {one.starts_at for one in turns_in_calendar(room.by(asker))}
    assert theirs.starts_at in starts
    assert mine.starts_at not in starts
    mine.shift.roster.refresh_from_db()
    assert mine.shift.roster.version == 1


def test_somebody_stands_in_and_gives_no_turn(room: DutyRoom) -> None:
    swap = asked(room, gives=False)
    agree_to_swap(swap.uid, by=room.by(room.officers[4]), key=uuid7())
    approve_swap(swap.uid, by=room.by(room.keeper), key=uuid7())
    swap.turn.refresh_from_db()
    assert swap.turn.person == room.officers[4].person


def test_declined_withdrawn_and_refused_leave_the_turns_and_say_so(room: DutyRoom) -> None:
    asker, other = room.officers[0], room.officers[4]
    swap = asked(room)
    with pytest.raises(NotAllowed):
        agree_to_swap(swap.uid, by=room.by(asker), key=uuid7())
    with pytest.raises(NotThere):
        agree_to_swap(swap.uid, by=room.by(room.officers[1]), key=uuid7())
    assert decline_swap(swap.uid, said="那天也有事", by=room.by(other), key=uuid7()).state == SwapState.DECLINED
    with pytest.raises(SomebodyWasFirst, match="对方不同意"):
        withdraw_swap(swap.uid, by=room.by(asker), key=uuid7())
    assert withdraw_swap(asked(room).uid, by=room.by(asker), key=uuid7()).state == SwapState.WITHDRAWN
    swap = asked(room)
    with pytest.raises(SomebodyWasFirst, match="等对方答复"):
        approve_swap(swap.uid, by=room.by(room.keeper), key=uuid7())
    agree_to_swap(swap.uid, by=room.by(other), key=uuid7())
    assert refuse_swap(swap.uid, said="人手不够", by=room.by(room.keeper), key=uuid7()).state == SwapState.REFUSED
    swap.turn.refresh_from_db()
    assert swap.turn.person == asker.person


def test_what_breaks_a_rule_or_meets_an_absence_is_refused_with_the_reason(room: DutyRoom) -> None:
    asker = room.officers[0]
    turn = turn_of(room, asker)
    with pytest.raises(Conflicting, match="只休息0小时"):
        ask_swap(turn.uid, room.officers[1].person.uid, by=room.by(asker), key=uuid7())
    other = room.officers[4]
    enter_absence(turn.shift.day, turn.shift.day, "trip", by=room.by(other), key=uuid7())
    with pytest.raises(Conflicting, match="出差"):
        ask_swap(turn.uid, other.person.uid, by=room.by(asker), key=uuid7())
    with pytest.raises(Conflicting, match="出差"):
        swap_at_once(turn.uid, other.person.uid, insists=True, by=room.by(room.keeper), key=uuid7())


def test_an_absence_entered_between_asking_and_approving_stops_it(room: DutyRoom) -> None:
    swap = asked(room)
    day = swap.turn.shift.day
    enter_absence(day, day, "sick", by=room.by(room.officers[4]), key=uuid7())
    with pytest.raises(Conflicting, match="病假"):
        agree_to_swap(swap.uid, by=room.by(room.officers[4]), key=uuid7())
    swap.refresh_from_db()
    assert swap.state == SwapState.ASKED


def test_a_turn_is_in_one_swap_and_one_that_was_given_away_meanwhile_ends_it(room: DutyRoom) -> None:
    swap = asked(room)
    with pytest.raises(SomebodyWasFirst, match="已在换班"):
        asked(room)
    swap_at_once(swap.turn.uid, room.officers[5].person.uid, insists=True, by=room.by(room.keeper), key=uuid7())
    swap.refresh_from_db()
    assert swap.state == SwapState.LAPSED
    assert waits_for(swap) == set()


def test_a_turn_of_another_month_is_swapped_and_both_months_count_it_once(room: DutyRoom) -> None:
    later = next_month(next_month(today()))
    a_roster(room, later)
    asker, other = room.officers[0], room.officers[4]
    theirs = Turn.objects.filter(person=other.person, shift__roster__month=later)[1]
    mine = turn_of(room, asker)
    swap_at_once(mine.uid, other.person.uid, theirs.uid, insists=True, by=room.by(room.keeper), key=uuid7())
    theirs.refresh_from_db()
    assert theirs.person == asker.person


def test_once_the_shift_runs_there_is_no_swap_and_one_that_is_open_lapses(room: DutyRoom) -> None:
    swap = asked(room)
    with time_machine.travel(swap.turn.starts_at + timedelta(hours=1), tick=False):
        with pytest.raises(SomebodyWasFirst, match="立即接班"):
            swap_at_once(swap.turn.uid, room.officers[5].person.uid, insists=True, by=room.by(room.keeper), key=uuid7())
        assert tend_swaps() == 1
        assert tend_swaps() == 0
    swap.refresh_from_db()
    assert swap.state == SwapState.LAPSED


def test_who_takes_over_serves_from_now_on_and_the_second_to_want_it_is_told(room: DutyRoom) -> None:
    turn = turn_of(room, room.officers[0])
    taker, late = room.officers[3], room.officers[5]
    with time_machine.travel(turn.starts_at + timedelta(hours=3), tick=False):
        part = take_over(turn.uid, by=room.by(taker), key=uuid7())
        turn.refresh_from_db()
        assert turn.ends_at == part.starts_at == now()
        there = on_duty([room.unit], now())
        assert [one.person for one in there if one.role == room.first] == [taker.person]
        with pytest.raises(SomebodyWasFirst, match="已有人接班"):
            take_over(turn.uid, by=room.by(late), key=uuid7())
        leader = next(one for one in there if one.role == room.leading)
        with pytest.raises(Invalid, match="同一时间"):
            take_over(leader.uid, taker.person.uid, by=room.by(room.keeper), key=uuid7())
        with pytest.raises(NotThere):
            take_over(part.uid, by=room.by(room.stranger), key=uuid7())
    told = set(Notification.objects.filter(title__contains="接").values_list("person", flat=True))
    assert told == {room.officers[0].person.pk, room.keeper.person.pk}


def test_two_of_one_shift_change_places(room: DutyRoom) -> None:
    both = [
        Turn.objects.filter(shift=turn_of(room, room.officers[0]).shift, role=role).get()
        for role in (room.leading, room.first)
    ]
    leader, officer = both
    swap_at_once(officer.uid, leader.person.uid, leader.uid, insists=True, by=room.by(room.keeper), key=uuid7())
    was = (leader.person, officer.person)
    for one in both:
        one.refresh_from_db()
    assert (officer.person, leader.person) == was


def test_the_swap_of_a_leader_on_duty_is_approved_by_the_head_of_the_keeping_department() -> None:
    room = a_duty_room(leaders=8)
    head = appointed(room.unit.kept_by, "head")
    a_roster(room, next_month(today()))
    asker, other = room.leaders[0], room.leaders[4]
    turn = Turn.objects.filter(person=asker.person)[1]
    swap = ask_swap(turn.uid, other.person.uid, by=room.by(asker), key=uuid7())
    agree_to_swap(swap.uid, by=room.by(other), key=uuid7())
    assert waits_for(swap) == {head.person.uid}
    with pytest.raises(NotAllowed, match="负责人"):
        approve_swap(swap.uid, by=room.by(room.keeper), key=uuid7())
    assert approve_swap(swap.uid, by=room.by(head), key=uuid7()).state == SwapState.APPROVED
