"""Applying one act to a run, and replaying the recorded acts. Pure: values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from docflow.flow.acts import Act, Start
from docflow.flow.board import Board, Fact
from docflow.flow.definition import Definition
from docflow.flow.refusals import Refused
from docflow.flow.resolving import Answers, Asked, People, Recorded
from docflow.flow.run import Run, Task, Wait
from docflow.flow.verbs import Doing
from docflow.flow.who import Directory


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What an act did.

    `act` is the act as it is to be recorded. `opened` are tasks that wait since this act, `closed` those that do not any
    more, `changed` those that stay open with another holder or draft. `asked` are the jobs to be done for system steps,
    `dropped` those whose result is not wanted any more. `repeated`: the same act had been done before; nothing was changed.
    """

    run: Run
    act: Act
    opened: tuple[Task, ...] = ()
    closed: tuple[Task, ...] = ()
    changed: tuple[Task, ...] = ()
    asked: tuple[Wait, ...] = ()
    dropped: tuple[Wait, ...] = ()
    facts: tuple[Fact, ...] = ()
    repeated: bool = False


def apply(definition: Definition, run: Run | None, act: Act, now: datetime, directory: Directory) -> Applied:
    """Do one act. `run` is None for `Start` only; `now` is aware.

    Raises Refused, and then nothing has changed. The same key by the same principal again is done once.
    """
    if run and act.key in run.keys:
        if run.keys[act.key] != act.principal:
            raise Refused("not_allowed", "没有办理：这一页已经有人用过了。请刷新页面后再办。")
        return Applied(run=run, act=act, repeated=True)
    return _apply(definition, run, act, now, Asked(directory))


def replay(definition: Definition, acts: Iterable[Act]) -> Run:
    """The run that recorded acts make. Nobody is asked: who was resolved, and when, is in the acts.

    ValueError when these are not the whole record of one run of this definition.
    """
    run: Run | None = None
    for act in acts:
        if act.at is None or act.seq != (run.seq if run else 0) + 1:
            raise ValueError(f"动作记录不完整：第{act.seq}步")
        run = _apply(definition, run, act, act.at, Recorded(act.resolved)).run
    if run is None:
        raise ValueError("没有动作记录")
    return run


def _apply(definition: Definition, run: Run | None, act: Act, now: datetime, answers: Answers) -> Applied:
    before = _begun(definition, run, act)
    board = Board(definition, before, act, now)
    Doing.on(board, People(board, answers)).do(act)
    return _applied(before, board, replace(act, seq=board.stamp.seq, at=now, resolved=tuple(answers.given)))


def _begun(definition: Definition, run: Run | None, act: Act) -> Run:
    if run is None:
        if not isinstance(act, Start):
            raise Refused("unknown", "流程还没有开始。")
        return Run(flow=definition.key, version=definition.version, drafter=act.principal)
    if isinstance(act, Start):
        raise Refused("not_allowed", "流程已经开始。")
    if (run.flow, run.version) != (definition.key, definition.version):
        raise ValueError(f"流程 {run.flow} 第{run.version}版 不能按 {definition.key} 第{definition.version}版 办理")
    return run


def _applied(before: Run, board: Board, act: Act) -> Applied:
    run = board.run()
    tasks = {task.id: task for task in before.open_tasks}
    waits = {wait.id for wait in before.open_waits}
    return Applied(
        run=run,
        act=act,
        opened=tuple(task for task in run.open_tasks if task.id not in tasks),
        closed=tuple(task for task in run.tasks if task.closed and task.id in tasks),
        changed=tuple(task for task in run.open_tasks if tasks.get(task.id, task) != task),
        asked=tuple(wait for wait in run.open_waits if wait.id not in waits),
        dropped=tuple(wait for wait in run.waits if wait.outcome == "dropped" and wait.id in waits),
        facts=tuple(board.facts),
    )
