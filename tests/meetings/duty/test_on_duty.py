"""Who is on duty: of published rosters, at a moment, in the order of roles; a draft is nobody's duty."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from meetings.duty.models import Turn
from meetings.duty.policy import rosters, units
from meetings.duty.selectors.on_duty import next_on_duty, on_duty, told_in_order, turns_of
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, NotThere
from tests.meetings.duty.rostering import a_duty_room, a_roster

pytestmark = pytest.mark.django_db


def test_those_of_a_published_roster_are_on_duty_and_the_leader_is_named_first_and_told_last() -> None:
    room = a_duty_room()
    a_roster(room)
    turns = on_duty([room.unit], now())
    assert [one.role for one in turns] == [room.leading, room.first]
    assert [one.role for one in told_in_order(turns)] == [room.first, room.leading]


def test_a_draft_is_nobodys_duty_and_shown_to_its_keepers_alone() -> None:
    room = a_duty_room()
    draft = a_roster(room, published=False)
    assert on_duty([room.unit], now()) == []
    assert list(turns_of(room.officers[0].person, now())) == []
    assert list(rosters.seen(room.by(room.keeper))) == [draft]
    with pytest.raises(NotThere):
        rosters.read(draft.uid, by=room.by(room.officers[0]))


def test_the_next_shift_is_the_one_that_begins_next() -> None:
    room = a_duty_room()
    roster = a_roster(room)
    shifts = list(roster.shifts.all())
    coming = next_on_duty(room.unit, shifts[3].starts_at)
    assert {one.shift for one in coming} == {shifts[4]}
    assert next_on_duty(room.unit, shifts[-1].starts_at) == []


def test_a_turn_taken_over_in_the_middle_is_served_by_one_at_a_time() -> None:
    room = a_duty_room()
    roster = a_roster(room)
    turn = Turn.objects.filter(shift__roster=roster, role=room.first).latest("starts_at")
    middle, end = turn.starts_at + timedelta(hours=5), turn.ends_at
    turn.ends_at = middle
    turn.save()
    after = Turn.objects.create(
        shift=turn.shift, role=turn.role, person=room.stranger.person, starts_at=middle, ends_at=end
    )
    assert [one.person for one in on_duty([room.unit], middle) if one.role == room.first] == [after.person]
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(shift=turn.shift, role=turn.role, person=turn.person, starts_at=middle, ends_at=end)


def test_a_unit_is_not_there_for_people_of_other_organs_and_kept_by_its_keepers() -> None:
    room = a_duty_room()
    with pytest.raises(NotThere):
        units.read(room.unit.uid, by=room.by(room.stranger))
    with transaction.atomic(), pytest.raises(NotAllowed, match="由"):
        units.take_kept(room.unit.uid, by=room.by(room.officers[0]))
