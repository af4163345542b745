"""What a holder may do now. Buttons are drawn from this; every act asks the same guards, so a button and its gate agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docflow.flow import guards
from docflow.flow.acts import STANCES, Stance, Then
from docflow.flow.board import Board
from docflow.flow.definition import Definition, Step
from docflow.flow.refusals import Refused
from docflow.flow.run import Run, Task
from docflow.flow.who import Chosen


@dataclass(frozen=True, kw_only=True)
class Way:
    """One choice: its key and label, the step it leads to, and out of whom people are to be chosen for that, if so."""

    key: str
    label: str
    to: str = ""
    to_label: str = ""
    choose: Chosen | None = None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One act that is open to a holder, or to the flow administrator, with what it asks for.

    `act` is the kind of the act. `task` is empty where the act is the run's, not a task's. `ways` are the choices of a
    `complete`; `targets` the steps of a `return_to` or `correct` (key, label), `then` the ways on from there, the usual
    one first; `stances` the words of a 会签 (key, label).
    """

    act: str
    task: str = ""
    ways: tuple[Way, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    then: tuple[Then, ...] = ()
    stances: tuple[tuple[Stance, str], ...] = ()
    opinion_required: bool = False
    reason_required: bool = False
    fields_required: tuple[str, ...] = ()


def next_acts(
    definition: Definition,
    run: Run,
    holder: str,
    *,
    fields: Mapping[str, Any] | None = None,
    as_keeper: bool = False,
) -> list[Offer]:
    """What this holder may do, task by task, in the order in which buttons stand; the flow administrator's acts last.

    `fields`: the document's fields as they stand, if they are newer than those of the last act.
    """
    board = Board.at_rest(definition, run, fields)
    offers: list[Offer] = []
    for task in run.tasks:
        if task.closed is None and holder in task.candidates:
            offers += _on_open(board, task)
        elif task.closed and task.holder == holder:
            offers += _on_closed(board, task, holder)
    return offers + list(_on_run(board, holder, as_keeper=as_keeper))


def _on_open(board: Board, task: Task) -> Iterator[Offer]:
    step = board.definition.step(task.step)
    if not board.before.has_ended:
        yield Offer(act="save_opinion", task=task.id)
    if board.before.status != "live":
        return
    yield _complete(board, step, task)
    if not task.holder:
        yield Offer(act="claim", task=task.id)
    elif task.pool:
        yield Offer(act="put_back", task=task.id)
    if targets := guards.returns_of(board, task):
        labels = tuple((key, board.definition.label_of(key)) for key in targets)
        then: tuple[Then, ...] = ("walk_again", "straight_back")
        then = then[::-1] if step.is_joint else then
        yield Offer(act="return_to", task=task.id, targets=labels, then=then, reason_required=True)
    if guards.gives(step, task, "reassign"):
        yield Offer(act="reassign", task=task.id)


def _complete(board: Board, step: Step, task: Task) -> Offer:
    ways = tuple(_way(board, step, key, label) for key, label in guards.choices_of(board, task).items())
    if task.purpose != "handle":
        return Offer(act="complete", task=task.id, ways=ways, opinion_required=task.purpose == "reply")
    stances = tuple(STANCES.items()) if step.advice != "none" else ()
    return Offer(
        act="complete",
        task=task.id,
        ways=ways,
        stances=stances,
        opinion_required=step.opinion == "required",
        fields_required=step.required,
    )


def _way(board: Board, step: Step, key: str, label: str) -> Way:
    choice = step.choice(key)
    to = choice.target(board.fields) if choice else None
    if to is None:
        return Way(key=key, label=label)
    who = board.definition.step(to).who if to in board.definition else None
    choose = who if isinstance(who, Chosen) else None
    return Way(key=key, label=label, to=to, to_label=board.definition.label_of(to), choose=choose)


def _on_closed(board: Board, task: Task, holder: str) -> Iterator[Offer]:
    if board.before.status != "live":
        return
    try:
        guards.withdrawable(board, task, holder)
    except Refused:
        return
    yield Offer(act="withdraw", task=task.id)


def _on_run(board: Board, holder: str, *, as_keeper: bool) -> Iterator[Offer]:
    run, definition = board.before, board.definition
    if run.has_ended:
        return
    mine = run.tasks_of(holder)
    gives = {
        act: as_keeper or any(guards.gives(definition.step(task.step), task, act) for task in mine)
        for act in ("suspend", "terminate")
    }
    if gives["suspend"]:
        is_live = run.status == "live"
        yield Offer(act="suspend" if is_live else "resume", reason_required=is_live)
    if as_keeper and run.status == "live":
        targets = tuple((step.key, step.label) for step in definition.steps if _may_correct(board, step))
        yield Offer(act="correct", targets=targets, reason_required=True)
    if gives["terminate"]:
        yield Offer(act="terminate", reason_required=True)


def _may_correct(board: Board, step: Step) -> bool:
    try:
        guards.to_correct(board, step.key)
    except Refused:
        return False
    return True
