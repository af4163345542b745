"""自动排班：asked for, stopped, taken in; and a proposal for a published month accepted or dropped."""

from collections.abc import Sequence
from uuid import UUID

from meetings.duty.changing import refuse_conflicts, refuse_outdated, write_changes
from meetings.duty.models import Roster, RosterRun, RunState, Turn
from meetings.duty.policy import rosters
from meetings.duty.problems import Key, Month, key_of, month_of, person_of
from meetings.duty.rota import Outcome, Status
from office.api import Actor, action, enqueue, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from realtime import api as realtime

STATES = {
    Status.BEST: RunState.DONE,
    Status.GOOD: RunState.DONE,
    Status.UNFINISHED: RunState.DONE,
    Status.IMPOSSIBLE: RunState.IMPOSSIBLE,
}


@action
def ask_for_roster(roster_uid: UUID, *, replans: bool, seen: int, by: Actor, key: UUID) -> RosterRun:
    """自动排班, or 重新安排（改动最少）：a job looks for the fairest month that keeps every rule. A published month is only planned anew with few changes, and
    what is found is a proposal. Asking while it runs changes nothing."""
    from meetings.duty.tasks import make_roster  # noqa: PLC0415 - the task calls the action that takes its result in

    roster = rosters.take_kept(roster_uid, by=by)
    running = RosterRun.objects.filter(roster=roster, state=RunState.RUNNING).first()
    if running is not None:
        return running
    refuse_outdated(roster, seen)
    if roster.is_published and not replans:
        raise Invalid("没有排：这个月已经发布，只能“重新安排”，改动最少。")
    if not roster.shifts.exclude(ends_at__lte=now()).exists():
        raise Invalid("没有排：这个月已经过去。")
    if not roster.unit.roles.filter(in_use=True, pool__isnull=False).exists():
        raise Invalid("没有排：还没有值班人员。请先在“人员”里加入。")
    run = RosterRun.objects.create(
        roster=roster, replans=replans, asked_by=by.appointment, asked_at=now(), seen_version=roster.version
    )
    record(by, "duty.run_asked", stream=_stream(roster), about=roster.uid, title=str(roster), opinion=_called(run))
    enqueue(make_roster, str(run.uid), key=f"roster:{run.uid}")
    return run


@action
def stop_run(roster_uid: UUID, *, by: Actor, key: UUID) -> RosterRun:
    """停下：the roster stays as it is."""
    roster = rosters.take_kept(roster_uid, by=by)
    run = RosterRun.objects.filter(roster=roster, state=RunState.RUNNING).first()
    if run is None:
        raise SomebodyWasFirst("没有停：已经排完或已经停下。下面是结果。")
    _end(run, RunState.STOPPED, f"{by.person.name}停下的。排班表没有变。")
    record(by, "duty.run_stopped", stream=_stream(roster), about=roster.uid, title=str(roster))
    return run


@action
def take_in(run_uid: UUID, outcome_of: Outcome, *, by: None, key: UUID) -> RosterRun:
    """A job is done: of a draft the turns are written, all of them or none; of a published month they stand as a proposal. Who asked is told."""
    run = RosterRun.objects.select_related("asked_by__person").get(uid=run_uid)
    roster = rosters.take(run.roster.uid)
    run.refresh_from_db(fields=["state"])
    if run.state != RunState.RUNNING:
        return run
    if roster.version != run.seen_version:
        failed(run, "排班期间有人改了这张表，结果没有采用。请再排一次。")
        return run
    run.explanation = _explained(outcome_of)
    run.proposal = [[*key_of(one.place), person_of(one.member)] for one in outcome_of.turns]
    _end(run, STATES[outcome_of.status], str(outcome_of.status))
    if not roster.is_published:
        month = _emptied(month_of(roster, replans=run.replans), run)
        changes = _changes(run, [one.key for one in month.seats])
        write_changes(month, changes, by=None, act="roster_made", why=f"{_called(run)}，{outcome_of.status}")
    _tell(run, "已完成" if run.state == RunState.DONE else "排不出，给出了最接近的", str(outcome_of.status))
    return run


def _tell(run: RosterRun, outcome: str, body: str) -> None:
    """Who asked for it left the page with the promise that he is told."""
    realtime.notify(
        [run.asked_by],
        kind="duty",
        title=f"{run.roster}：{_called(run)}{outcome}",
        body=body,
        url=run.roster.get_absolute_url(),
        about=run.roster.uid,
    )


def _emptied(month: Month, run: RosterRun) -> Month:
    """A draft without the turns of places that the result leaves empty."""
    kept = _changes(run, [one.key for one in month.seats])
    gone = [one.turn.pk for one in month.seats if one.turn and one.key not in kept]
    if not gone:
        return month
    Turn.objects.filter(pk__in=gone).delete()
    return month_of(month.roster, replans=run.replans)


@action
def accept_run(roster_uid: UUID, run_uid: UUID, *, seen: int, insists: bool = False, by: Actor, key: UUID) -> Roster:
    """采用：the proposal for a published month; those concerned are told."""
    roster, run = _proposed(roster_uid, run_uid, by=by)
    refuse_outdated(roster, seen)
    if roster.version != run.seen_version:
        raise SomebodyWasFirst("没有采用：这张表后来又改过。请再“重新安排”一次。")
    month = month_of(roster)
    found = _changes(run, [one.key for one in month.seats if one.turn])
    changes = {
        one.key: found[one.key]
        for one in month.seats
        if one.turn and found.get(one.key, one.turn.person_id) != one.turn.person_id
    }
    if any(one.shift.starts_at <= now() for one in month.seats if one.key in changes):
        raise SomebodyWasFirst("没有采用：其中的班已经开始。请再“重新安排”一次。")
    refuse_conflicts(month, changes, insists=insists, before="没有采用")
    run.state = RunState.TAKEN
    run.save(update_fields=["state"])
    write_changes(month, changes, by=by, act="replanned", why="重新安排")
    return roster


@action
def drop_run(roster_uid: UUID, run_uid: UUID, *, by: Actor, key: UUID) -> Roster:
    """不采用."""
    roster, run = _proposed(roster_uid, run_uid, by=by)
    run.state = RunState.DROPPED
    run.save(update_fields=["state"])
    record(by, "duty.run_dropped", stream=_stream(roster), about=roster.uid, title=str(roster))
    return roster


def _proposed(roster_uid: UUID, run_uid: UUID, *, by: Actor) -> tuple[Roster, RosterRun]:
    roster = rosters.take_kept(roster_uid, by=by)
    run = RosterRun.objects.filter(uid=run_uid, roster=roster).first()
    if run is None:
        raise NotThere("该安排")
    if run.state not in {RunState.DONE, RunState.IMPOSSIBLE} or not roster.is_published:
        raise SomebodyWasFirst(f"没有办：这份安排现在是“{run.get_state_display()}”。")
    return roster, run


def failed(run: RosterRun, why: str) -> None:
    """Inside the transaction that ends the job, with the unit locked: who asked is told."""
    _end(run, RunState.FAILED, why[:400])
    _tell(run, "没有办成", run.says)


def _end(run: RosterRun, state: RunState, says: str) -> None:
    run.state, run.says, run.ended_at = state, says, now()
    run.save(update_fields=["state", "says", "ended_at", "explanation", "proposal"])


def _explained(outcome: Outcome) -> dict[str, object]:
    return {
        "status": str(outcome.status),
        "words": outcome.score.words,
        "terms": [one.words for one in outcome.score.terms],
        "reasons": list(outcome.reasons),
        "broken": [one.words for one in outcome.broken],
        "changed": len(outcome.changed),
    }


def _changes(run: RosterRun, wanted: Sequence[Key]) -> dict[Key, int]:
    found = {(shift, role, place): person for shift, role, place, person in run.proposal}
    return {key: found[key] for key in wanted if key in found}


def _called(run: RosterRun) -> str:
    return "重新安排" if run.replans else "自动排班"


def _stream(roster: Roster) -> str:
    return f"duty:{roster.unit.uid}"
