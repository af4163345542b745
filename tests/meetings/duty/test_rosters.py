"""编排、改、锁、发布一个月：conflicts are named at once, two editors do not undo each other, and those concerned are told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from meetings.duty.actions.following import follow_patterns
from meetings.duty.actions.making import ask_for_roster, stop_run
from meetings.duty.actions.people import enter_absence, enter_absence_for
from meetings.duty.actions.rosters import drop_roster, give_turn, lock_turns, open_roster, publish_roster
from meetings.duty.changing import Conflicting, write_changes
from meetings.duty.drifting import drift_of
from meetings.duty.models import DayKind, DutyRole, PoolMember, Roster, RosterRun, RunState, Shift, ShiftPattern, Turn
from meetings.duty.policy import units
from meetings.duty.problems import last_days, month_of, served_before
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.months import counts_of
from meetings.duty.selectors.people import absent_on_duty
from meetings.duty.tasks import make_roster, making_failed
from office.jobs.models import Job
from office.kernel.clock import OFFICE_ZONE, today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.duty.rostering import DutyRoom, a_duty_room, a_roster
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in a second is enough to look at: how good it can be is the solver's own tests' matter."""
    monkeypatch.setattr("meetings.duty.tasks.SECONDS", 1.0)


@pytest.fixture
def room() -> DutyRoom:
    return a_duty_room(leaders=4, officers=6)


def coming(room: DutyRoom) -> Roster:
    return open_roster(room.unit.uid, next_month(today()), by=room.by(room.keeper), key=uuid7())


def made(room: DutyRoom) -> Roster:
    """The coming month, as the job makes it."""
    roster = coming(room)
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=room.by(room.keeper), key=uuid7())
    assert make_roster.func(str(run.uid)) == RunState.DONE
    roster.refresh_from_db()
    return roster


def test_a_month_has_the_shifts_of_its_days_by_the_calendar_and_opening_it_twice_is_once(room: DutyRoom) -> None:
    with time_machine.travel("2026-09-20T10:00:00+08:00", tick=False):
        roster = open_roster(room.unit.uid, date(2026, 10, 1), by=room.by(room.keeper), key=uuid7())
        again = open_roster(room.unit.uid, date(2026, 10, 15), by=room.by(room.keeper), key=uuid7())
    kinds = dict(roster.shifts.values_list("day", "kind"))
    assert again == roster
    assert len(kinds) == 31
    assert kinds[date(2026, 10, 1)] == kinds[date(2026, 10, 7)] == DayKind.HOLIDAY
    assert kinds[date(2026, 10, 10)] == DayKind.WORKDAY  # 调休
    assert kinds[date(2026, 10, 11)] == DayKind.WEEKEND
    last = roster.shifts.get(day=date(2026, 10, 31))
    assert last.ends_at - last.starts_at == timedelta(days=1)
    with pytest.raises(NotAllowed):
        open_roster(room.unit.uid, date(2026, 10, 1), by=room.by(room.officers[0]), key=uuid7())


def test_the_job_fills_every_place_breaks_nothing_and_says_how_fair_it_is(room: DutyRoom) -> None:
    roster = made(room)
    run = RosterRun.objects.get(roster=roster)
    assert Turn.objects.filter(shift__roster=roster).count() == 2 * roster.shifts.count()
    assert run.explanation["broken"] == []
    assert run.explanation["terms"]
    assert Job.objects.filter(key=f"roster:{run.uid}").exists()
    assert Notification.objects.filter(person=room.keeper.person, about=roster.uid).exists()
    assert {one.total for one in counts_of(room.unit, date(2000, 1, 1), date(2099, 1, 1), role=room.first)} == set()
    publish_roster(roster.uid, seen=roster.version, by=room.by(room.keeper), key=uuid7())
    whole = counts_of(room.unit, roster.month, next_month(roster.month), role=room.first)
    assert max(one.total for one in whole) - min(one.total for one in whole) <= 2


def test_what_was_stopped_or_changed_meanwhile_is_not_written(room: DutyRoom) -> None:
    roster, by = coming(room), room.by(room.keeper)
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7())
    assert ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7()) == run
    stop_run(roster.uid, by=by, key=uuid7())
    assert make_roster.func(str(run.uid)) == RunState.STOPPED
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7())
    shift = roster.shifts.all()[0]
    give_turn(
        roster.uid, (shift.pk, room.first.pk, 1), room.officers[0].person.uid, seen=roster.version, by=by, key=uuid7()
    )
    Notification.objects.all().delete()
    assert make_roster.func(str(run.uid)) == RunState.FAILED
    assert Turn.objects.filter(shift__roster=roster).count() == 1
    told = Notification.objects.get(person=room.keeper.person)
    assert (told.title.endswith("自动排班没有办成"), "请再排一次" in told.body) == (True, True)


def test_whoever_asked_is_told_once_that_the_job_failed(room: DutyRoom) -> None:
    roster = coming(room)
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=room.by(room.keeper), key=uuid7())
    job = Job.objects.get(key=f"roster:{run.uid}")
    job.error = "内存不足"
    for _ in range(2):
        with transaction.atomic():
            making_failed(job)
    told = Notification.objects.get(person=room.keeper.person)
    assert (told.title.endswith("自动排班没有办成"), told.body) == (True, "排班没有办成：内存不足")


def test_what_is_locked_stays_and_who_is_absent_or_has_left_is_not_proposed(room: DutyRoom) -> None:
    roster, by = coming(room), room.by(room.keeper)
    shift = roster.shifts.all()[4]
    chosen, away, leaving = (one.person for one in room.officers[:3])
    give_turn(roster.uid, (shift.pk, room.first.pk, 1), chosen.uid, seen=roster.version, by=by, key=uuid7())
    roster.refresh_from_db()
    turn = Turn.objects.get(shift=shift)
    lock_turns(roster.uid, [turn.uid], locked=True, seen=roster.version, by=by, key=uuid7())
    enter_absence(roster.month, roster.month + timedelta(days=14), "leave", by=room.by(room.officers[1]), key=uuid7())
    room.officers[2].until = roster.month + timedelta(days=9)
    room.officers[2].save()
    roster.refresh_from_db()
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7())
    make_roster.func(str(run.uid))
    turns = Turn.objects.filter(shift__roster=roster)
    assert turns.get(pk=turn.pk).person == chosen
    assert not turns.filter(person=away, shift__day__lte=roster.month + timedelta(days=14)).exists()
    assert not turns.filter(person=leaving, shift__day__gt=room.officers[2].until).exists()
    assert last_days([leaving.pk, away.pk], room.organ.pk) == {leaving.pk: room.officers[2].until}


def test_an_impossible_month_says_which_rules_and_offers_the_nearest() -> None:
    room = a_duty_room(leaders=3, officers=1)
    roster, by = coming(room), room.by(room.keeper)
    run = ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7())
    make_roster.func(str(run.uid))
    run.refresh_from_db()
    assert run.state in {RunState.IMPOSSIBLE, RunState.DONE}
    assert run.explanation["broken"]
    roster.refresh_from_db()
    with pytest.raises(Invalid, match="没有发布"):
        publish_roster(roster.uid, seen=roster.version, by=by, key=uuid7())


def test_a_hand_that_breaks_a_rule_is_told_which_and_may_insist_but_not_on_two_places_at_once(room: DutyRoom) -> None:
    roster, by = made(room), room.by(room.keeper)
    first, second = roster.shifts.all()[10:12]
    turn = Turn.objects.get(shift=first, role=room.first)
    place = (second.pk, room.first.pk, 1)
    with pytest.raises(Conflicting, match="只休息0小时") as told:
        give_turn(roster.uid, place, turn.person.uid, seen=roster.version, by=by, key=uuid7())
    assert not told.value.is_final
    give_turn(roster.uid, place, turn.person.uid, seen=roster.version, insists=True, by=by, key=uuid7())
    roster.refresh_from_db()
    leader = Turn.objects.get(shift=first, role=room.leading).person
    with pytest.raises(Conflicting, match="同时值") as told:
        give_turn(
            roster.uid,
            (first.pk, room.first.pk, 1),
            leader.uid,
            seen=roster.version,
            insists=True,
            by=by,
            key=uuid7(),
        )
    assert told.value.is_final
    with pytest.raises(Conflicting, match="没有发布"):
        publish_roster(roster.uid, seen=roster.version, by=by, key=uuid7())
    publish_roster(roster.uid, seen=roster.version, insists=True, by=by, key=uuid7())


def test_the_later_of_two_editors_is_told_who_was_first_and_of_a_published_month_those_concerned_alone_are_told(
    room: DutyRoom,
) -> None:
    roster, by = made(room), room.by(room.keeper)
    seen = roster.version
    publish_roster(roster.uid, seen=seen, by=by, key=uuid7())
    told = set(Notification.objects.filter(about=roster.uid, title__contains="已发布").values_list("person", flat=True))
    assert told == set(Turn.objects.filter(shift__roster=roster).values_list("person", flat=True))
    Notification.objects.all().delete()
    turn = Turn.objects.filter(shift__roster=roster, role=room.first)[15]
    before, month = turn.person, month_of(roster)
    after = next(
        one for one in month.people.values() if one.pk != before.pk and one in [o.person for o in room.officers]
    )
    place = (turn.shift_id, turn.role_id, 1)
    with pytest.raises(SomebodyWasFirst, match=room.keeper.person.name):
        give_turn(roster.uid, place, after.uid, seen=seen, insists=True, by=by, key=uuid7())
    roster.refresh_from_db()
    give_turn(roster.uid, place, after.uid, seen=roster.version, insists=True, by=by, key=uuid7())
    assert set(Notification.objects.values_list("person", flat=True)) == {before.pk, after.pk}
    with pytest.raises(NotAllowed):
        drop_roster(roster.uid, seen=roster.version + 1, by=by, key=uuid7())


def test_a_draft_can_be_thrown_away_whole(room: DutyRoom) -> None:
    roster = made(room)
    drop_roster(roster.uid, seen=roster.version, by=room.by(room.keeper), key=uuid7())
    assert not any(model.objects.exists() for model in (Roster, Shift, RosterRun))


def test_an_absence_over_a_published_turn_is_refused_with_the_way_out_and_a_keeper_may_enter_it_to_plan_anew(
    room: DutyRoom,
) -> None:
    roster = a_roster(room, next_month(today()))
    turn = Turn.objects.filter(shift__roster=roster, role=room.first)[10]
    own = next(one for one in room.officers if one.person == turn.person)
    day = turn.shift.day
    with pytest.raises(Invalid, match=r"已排.*换班"):
        enter_absence(day, day, "sick", by=room.by(own), key=uuid7())
    enter_absence_for(
        room.unit.uid, own.person.uid, day, day, "sick", anyway=True, by=room.by(room.keeper), key=uuid7()
    )
    month = month_of(roster, replans=True)
    assert [one.place for one in month.problem.before] == [one.key for one in month.seats]


def test_one_who_fills_an_empty_place_of_the_shift_in_which_another_has_his(room: DutyRoom) -> None:
    roster = a_roster(room, next_month(today()), published=False)
    turn = Turn.objects.filter(shift__roster=roster, role=room.first)[5]
    before, after = turn.person, next(one.person for one in room.officers if one.person != turn.person)
    Turn.objects.filter(shift=turn.shift, role=room.leading).delete()
    changes = {(turn.shift_id, room.leading.pk, 1): before.pk, (turn.shift_id, room.first.pk, 1): after.pk}
    with transaction.atomic():
        write_changes(month_of(roster), changes, by=room.by(room.keeper), act="table_brought")
    found = Turn.objects.filter(shift=turn.shift).values_list("role", "person", "starts_at")
    assert set(found) == {
        (room.leading.pk, before.pk, turn.starts_at),
        (room.first.pk, after.pk, turn.starts_at),
    }


def test_a_turn_taken_over_counts_for_the_longer_part_in_what_is_fair_as_in_the_statistics(room: DutyRoom) -> None:
    roster = a_roster(room, date(2026, 10, 1))
    turn = Turn.objects.filter(shift__roster=roster, role=room.first)[9]
    taker = next(one.person for one in room.officers if one.person != turn.person)

    def served() -> list[int]:
        found = served_before(room.unit.pk, date(2026, 11, 1), [turn.person_id, taker.pk])
        return [sum(found[one].values()) for one in (turn.person_id, taker.pk)]

    own, others = served()
    middle = turn.starts_at + timedelta(hours=3)
    Turn.objects.filter(pk=turn.pk).update(ends_at=middle)
    Turn.objects.create(shift=turn.shift, role=turn.role, person=taker, starts_at=middle, ends_at=turn.ends_at)
    assert served() == [own - 1, others + 1]
    counted = {one.name: one.total for one in counts_of(room.unit, date(2026, 1, 1), date(2026, 10, 31))}
    assert [counted[turn.person.name], counted[taker.name]] == served()


def test_whoever_moves_to_another_organ_is_rostered_no_more_and_sees_the_unit_until_his_last_turn_is_swapped(
    room: DutyRoom,
) -> None:
    roster = a_roster(room, next_month(today()))
    moved, stays = room.officers[0], room.officers[1]
    Appointment.objects.filter(pk=moved.pk).update(until=today() - timedelta(days=1))
    there = appointed(a_department(an_organ()), person=moved.person)
    assert last_days([moved.person_id, stays.person_id], room.organ.pk) == {
        moved.person_id: today() - timedelta(days=1)
    }
    assert {one.person for one in absent_on_duty(room.unit)} == {moved.person}
    by = room.by(there)
    assert units.read(room.unit.uid, by=by) == room.unit
    assert not units.serving(by).exists()
    Turn.objects.filter(shift__roster=roster, person=moved.person).delete()
    with pytest.raises(NotThere):
        units.read(room.unit.uid, by=by)


def test_an_opened_month_says_what_its_patterns_have_become_since_and_follows_with_its_people(room: DutyRoom) -> None:
    with time_machine.travel("2026-09-20T10:00:00+08:00", tick=False):
        roster = open_roster(room.unit.uid, date(2026, 10, 1), by=room.by(room.keeper), key=uuid7())
    assert not drift_of(roster)
    night = ShiftPattern.objects.create(unit=room.unit, name="夜班", begins=18 * 60, lasts=12 * 60, on_workdays=False)
    first, second = roster.shifts.order_by("day")[:2]
    for shift, locked in ((first, False), (second, True)):
        who = room.officers[0].person
        hours = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
        Turn.objects.create(shift=shift, role=room.first, person=who, is_locked=locked, **hours)
    ShiftPattern.objects.filter(pk=room.pattern.pk).update(begins=9 * 60, on_holidays=False)
    Shift.objects.filter(pk=second.pk).update(kind=DayKind.WORKDAY)
    drift = drift_of(roster)
    assert drift.sentences == [
        "“夜班”要加13班，先空着",
        "“昼夜班”有24班的时间改为09:00至次日09:00",
        "“昼夜班”多出6班，去掉，其中1班已经排了人",
        "“昼夜班”多出的1班里有锁定的人，留着；要去掉的，先解锁",
    ]
    by = room.by(room.keeper)
    with pytest.raises(SomebodyWasFirst):
        follow_patterns(roster.uid, seen=roster.version + 1, by=by, key=uuid7())
    with pytest.raises(NotThere):
        follow_patterns(roster.uid, seen=roster.version, by=room.by(room.officers[0]), key=uuid7())
    follow_patterns(roster.uid, seen=roster.version, by=by, key=uuid7())
    roster.refresh_from_db()
    assert drift_of(roster).sentences == ["“昼夜班”多出的1班里有锁定的人，留着；要去掉的，先解锁"]
    assert not drift_of(roster).can_follow
    assert [one.shift for one in Turn.objects.all()] == [second]
    assert roster.shifts.filter(pattern=night).count() == 13
    assert {one.starts_at.astimezone(OFFICE_ZONE).hour for one in roster.shifts.filter(pattern=room.pattern)} == {8, 9}
    version = roster.version
    follow_patterns(roster.uid, seen=version, by=by, key=uuid7())
    roster.refresh_from_db()
    assert roster.version == version


def test_a_published_month_follows_in_what_has_not_begun_and_tells_whose_hours_moved(room: DutyRoom) -> None:
    with time_machine.travel("2026-12-15T10:00:00+08:00", tick=False):
        roster = a_roster(room, date(2026, 12, 1))
        begun = roster.shifts.get(day=date(2026, 12, 15))
        ShiftPattern.objects.filter(pk=room.pattern.pk).update(begins=9 * 60)
        extra = ShiftPattern.objects.create(unit=room.unit, name="旧班", in_use=False)
        old = Shift.objects.create(
            roster=roster, pattern=extra, day=date(2026, 12, 20), kind="weekend",
            starts_at=begun.starts_at + timedelta(days=5), ends_at=begun.ends_at + timedelta(days=5),
        )  # fmt: skip
        assert drift_of(roster).sentences == ["“昼夜班”有16班的时间改为09:00至次日09:00"]
        turn = Turn.objects.get(shift__day=date(2026, 12, 16), role=room.first)
        Notification.objects.all().delete()
        follow_patterns(roster.uid, seen=roster.version, by=room.by(room.keeper), key=uuid7())
        roster.refresh_from_db()
        assert not drift_of(roster)
    begun.refresh_from_db()
    assert begun.starts_at.astimezone(OFFICE_ZONE).hour == 8
    sequence, starts_at = turn.sequence, turn.starts_at
    turn.refresh_from_db()
    assert (turn.sequence, turn.starts_at) == (sequence + 1, starts_at + timedelta(minutes=30))
    assert Shift.objects.filter(pk=old.pk).exists()
    told = Notification.objects.get(person=turn.person)
    assert "12月16日主班改为09:00至次日09:00" in told.title


def test_the_page_of_a_month_that_lags_behind_offers_to_bring_it_over(room: DutyRoom) -> None:
    roster = coming(room)
    client = ReadingClient()
    client.force_login(room.keeper.person)
    address = reverse("duty:roster", args=[roster.uid])
    assert 'id="drift"' not in client.get(address).content.decode()
    ShiftPattern.objects.filter(pk=room.pattern.pk).update(begins=9 * 60)
    page = client.get(address).content.decode()
    assert "的时间改为09:00至次日09:00" in page
    assert "相邻的月份也要更新" in page
    given = {"version": roster.version, "key": str(uuid7())}
    assert client.post(reverse("duty:roster_do", args=[roster.uid, "follow"]), given).status_code == 302
    assert 'id="drift"' not in client.get(address).content.decode()


def test_of_a_person_in_two_roles_each_has_its_own_share_and_days(room: DutyRoom) -> None:
    roster = coming(room)
    somebody = room.officers[0].person
    first = PoolMember.objects.get(person=somebody, role=room.first)
    other = room.unit.roles.exclude(pk__in=[room.first.pk]).filter(leads=False).first() or DutyRole.objects.create(
        unit=room.unit, name="副班", order=9
    )
    PoolMember.objects.filter(person=somebody, role=other).delete()
    PoolMember.objects.create(person=somebody, role=other, share=50)
    PoolMember.objects.filter(pk=first.pk).update(until=roster.month + timedelta(days=9))
    member = next(one for one in month_of(roster).problem.members if one.key == somebody.pk)
    late = roster.month + timedelta(days=10)
    assert (member.is_there(late, room.first.name), member.is_there(late, other.name)) == (False, True)
    assert (member.share_in(room.first.name), member.share_in(other.name)) == (100, 50)
