"""照现在的班次更新: what was set in the patterns, or published of the calendar, after a month was opened is brought over."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from meetings.duty.changing import my_duties, refuse_outdated, touch
from meetings.duty.drifting import Drift, drift_of, has_other_hours
from meetings.duty.models import Roster, RosterRun, RunState, Shift, Turn
from meetings.duty.policy import rosters
from meetings.duty.wording import hours_words, turn_words
from office.api import Actor, Person, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst
from realtime import api as realtime


@action
def follow_patterns(roster_uid: UUID, *, seen: int, by: Actor, key: UUID) -> Roster:
    """更新班次：shifts are made, moved and taken away as patterns and calendar have it now; whoever stands in one that stays keeps it.

    Of a published month those that have not begun, and whoever serves at other hours is told. Raises SomebodyWasFirst.
    """
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    if RosterRun.objects.filter(roster=roster, state=RunState.RUNNING).exists():
        raise SomebodyWasFirst("没有更新：正在自动排班。请等它排完，或先停下。")
    drift = drift_of(roster)
    if not drift.can_follow:
        return roster
    said = "；".join(drift.sentences)
    _write(roster, drift)
    crash.point("duty.shifts_half_followed")
    if roster.is_published:
        _tell(
            roster, Turn.objects.filter(shift__in=[one for one, span in drift.moved if has_other_hours(one, span)]), by
        )
    touch(roster, by)
    record(
        by,
        "duty.shifts_followed",
        stream=f"duty:{roster.unit.uid}",
        about=roster.uid,
        title=str(roster),
        opinion=said[:380],
    )
    return roster


def _write(roster: Roster, drift: Drift) -> None:
    gone = [one.pk for one in drift.extra]
    Turn.objects.filter(shift__in=gone).delete()
    Shift.objects.filter(pk__in=gone).delete()
    moment = now()
    for shift, span in drift.moved:
        times = {"starts_at": span.starts_at, "ends_at": span.ends_at}
        Shift.objects.filter(pk=shift.pk).update(kind=span.kind, **times)
        if has_other_hours(shift, span):
            Turn.objects.filter(shift=shift).update(**times, sequence=F("sequence") + 1, changed_at=moment)
    Shift.objects.bulk_create(
        Shift(
            roster=roster,
            pattern=one.pattern,
            day=one.day,
            kind=one.kind,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in drift.missing
    )


def _tell(roster: Roster, turns: Iterable[Turn], by: Actor) -> None:
    """Each once, with all of his that moved."""
    told: dict[int, tuple[Person, list[str]]] = {}
    for one in Turn.objects.filter(pk__in=[turn.pk for turn in turns]).select_related("person", "role", "shift"):
        words = f"{turn_words(one)}改为{hours_words(one.starts_at, one.ends_at)}"
        told.setdefault(one.person_id, (one.person, []))[1].append(words)
    for person, said in told.values():
        if person.pk != by.person.pk:
            realtime.notify(
                [person],
                kind="duty",
                title=f"值班时间有变动：{'，'.join(said)}"[:400],
                body=f"{roster.unit}。",
                url=my_duties(),
                about=roster.uid,
            )
