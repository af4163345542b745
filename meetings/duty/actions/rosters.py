"""编排一个月：begin it, change it by hand, lock places, publish, throw a draft away."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from meetings.duty.changing import (
    MOST_SAID,
    Conflicting,
    refuse_conflicts,
    refuse_outdated,
    touch,
    write_changes,
)
from meetings.duty.models import DutyUnit, Roster, RosterRun, RunState, Shift, Turn
from meetings.duty.policy import rosters, units
from meetings.duty.problems import Key, Month, month_of
from meetings.duty.rota.check import Breach
from meetings.duty.rules.month import shifts_of
from meetings.duty.wording import place_words
from office.api import Actor, Person, action, record, working_calendar
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime import api as realtime
from realtime.api import Notice

AHEAD = timedelta(days=400)
BACK = timedelta(days=400)


@action
def open_roster(unit_uid: UUID, month: date, *, by: Actor, key: UUID) -> Roster:
    """编排某月：its shifts are made by the patterns in use and the calendar as it is now; places are empty. What is there already is the answer."""
    unit = units.take_kept(unit_uid, by=by)
    first = month.replace(day=1)
    if not today() - BACK <= first <= today() + AHEAD:
        raise Invalid("没有编排：月份须在前后一年之内。", field="month")
    there = Roster.objects.filter(unit=unit, month=first).first()
    if there is not None:
        return there
    patterns = list(unit.patterns.filter(in_use=True))
    if not patterns or not unit.roles.filter(in_use=True).exists():
        raise Invalid("没有编排：还没有登记岗位和班次。请先在“设置”里登记。")
    roster = Roster.objects.create(unit=unit, month=first)
    _make_shifts(roster)
    touch(roster, by)
    _record(by, "roster_opened", roster)
    return roster


def _make_shifts(roster: Roster) -> None:
    patterns = roster.unit.patterns.filter(in_use=True)
    Shift.objects.bulk_create(
        Shift(
            roster=roster,
            pattern=one.pattern,
            day=one.day,
            kind=one.kind,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in shifts_of(roster.month, patterns, working_calendar())
    )


@action
def drop_roster(roster_uid: UUID, *, seen: int, by: Actor, key: UUID) -> DutyUnit:
    """不要这份草稿：a draft with everything in it; a published month stays."""
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    if roster.is_published:
        raise NotAllowed("没有去掉：这个月已经发布，值班以它为准。要改的，请逐班改或重新安排。")
    _refuse_running(roster)
    RosterRun.objects.filter(roster=roster).delete()
    Turn.objects.filter(shift__roster=roster).delete()
    Shift.objects.filter(roster=roster).delete()
    _record(by, "roster_dropped", roster)
    unit = roster.unit
    roster.delete()
    return unit


@action
def give_turn(
    roster_uid: UUID,
    place: Key,
    person_uid: UUID,
    *,
    seen: int,
    insists: bool = False,
    by: Actor,
    key: UUID,
) -> Roster:
    """改人：somebody has a place. Rules that it breaks are named and nothing is written; who keeps the unit may insist, but never against an absence
    or two places at once. Of a published month both are told."""
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    month = month_of(roster)
    seat = month.seat(place)
    if seat is None:
        raise NotThere("这一班")
    if seat.is_split or seat.shift.ends_at <= now():
        raise SomebodyWasFirst("没有改：这一班已经值完，或已有人接班。请看“立即接班”。")
    if roster.is_published and seat.shift.starts_at <= now():
        raise SomebodyWasFirst("没有改：这一班已经开始。要换人的，请用“立即接班”。")
    person = next((one for one in month.people.values() if one.uid == person_uid), None)
    if person is None:
        raise Invalid("没有改：请从值班人员里选。不在其中的，请先加入值班人员。", field="person")
    changes = {seat.key: person.pk}
    borne = refuse_conflicts(month, changes, insists=insists)
    write_changes(month, changes, by=by, act="turn_given", why="有冲突，仍这样排" if borne else "")
    return roster


@action
def lock_turns(roster_uid: UUID, turns: Sequence[UUID], *, locked: bool, seen: int, by: Actor, key: UUID) -> Roster:
    """锁定、解锁：what is locked no run of the solver changes, nor a hand before it is unlocked."""
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    rows = Turn.objects.filter(shift__roster=roster, uid__in=list(turns)).exclude(is_locked=locked)
    said = [place_words(one.shift, one.role) for one in rows.select_related("shift", "role")[:MOST_SAID]]
    if rows.update(is_locked=locked):
        touch(roster, by)
        _record(by, "locked" if locked else "unlocked", roster, "、".join(said))
    return roster


@action
def publish_roster(roster_uid: UUID, *, seen: int, insists: bool = False, by: Actor, key: UUID) -> Roster:
    """发布：from now on its turns are duty; everybody in it is told. With a gap, somebody absent or in two places it is refused; other rules may be
    broken where he insists."""
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    if roster.is_published:
        return roster
    _refuse_running(roster)
    month = month_of(roster)
    found = month.broken
    if gaps := [one for one in found if one.breach == Breach.GAP]:
        more = f"等{len(gaps)}处" if len(gaps) > MOST_SAID else ""
        said = "、".join(one.words.removesuffix("没有人值班。") for one in gaps[:MOST_SAID])
        raise Invalid(f"没有发布：{said}{more}还没有人值班。请先排上。")
    if found and not (insists and not Conflicting(found).is_final):
        raise Conflicting(found, "没有发布")
    roster.published_at, roster.published_by = now(), by.appointment
    roster.save(update_fields=["published_at", "published_by"])
    touch(roster, by)
    _record(by, "published", roster, f"有{len(found)}处冲突，仍发布" if found else "")
    _tell_all(roster, month, by)
    return roster


def _tell_all(roster: Roster, month: Month, by: Actor) -> None:
    whom: Mapping[int, Person] = {one.turn.person_id: one.turn.person for one in month.seats if one.turn}
    realtime.notify_each(
        [Notice(whom=[one], url=reverse("duty:mine"), about=roster.uid) for one in whom.values()],
        kind="duty",
        title=f"{roster}已发布",
        body="您的班列在“我的值班”里，也在您订阅的日历里。",
    )


def _refuse_running(roster: Roster) -> None:
    if RosterRun.objects.filter(roster=roster, state=RunState.RUNNING).exists():
        raise SomebodyWasFirst("没有办：正在自动排班。请等它排完，或先停下。")


def _record(by: Actor, act: str, roster: Roster, said: str = "") -> None:
    record(
        by,
        f"duty.{act}",
        stream=f"duty:{roster.unit.uid}",
        about=roster.uid,
        title=str(roster),
        **({"opinion": said} if said else {}),
    )
