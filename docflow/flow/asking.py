"""Asking the parties of a visit: all at once, one after the other, until enough have answered; and what a 不同意 means."""

from dataclasses import replace

from docflow.flow.board import Board
from docflow.flow.definition import Step
from docflow.flow.resolving import People
from docflow.flow.run import DEEDS, Party, Task, Visit


def proceed(board: Board, people: People, visit: Visit) -> bool:
    """Open what has to be asked now in this visit; True when it is satisfied and the run may walk on.

    A 不同意 that was not answered yet asks the drafter first. Then binding advice asks those who disagreed once more;
    consultative advice has been heard and goes on.
    """
    step = board.definition.step(visit.step)
    pending = [n for n, party in enumerate(visit.parties) if party.answer is None]
    if pending and not _has_quorum(step, visit):
        _ask(board, visit, pending[:1] if step.mode == "sequence" else pending)
        return False
    board.close_tasks_of(visit.id, "not_needed")
    if step.advice == "none":
        return True
    if any(party.answer and party.answer.stance == "disagree" and not party.answer.replied for party in visit.parties):
        board.open_task(visit, people.drafter(step), purpose="reply")
        return False
    if step.advice == "consultative" or _has_quorum(step, visit):
        return True
    opposed = [n for n, party in enumerate(visit.parties) if party.answer and party.answer.stance == "disagree"]
    if not opposed:
        return True
    parties = tuple(
        replace(people.again(step, party), answer=None) if n in opposed else party
        for n, party in enumerate(visit.parties)
    )
    board.visits[visit.id] = visit = replace(visit, parties=parties)
    return proceed(board, people, visit)


def answered(board: Board, visit: Visit, n: int, party: Party) -> Visit:
    """The visit with one party's answer, or with a party that is to be asked again."""
    parties = (*visit.parties[:n], party, *visit.parties[n + 1 :])
    board.visits[visit.id] = visit = replace(visit, parties=parties)
    return visit


def replied(board: Board, visit: Visit) -> Visit:
    """The visit after the drafter has answered whoever disagreed."""
    parties = tuple(
        replace(party, answer=replace(party.answer, replied=True)) if party.answer else party for party in visit.parties
    )
    board.visits[visit.id] = visit = replace(visit, parties=parties)
    return visit


def _has_quorum(step: Step, visit: Visit) -> bool:
    if step.mode != "quorum":
        return False
    consents = sum(party.answer is not None and party.answer.stance != "disagree" for party in visit.parties)
    return consents >= min(step.quorum, len(visit.parties))


def _ask(board: Board, visit: Visit, whom: list[int]) -> None:
    asked = {task.party for task in board.open_tasks_of(visit.id)}
    for n in whom:
        if n not in asked:
            party = visit.parties[n]
            board.open_task(visit, party, n=n, draft=_draft(board, visit, party))


def _draft(board: Board, visit: Visit, party: Party) -> str:
    """What this holder had written and not given when his task was last closed by another's act."""
    last: Task | None = None
    for task in board.tasks.values():
        if task.step == visit.step and party.holder and task.holder == party.holder and task.closed:
            last = task
    return last.draft if last and last.outcome not in DEEDS else ""
