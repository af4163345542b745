"""座次方案：who may, what is refused, what two organisers at once see, what becomes of a leave."""

from collections.abc import Callable
from typing import Any

import pytest

from meetings.convening import life
from meetings.convening.models import Answer
from meetings.seating.actions.keep_apart import keep_apart, let_together
from meetings.seating.actions.lay_out import Layout, lay_out
from meetings.seating.actions.lock import lock_seat, unlock_seat
from meetings.seating.actions.rearrange import rearrange, take_back
from meetings.seating.actions.seat import seat, unseat
from meetings.seating.actions.show import show_seats
from meetings.seating.models import Shown, Sitting
from meetings.seating.policy import Sight, plans
from meetings.seating.rules.seats import Block, Kind
from meetings.seating.selectors.situation import situation
from office.api import Appointment, history_of
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.seating.hall import (
    PODIUM,
    ROWS,
    a_seated_gathering,
    invited,
    laid_out,
    leaves,
    people_change,
    plan,
    seat_of,
    seats,
)

pytestmark = pytest.mark.django_db


def do(verb: Callable[..., Any], gathering: Gathering, *args: Any, **more: Any) -> Any:
    """An act of the organiser on the plan as it is."""
    who = more.pop("who", gathering.organiser)
    version = more.pop("version", plan(gathering).version)
    return verb(gathering.meeting.uid, *args, version, by=gathering.by(who), key=uuid7())


def uid(gathering: Gathering, who: Appointment) -> Any:
    return gathering.invitation(who).uid


def test_the_hall_is_laid_out_and_everybody_sits_by_rank() -> None:
    gathering = a_seated_gathering(guests=4)
    host, *guests = (one.person.name for one in (gathering.host, *gathering.guests))
    assert seats(gathering) == {
        host: "主席台1号位",
        guests[0]: "主席台2号位",
        guests[1]: "主席台3号位",
        guests[2]: "第1排2座",
        guests[3]: "第1排3座",
    }
    assert history_of(gathering.meeting.uid)[-1].verb == "布置会场"


def test_two_people_change_places() -> None:
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    before = seats(gathering)
    do(seat, gathering, uid(gathering, last), "1-1-2")
    assert seat_of(gathering, last) == before[first.person.name]
    assert seat_of(gathering, first) == before[last.person.name]
    assert plan(gathering).said.endswith(f"与{first.person.name}对换")
    do(take_back, gathering)
    assert seats(gathering) == before
    do(take_back, gathering)
    assert seat_of(gathering, last) == before[first.person.name], "taken back itself"


def test_whoever_is_put_on_the_seat_of_another_without_having_one_sends_him_to_wait() -> None:
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    do(unseat, gathering, uid(gathering, last))
    assert seat_of(gathering, last) == ""
    do(seat, gathering, uid(gathering, last), "1-1-2")
    assert (seat_of(gathering, last), seat_of(gathering, first)) == ("主席台2号位", "")
    assert [one.person for one in situation(plan(gathering)).unseated] == [first.person]
    do(rearrange, gathering)
    assert seat_of(gathering, first) == "主席台2号位"


def test_whoever_is_locked_stays_and_is_not_pushed_away() -> None:
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    do(seat, gathering, uid(gathering, last), "2-2-4")
    do(lock_seat, gathering, uid(gathering, last))
    with pytest.raises(Invalid, match=f"{last.person.name}的座位已锁定"):
        do(seat, gathering, uid(gathering, first), "2-2-4")
    with pytest.raises(Invalid, match="解锁"):
        do(unseat, gathering, uid(gathering, last))
    do(rearrange, gathering)
    assert seat_of(gathering, last) == "第2排4座"
    do(unlock_seat, gathering, uid(gathering, last))
    do(rearrange, gathering)
    assert seat_of(gathering, last) != "第2排4座"
    do(take_back, gathering)
    assert seat_of(gathering, last) == "第2排4座"
    do(unseat, gathering, uid(gathering, last))
    with pytest.raises(Invalid, match="还没有座位"):
        do(lock_seat, gathering, uid(gathering, last))


def test_what_is_not_there_is_refused_and_nothing_has_changed() -> None:
    gathering = a_seated_gathering()
    before, version = seats(gathering), plan(gathering).version
    first = uid(gathering, gathering.guests[0])
    for verb, *args in (
        (seat, first, "2-9-9"),
        (seat, uuid7(), "2-2-2"),
        (keep_apart, first, first),
        (keep_apart, first, uuid7()),
    ):
        with pytest.raises(Invalid):
            do(verb, gathering, *args)
    with pytest.raises(Invalid):
        do(show_seats, gathering, "everybody")
    with pytest.raises(Invalid, match="撤不回去"):
        do(take_back, gathering)
    assert (seats(gathering), plan(gathering).version) == (before, version)


def test_two_are_kept_apart_when_seats_are_given_anew() -> None:
    gathering = a_seated_gathering()
    one, other = gathering.guests[0], gathering.host
    do(keep_apart, gathering, uid(gathering, one), uid(gathering, other))
    assert len(situation(plan(gathering)).too_close) == 1
    do(keep_apart, gathering, uid(gathering, other), uid(gathering, one))
    assert len(situation(plan(gathering)).apart) == 1, "written once"
    do(rearrange, gathering)
    assert situation(plan(gathering)).too_close == set()
    do(let_together, gathering, uid(gathering, other), uid(gathering, one))
    assert situation(plan(gathering)).apart == []
    do(let_together, gathering, uid(gathering, other), uid(gathering, one))


def test_of_two_organisers_the_second_is_told_who_was_first() -> None:
    gathering = a_seated_gathering()
    seen = plan(gathering).version
    first, last = gathering.guests[0], gathering.guests[4]
    do(seat, gathering, uid(gathering, last), "2-2-1", who=gathering.second)
    with pytest.raises(
        SomebodyWasFirst, match=f"{gathering.second.person.name}.*已先改了座次（{last.person.name}坐第2排1座）"
    ):
        do(seat, gathering, uid(gathering, first), "2-2-1", version=seen)
    assert seat_of(gathering, last) == "第2排1座"
    with pytest.raises(SomebodyWasFirst):
        laid_out(gathering, version=0)


def test_the_same_press_twice_is_once() -> None:
    gathering = a_seated_gathering()
    key, version, by = uuid7(), plan(gathering).version, gathering.by(gathering.organiser)
    for _ in range(2):
        seat(gathering.meeting.uid, uid(gathering, gathering.guests[4]), "1-1-2", version, by=by, key=key)
    assert plan(gathering).version == version + 1


def test_a_leave_frees_the_seat_and_the_podium_closes_up() -> None:
    gathering = a_seated_gathering()
    before = seats(gathering)
    first = gathering.guests[0]
    leaves(gathering, first)
    after = seats(gathering)
    assert first.person.name not in after
    assert after[gathering.guests[1].person.name] == "主席台2号位"
    untouched = [gathering.host, *gathering.guests[2:]]
    assert [after[one.person.name] for one in untouched] == [before[one.person.name] for one in untouched]
    found = plan(gathering)
    assert (found.changed_by, found.said) == (None, f"{first.person.name}的座位空出，1人递补")
    with pytest.raises(Invalid, match="撤不回去"):
        do(take_back, gathering)
    gathering.meeting.invitations.filter(person=first.person).update(answer=Answer.COMES)
    people_change(gathering)
    assert seat_of(gathering, first).startswith("第"), "he comes after all: a free seat in the rows"


def test_a_change_that_touches_no_seat_is_no_change() -> None:
    gathering = a_seated_gathering()
    version = plan(gathering).version
    people_change(gathering)
    assert plan(gathering).version == version


@pytest.mark.parametrize("sits", [True, False])
def test_a_stand_in_takes_the_seat_where_the_rule_says_so(sits: bool) -> None:
    gathering = a_gathering(guests=5)
    laid_out(gathering, stand_in_sits=sits)
    absent = gathering.guests[2]
    do(lock_seat, gathering, uid(gathering, absent))
    where = seat_of(gathering, absent)
    comes = appointed(a_department(gathering.organ))
    stand_in = invited(gathering, comes, stands_in_for=gathering.invitation(absent))
    leaves(gathering, absent, Answer.REPLACED)
    assert seat_of(gathering, comes).startswith("第")
    assert (situation(plan(gathering)).locked.get(stand_in.pk) is not None) is sits
    if sits:
        assert seat_of(gathering, comes) == where
        gathering.meeting.invitations.filter(pk=stand_in.pk).update(answer=Answer.AWAY)
        leaves(gathering, absent, Answer.COMES)
        assert seat_of(gathering, absent) == where, "his own seat back"


def test_the_hall_may_change_and_whoever_can_stay_stays() -> None:
    gathering = a_seated_gathering()
    last = gathering.guests[4]
    do(seat, gathering, uid(gathering, last), "2-2-1")
    do(lock_seat, gathering, uid(gathering, last))
    laid_out(gathering, PODIUM, Block(place=2, kind=Kind.ROWS, rows=3, columns=5), version=plan(gathering).version)
    assert seat_of(gathering, last) == "第2排1座"
    assert situation(plan(gathering)).locked
    laid_out(gathering, Block(place=1, kind=Kind.ROUND, rows=2, columns=3), version=plan(gathering).version)
    assert set(seats(gathering).values()) == {f"{table}号桌{n}座" for table in (1, 2) for n in (1, 2, 3)}
    assert situation(plan(gathering)).locked == {}


def test_a_hall_that_is_too_small_leaves_the_last_waiting() -> None:
    gathering = a_gathering(guests=5)
    laid_out(gathering, Block(place=1, kind=Kind.ROWS, rows=1, columns=4))
    assert [one.person for one in situation(plan(gathering)).unseated] == [one.person for one in gathering.guests[3:]]


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Block(place=1, kind=Kind.ROWS, rows=0, columns=4),),
        (Block(place=1, kind=Kind.ROWS, rows=1, columns=61),),
        (Block(place=1, kind=Kind.ROWS, rows=60, columns=60),),
        (ROWS,) * 9,
    ],
)
def test_no_hall_without_seats_and_none_without_end(blocks: tuple[Block, ...]) -> None:
    gathering = a_gathering()
    with pytest.raises(Invalid):
        lay_out(gathering.meeting.uid, Layout(blocks=blocks), 0, by=gathering.by(gathering.organiser), key=uuid7())


def test_nobody_else_changes_a_plan() -> None:
    gathering = a_seated_gathering()
    do(show_seats, gathering, Shown.ALL)
    one = uid(gathering, gathering.guests[0])
    for who, refusal in (
        (gathering.guests[0], NotAllowed),
        (gathering.host, NotAllowed),
        (gathering.stranger, NotThere),
    ):
        with pytest.raises(refusal):
            do(seat, gathering, one, "2-2-1", who=who)
        with pytest.raises(refusal):
            do(rearrange, gathering, who=who)


@pytest.mark.parametrize("state", life.OVER)
def test_after_a_meeting_its_seats_stay(state: str) -> None:
    gathering = a_seated_gathering()
    type(gathering.meeting).objects.update(
        state=state, began_at=gathering.meeting.starts_at, ended_at=gathering.meeting.ends_at
    )
    with pytest.raises(NotAllowed, match="不再改动"):
        do(rearrange, gathering)
    gathering.meeting.refresh_from_db()
    before = seats(gathering)
    gathering.meeting.invitations.filter(person=gathering.guests[4].person).update(answer=Answer.AWAY)
    people_change(gathering)
    assert Sitting.objects.count() == len(before)


def test_who_sees_how_much() -> None:
    gathering = a_seated_gathering()
    guest, gone = gathering.guests[0], gathering.guests[1]
    gathering.meeting.invitations.filter(person=gone.person).update(answer=Answer.AWAY)

    def sight(who: Appointment) -> Sight | None:
        try:
            return plans.read(gathering.meeting.uid, by=gathering.by(who)).sight
        except NotThere:
            return None

    everybody = (gathering.second, gathering.host, guest, gone, gathering.stranger)
    assert [sight(one) for one in everybody] == [Sight.CHANGES, Sight.NAMES, None, None, None]
    do(show_seats, gathering, Shown.OWN)
    assert [sight(one) for one in everybody] == [Sight.CHANGES, Sight.NAMES, Sight.OWN, None, None]
    do(show_seats, gathering, Shown.ALL)
    assert [sight(one) for one in everybody] == [Sight.CHANGES, Sight.NAMES, Sight.NAMES, Sight.NAMES, None]


def test_whoever_is_shown_his_seat_is_told_and_told_of_another_one() -> None:
    gathering = a_seated_gathering()
    do(rearrange, gathering)
    assert not Notification.objects.exists()
    do(show_seats, gathering, Shown.OWN)
    assert Notification.objects.count() == 6
    assert "座次已公布" in Notification.objects.all()[0].title
    do(seat, gathering, uid(gathering, gathering.guests[4]), "2-2-1")
    (told,) = Notification.objects.filter(title__contains="您的座位有变动")
    assert told.person == gathering.guests[4].person
    do(show_seats, gathering, Shown.ALL)
    assert Notification.objects.count() == 7


def test_people_of_other_organs_are_the_guests_of_a_table() -> None:
    gathering = a_gathering(guests=1)
    other = appointed(a_department(an_organ()))
    invited(gathering, other)
    laid_out(gathering, Block(place=1, kind=Kind.TABLE, columns=3))
    assert seat_of(gathering, gathering.host) == "主方2座"
    assert seat_of(gathering, other) == "客方2座"


def test_a_plan_of_which_people_have_gone_without_notice_is_still_changed() -> None:
    """The listener was not heard, as when a row was mended by hand: the seat counts as free."""
    gathering = a_seated_gathering()
    first, last = gathering.guests[0], gathering.guests[4]
    gathering.meeting.invitations.filter(person=first.person).update(answer=Answer.AWAY)
    do(seat, gathering, uid(gathering, last), "1-1-2")
    assert seat_of(gathering, last) == "主席台2号位"
