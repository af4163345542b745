"""The trail of a run for a page: lanes by round, who held what from when to when, and with which result."""

from dataclasses import dataclass, replace
from datetime import datetime

from docflow.flow.definition import Definition
from docflow.flow.run import DEEDS, Answer, Opinion, Run, Task, Visit, Wait


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stretch of the way: somebody's task, a job of the system, or an answer of an earlier round that still stands.

    `holder` is empty for a pool nobody took and for the system. `until` is empty while it is open. `outcome` is that of
    the task, `passed` for a step that passed by itself, `stands` for an earlier answer (`of_round` says of which round).
    `has_acted`: only whoever acted himself; not one whose task was closed by another's act. `taken_back`: he took it back.
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
    taken_back: bool = False
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
    stay = Stay(
        step=visit.step,
        label=definition.step(visit.step).label,
        round=visit.round,
        since=visit.opened.at,
        until=visit.opened.at,
        branch=_branch_label(definition, run, visit),
    )
    stays = [_standing(run, stay, answer) for answer in _earlier_answers(run, visit)]
    if visit.outcome == "passed":
        stays.append(replace(stay, holder=visit.parties[0].holder, outcome="passed"))
    stays += [_of_task(run, stay, task) for task in run.tasks if task.visit == visit.id]
    stays += [_of_wait(stay, wait) for wait in run.waits if wait.visit == visit.id]
    return sorted(stays, key=lambda stay: stay.since)


def _earlier_answers(run: Run, visit: Visit) -> list[Answer]:
    """The answers that stand in a visit and were given before it."""
    here = {task.id for task in run.tasks if task.visit == visit.id}
    return [party.answer for party in visit.parties if party.answer and party.answer.task not in here]


def _standing(run: Run, stay: Stay, answer: Answer) -> Stay:
    opinions = _opinions(run, answer.task)
    return replace(stay, holder=answer.holder, outcome="stands", of_round=answer.round, opinions=opinions)


def _of_task(run: Run, stay: Stay, task: Task) -> Stay:
    return replace(
        stay,
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
        taken_back=task.id in run.taken_back,
        opinions=_opinions(run, task.id),
    )


def _of_wait(stay: Stay, wait: Wait) -> Stay:
    until = wait.closed.at if wait.closed else None
    return replace(stay, since=wait.opened.at, until=until, outcome=wait.outcome)


def _opinions(run: Run, task: str) -> tuple[Opinion, ...]:
    return tuple(opinion for opinion in run.opinions if opinion.task == task)


def _branch_label(definition: Definition, run: Run, visit: Visit) -> str:
    if visit.within is None:
        return ""
    fork_id, key = visit.within
    fork = next(other for other in run.visits if other.id == fork_id)
    return next(branch.label for branch in definition.step(fork.step).branches if branch.key == key)
