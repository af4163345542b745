"""The trail of a run for a page: lanes by round, who held what from when to when, and with which result."""

from dataclasses import dataclass
from datetime import datetime

from docflow.flow.definition import Definition
from docflow.flow.run import DEEDS, Opinion, Run, Task, Visit


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stretch of the way: somebody's task, a job of the system, or an answer of an earlier round that still stands.

    `holder` is empty for a pool nobody took and for the system. `until` is empty while it is open. `outcome` is that of
    the task, `passed` for a step that passed by itself, `stands` for an earlier answer (`of_round` says of which round).
    `has_acted`: only whoever acted himself; not one whose task was closed by another's act.
    """

    step: str
    label: str
    round: int
    task: str = ""
    purpose: str = "handle"
    holder: str = ""
    by: str = ""
    pool: tuple[str, ...] = ()
    since: datetime
    until: datetime | None = None
    outcome: str = ""
    has_acted: bool = False
    of_round: int = 0
    opinions: tuple[Opinion, ...] = ()
    branch: str = ""


@dataclass(frozen=True)
class Lane:
    """One round: from the start, or from a going back, to the next going back."""

    round: int
    stays: tuple[Stay, ...]


def lanes(definition: Definition, run: Run) -> tuple[Lane, ...]:
    """Everything that happened, round by round, in order."""
    stays = [stay for visit in run.visits for stay in _stays(definition, run, visit)]
    return tuple(
        Lane(n, tuple(stay for stay in stays if stay.round == n)) for n in sorted({stay.round for stay in stays})
    )


def holding(definition: Definition, run: Run) -> tuple[Stay, ...]:
    """Who holds it now, and since when; the system, too."""
    return tuple(
        stay
        for lane in lanes(definition, run)
        for stay in lane.stays
        if stay.until is None and stay.outcome != "stands"
    )


def _stays(definition: Definition, run: Run, visit: Visit) -> list[Stay]:
    label = definition.step(visit.step).label
    branch = _branch_label(definition, run, visit)
    stays = [
        Stay(
            step=visit.step,
            label=label,
            round=visit.round,
            holder=party.answer.holder,
            since=visit.opened.at,
            until=visit.opened.at,
            outcome="stands",
            of_round=party.answer.round,
            opinions=_opinions(run, party.answer.task),
            branch=branch,
        )
        for party in visit.parties
        if party.answer and _task_visit(run, party.answer.task) != visit.id
    ]
    if visit.outcome == "passed":
        stays.append(
            Stay(
                step=visit.step,
                label=label,
                round=visit.round,
                holder=visit.parties[0].holder,
                since=visit.opened.at,
                until=visit.opened.at,
                outcome="passed",
                branch=branch,
            )
        )
    stays += [_task_stay(run, task, label, branch) for task in run.tasks if task.visit == visit.id]
    stays += [
        Stay(
            step=visit.step,
            label=label,
            round=visit.round,
            since=wait.opened.at,
            until=wait.closed.at if wait.closed else None,
            outcome=wait.outcome,
            branch=branch,
        )
        for wait in run.waits
        if wait.visit == visit.id
    ]
    return sorted(stays, key=lambda stay: stay.since)


def _task_stay(run: Run, task: Task, label: str, branch: str) -> Stay:
    return Stay(
        step=task.step,
        label=label,
        round=task.round,
        task=task.id,
        purpose=task.purpose,
        holder=task.holder,
        by=task.by,
        pool=task.pool,
        since=task.opened.at,
        until=task.closed.at if task.closed else None,
        outcome=task.outcome,
        has_acted=task.outcome in DEEDS,
        opinions=_opinions(run, task.id),
        branch=branch,
    )


def _opinions(run: Run, task: str) -> tuple[Opinion, ...]:
    return tuple(opinion for opinion in run.opinions if opinion.task == task)


def _task_visit(run: Run, name: str) -> str:
    task = run.task(name)
    return task.visit if task else ""


def _branch_label(definition: Definition, run: Run, visit: Visit) -> str:
    if visit.within is None:
        return ""
    fork_id, key = visit.within
    fork = next(other for other in run.visits if other.id == fork_id)
    return next(branch.label for branch in definition.step(fork.step).branches if branch.key == key)
