"""到岗签到: from when, once, late; and whoever is missing is told of upwards, each rung once, until somebody sees to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction

from meetings.duty.actions.units import Described, save_unit
from meetings.duty.models import DutyUnit, Roster, Turn
from meetings.dutydesk.actions.check_in import Coordinates, acknowledge, check_in
from meetings.dutydesk.actions.rules import RuleSaid, set_rule
from meetings.dutydesk.actions.tend import tend_desks
from meetings.dutydesk.models import CheckIn, MissedCheckIn
from office.api import Todo
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment
from realtime.models import Notification
from tests.factories import appointed
from tests.meetings.dutydesk.desk import Desk, a_desk

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 12, 15, 0, 30, tzinfo=UTC)
"""08:30 in the office, when a shift begins."""


def at(minutes: float) -> time_machine.travel:
    """So many minutes after the beginning of the shift."""
    return time_machine.travel(BEGIN + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with at(1):
        yield a_desk(published_ago=timedelta(minutes=2))


def waits_for(who: Appointment) -> list[str]:
    return list(Todo.objects.waiting_with([who.pk]).filter(room="dutydesk").values_list("step", flat=True))


def told(who: Appointment) -> int:
    return Notification.objects.filter(person=who.person, kind="duty").count()


def signs(desk: Desk, who: Appointment, place: str = "值班室") -> CheckIn:
    return check_in(desk.uid, place, by=desk.by(who), key=uuid7())


def test_from_half_an_hour_before_with_time_and_place_and_once(desk: Desk) -> None:
    officer = desk.officer
    with at(-31), pytest.raises(NotAllowed, match="08:00起可以签到"):
        signs(desk, officer)
    with at(-30):
        with pytest.raises(Invalid, match="写明您现在在哪里"):
            signs(desk, officer, " ")
        where = Coordinates(Decimal("30.25"), Decimal("120.16"))
        made = check_in(desk.uid, "办公楼101", where, by=desk.by(officer), key=uuid7())
    assert (made.at, made.place, made.is_late) == (BEGIN - timedelta(minutes=30), "办公楼101", False)
    assert (made.latitude, made.longitude, made.names["name"]) == (where.latitude, where.longitude, officer.person.name)
    with at(20), pytest.raises(SomebodyWasFirst, match="08:00在办公楼101签到"):
        signs(desk, officer)
    with pytest.raises(NotThere):
        signs(desk, desk.room.stranger)
    with pytest.raises(NotAllowed, match="没有签到"):
        signs(desk, desk.room.keeper)
    with pytest.raises(DatabaseError), transaction.atomic():
        CheckIn.objects.update(is_late=True)


def test_it_climbs_from_rung_to_rung_each_once(desk: Desk) -> None:
    officer, leader, keeper = desk.officer, desk.leader, desk.room.keeper
    with at(2):
        signs(desk, leader)
    with at(15):
        assert tend_desks() == 0
    with at(15.1):
        assert (tend_desks(), tend_desks()) == (1, 0)
        assert (waits_for(officer), told(leader), told(keeper)) == (["到岗签到"], 0, 0)
    with at(25):
        assert (tend_desks(), tend_desks()) == (1, 0)
        assert (told(officer), waits_for(leader), told(keeper)) == (1, ["查岗"], 0)
    with at(35):
        assert (tend_desks(), tend_desks()) == (1, 0)
        assert (told(officer), told(leader), told(keeper), waits_for(keeper)) == (1, 1, 1, ["查岗"])
    with at(50):
        assert tend_desks() == 0
        made = signs(desk, officer)
        assert made.is_late
        assert [waits_for(one) for one in (officer, leader, keeper)] == [[], [], []]
        assert tend_desks() == 0
    assert MissedCheckIn.objects.get().is_shut


def test_whoever_sees_to_it_stops_it_and_it_stays_counted(desk: Desk) -> None:
    officer, leader = desk.officer, desk.leader
    with at(2):
        signs(desk, leader)
    with at(26):
        assert tend_desks() == 2  # found, and the leader's moment has passed as well
        missed = MissedCheckIn.objects.get()
        with pytest.raises(NotAllowed, match="您自己的签到"):
            acknowledge(missed.uid, by=desk.by(officer), key=uuid7())
        with pytest.raises(NotThere):
            acknowledge(missed.uid, by=desk.by(desk.room.stranger), key=uuid7())
        acknowledge(missed.uid, by=desk.by(leader), key=uuid7())
        with pytest.raises(SomebodyWasFirst, match="已于"):
            acknowledge(missed.uid, by=desk.by(desk.room.keeper), key=uuid7())
    with at(120):
        assert tend_desks() == 0
        assert (waits_for(officer), waits_for(leader), told(desk.room.keeper)) == (["到岗签到"], [], 0)
    with at(24 * 60 + 1):
        signs(desk, desk.officer)
        signs(desk, desk.leader)
        assert tend_desks() == 1
        assert waits_for(officer) == []
    assert MissedCheckIn.objects.count() == 1


def test_whoever_is_relieved_is_asked_about_no_more(desk: Desk) -> None:
    officer, leader, other = desk.officer, desk.leader, desk.next_officer
    with at(2):
        signs(desk, leader)
    with at(16):
        assert tend_desks() == 1
    with at(20):
        turn = desk.turns()[1]
        Turn.objects.create(
            shift=turn.shift,
            role=turn.role,
            person=other.person,
            starts_at=BEGIN + timedelta(minutes=20),
            ends_at=turn.ends_at,
        )
        Turn.objects.filter(pk=turn.pk).update(ends_at=BEGIN + timedelta(minutes=20))
    with at(30):
        assert (tend_desks(), tend_desks()) == (1, 0)
        assert (waits_for(officer), told(leader), told(other)) == ([], 0, 0)
    with at(36):
        tend_desks()
        assert (told(leader), waits_for(other)) == (0, ["到岗签到"])


def test_where_the_server_was_down_over_it_all_is_told_at_once_and_once(desk: Desk) -> None:
    officer, leader, keeper = desk.officer, desk.leader, desk.room.keeper
    with at(300):
        signs(desk, leader)  # late himself, and not told of: nothing had found him yet
        tend_desks()
        assert (told(officer), told(leader), told(keeper)) == (1, 1, 1)
        assert tend_desks() == 0
    with at(2 * 24 * 60 + 1):  # down over a whole shift of two people
        assert tend_desks() > 0
        assert (
            MissedCheckIn.objects.filter(starts_at=BEGIN + timedelta(days=1), is_shut=True, next_at=None).count() == 2
        )
        assert tend_desks() == 0
    assert Notification.objects.filter(kind="duty").exclude(key="").values("person", "key").distinct().count() == (
        Notification.objects.filter(kind="duty").count()
    )


def test_a_leader_who_is_missing_is_told_of_to_the_keepers(desk: Desk) -> None:
    officer, leader, keeper = desk.officer, desk.leader, desk.room.keeper
    with at(2):
        signs(desk, officer)
    with at(26):
        tend_desks()
        assert (told(leader), told(keeper), told(officer)) == (1, 1, 0)


def test_a_keeper_who_is_missing_is_not_told_to_look_for_himself(desk: Desk) -> None:
    colleague = appointed(desk.room.unit.kept_by)
    appointed(desk.room.unit.kept_by, person=desk.leader.person)
    with at(2):
        signs(desk, desk.officer)
    with at(26):
        tend_desks()
        assert (told(desk.leader), told(desk.room.keeper), told(colleague)) == (1, 1, 1)


def test_minutes_are_the_units_own_and_a_late_roster_gives_its_time(desk: Desk) -> None:
    keeper = desk.by(desk.room.keeper)
    said = RuleSaid(
        checks_in=True,
        early_minutes=10,
        late_minutes=60,
        leader_minutes=1,
        keepers_minutes=1,
        answer_seconds=60,
        shows_phones=False,
    )
    Roster.objects.update(published_at=BEGIN + timedelta(hours=2))
    set_rule(desk.uid, said, by=keeper, key=uuid7())
    with pytest.raises(NotAllowed, match="管理"):
        set_rule(desk.uid, said, by=desk.by(desk.officer), key=uuid7())
    with at(179):
        assert tend_desks() == 0
    with at(180.5):
        assert tend_desks() == 2
        set_rule(desk.uid, RuleSaid(**{**vars(said), "checks_in": False}), by=keeper, key=uuid7())
    with at(24 * 60 + 200):
        tend_desks()
        assert MissedCheckIn.objects.count() == 2


def test_switching_it_on_asks_from_then_on_and_counts_nothing_of_before(desk: Desk) -> None:
    keeper, minutes = desk.by(desk.room.keeper), {"early_minutes": 30, "late_minutes": 15, "leader_minutes": 10}
    said = RuleSaid(checks_in=False, keepers_minutes=10, answer_seconds=60, shows_phones=False, **minutes)
    set_rule(desk.uid, said, by=keeper, key=uuid7())
    day = 24 * 60
    with at(3 * day + 60):
        for late in (15, 20):  # saved again as it is, it does not begin anew
            set_rule(desk.uid, replace(said, checks_in=True, late_minutes=late), by=keeper, key=uuid7())
            assert tend_desks() == 0
    with at(3 * day + 81):
        set_rule(desk.uid, replace(said, checks_in=True), by=keeper, key=uuid7())
        assert tend_desks() == 2
    found = MissedCheckIn.objects.values_list("starts_at", "due_at", "is_shut")
    assert set(found) == {(BEGIN + timedelta(days=3), BEGIN + timedelta(days=3, minutes=75), False)}


def test_a_unit_that_is_taken_into_use_again_asks_from_then_on(desk: Desk) -> None:
    unit = DutyUnit.objects.get(uid=desk.uid)
    said = Described(name=unit.name, organ=unit.organ.uid, kept_by=unit.kept_by.uid)
    for in_use, minutes in ((False, 2), (True, 2 * 24 * 60 + 60)):
        with at(minutes):
            save_unit(desk.uid, replace(said, in_use=in_use), by=desk.by(desk.room.keeper), key=uuid7())
            assert tend_desks() == 0
    with at(2 * 24 * 60 + 76):
        assert tend_desks() == 2
    assert set(MissedCheckIn.objects.values_list("starts_at", flat=True)) == {BEGIN + timedelta(days=2)}
