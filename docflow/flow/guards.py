"""What may be done now, by whom: asked by the acts before they change anything, and by the page that draws the buttons."""

from docflow.flow.acts import BACK, REPLY, RETRY, Reassign, Resume, Suspend, Terminate
from docflow.flow.board import Board
from docflow.flow.definition import HolderAct, Step
from docflow.flow.refusals import Refused
from docflow.flow.regions import closed_by, has_seen, inside, is_open, on_the_way, where
from docflow.flow.run import DEEDS, Run, Task, Visit


def held(run: Run, name: str, holder: str, *, even_suspended: bool = False) -> Task:
    """The open task, if this holder has it or may take it. Refused: unknown, ended, closed, suspended, taken, not_holder."""
    task = known(run, name)
    if task.closed:
        raise Refused("closed", "没有办理：这件已经办过或已转到别处。请刷新后查看。", by=task.by, at=task.closed.at)
    if not even_suspended:
        not_suspended(run)
    if holder not in task.candidates:
        if holder in task.pool:
            raise Refused("taken", "没有办理：这件已由他人领办。", by=task.holder)
        raise Refused("not_holder", "没有办理：这件不由您办理。")
    return task


def known(run: Run, name: str) -> Task:
    """The task of that id, open or closed."""
    task = run.task(name)
    if task is None:
        raise Refused("unknown", "没有找到这项待办。")
    return task


def not_ended(run: Run) -> None:
    """Refused `ended`."""
    if run.has_ended:
        raise Refused("ended", "没有办理：流程已经结束。")


def not_suspended(run: Run) -> None:
    """Refused `ended` or `suspended`."""
    not_ended(run)
    if run.status == "suspended":
        raise Refused("suspended", "没有办理：流程已挂起。恢复后再办。")


def choices_of(board: Board, task: Task) -> dict[str, str]:
    """The choices open to the holder of a task: key to label."""
    step = board.definition.step(task.step)
    if task.purpose == "reply":
        return {REPLY: "答复意见"}
    if task.purpose == "repair":
        return {RETRY: "重试"}
    if board.visits[task.visit].back:
        return {BACK: "送回退回人"}
    return {choice.key: choice.label for choice in step.choices if choice.target(board.fields)}


def gives(step: Step, task: Task, act: HolderAct) -> bool:
    """Whether the definition gives the holder of a task this act."""
    if act == "return_to" and task.purpose != "handle":
        return True
    return act in step.acts


def returns_of(board: Board, task: Task) -> dict[str, Visit]:
    """The steps to which a task may be returned now, each with the visit on the way here; for a reply, also the draft."""
    definition = board.definition
    step = definition.step(task.step)
    if not gives(step, task, "return_to"):
        return {}
    keys = [*step.returns, definition.start] if task.purpose == "reply" else step.returns
    found = {key: on_the_way(board, key, task.visit) for key in dict.fromkeys(keys)}
    return {key: visit for key, visit in found.items() if visit}


def to_reassign(board: Board, act: Reassign) -> Task:
    """The open task that is to be given to another, who is not asked in the same visit already."""
    run = board.before
    if act.as_keeper:
        task = known(run, act.task)
        if task.closed:
            raise Refused("closed", "没有转办：这件已经办过或已转到别处。", by=task.by, at=task.closed.at)
        not_suspended(run)
        reason_given(act.reason, "没有转办：请写明理由。")
    else:
        task = held(run, act.task, act.principal)
        if not gives(board.definition.step(task.step), task, "reassign"):
            raise Refused("not_allowed", "没有转办：这个环节不能转办。")
    parties = board.visits[task.visit].parties
    others = [party for n, party in enumerate(parties) if n != task.party]
    if act.to == task.holder or any(act.to in {*party.candidates, party.holder} for party in others):
        raise Refused("not_allowed", "没有转办：所选的人已在本环节办理。请另选一人。")
    return task


def to_correct(board: Board, key: str) -> Visit | None:
    """Whether the run may be sent to a step: its visit on the way here, None for a step ahead.

    Nobody is sent past a step that must see every text (签发) unless it has seen this one.
    """
    definition = board.definition
    if key not in definition or definition.step(key).kind != "human":
        raise Refused("unknown", "没有特送：没有这个办理环节。")
    found = (on_the_way(board, key, visit.id) for visit in board.before.open_visits)
    if earlier := next((visit for visit in found if visit), None):
        return earlier
    if blind := [step for step in definition.seen_before[key] if not has_seen(board, step)]:
        label = definition.step(blind[0]).label
        raise Refused("not_allowed", f"没有特送：现在的正文未经“{label}”，不能越过。请特送到“{label}”或之前的环节。")
    return None


def may_halt(board: Board, act: Suspend | Resume | Terminate) -> None:
    """Refused unless the flow administrator does it, or the holder of a task whose step gives him the act; with its reason."""
    given: HolderAct = "terminate" if isinstance(act, Terminate) else "suspend"
    mine = board.before.tasks_of(act.principal)
    if not act.as_keeper and not any(gives(board.definition.step(task.step), task, given) for task in mine):
        raise Refused("not_allowed", "没有办理：这件流程不由您挂起、恢复或终止。")
    if not isinstance(act, Resume):
        reason_given(act.reason, "没有办理：请写明理由。")


def reason_given(reason: str, sentence: str) -> None:
    """Refused `missing_reason`."""
    if not reason.strip():
        raise Refused("missing_reason", sentence)


def withdrawable(board: Board, task: Task, holder: str) -> None:
    """Refused unless the holder of a closed task may take back what he did on it: he was last, and nobody acted on it since."""
    if not task.closed or task.holder != holder or task.outcome not in {"done", "returned"}:
        raise Refused("not_allowed", "没有撤回：您没有可以撤回的办理。")
    if "withdraw" not in board.definition.step(task.step).acts or task.purpose != "handle":
        raise Refused("not_allowed", "没有撤回：这个环节办出后不能撤回。")
    if board.visits[task.visit].closed is None:
        _answer_stands(board, task)
    else:
        _nobody_acted_since(board, task.closed.seq)


def _answer_stands(board: Board, task: Task) -> None:
    """In a 会签 that is still open: his own answer counts, was not replied to, and nobody was asked after him and answered."""
    visit = board.visits[task.visit]
    answers = [party.answer for party in visit.parties]
    mine = answers[task.party]
    if mine is None or mine.task != task.id or mine.replied:
        raise Refused("too_late", "没有撤回：您的意见已有后续办理。")
    in_turn = board.definition.step(task.step).mode == "sequence"
    if in_turn and any(answers[task.party + 1 :]):
        raise Refused("too_late", "没有撤回：下一位已经办理。")


def _nobody_acted_since(board: Board, seq: int) -> None:
    opened = [visit for visit in board.visits.values() if visit.opened.seq == seq and visit.outcome != "passed"]
    tasks = [task for task in board.tasks.values() if task.visit in {visit.id for visit in opened}]
    if any(visit.closed for visit in opened) or any(task.outcome in DEEDS for task in tasks):
        raise Refused("too_late", "没有撤回：下一位已经办理。请联系他退回。")
    if any(wait.visit in {visit.id for visit in opened} for wait in board.waits.values()):
        raise Refused("too_late", "没有撤回：已交系统办理，不能撤回。")
    if not _stands_as_left(board, seq):
        raise Refused("too_late", "没有撤回：流程已转到别处。")


def _stands_as_left(board: Board, seq: int) -> bool:
    """Whether the region that the act `seq` left holds just what that act put there, or its arrival at the join."""
    root = closed_by(board, seq)
    if root is None or not is_open(board, root.step):
        return False
    within = where(board, root.step)
    if token := board.token(within):
        return all(visit.opened.seq == seq for visit in (token, *inside(board, token)))
    return within is not None and dict(board.visits[within[0]].arrived).get(within[1]) == root.id
