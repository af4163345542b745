"""Backward along the route, and straight back again.

Going to a step closes what stands in its region and opens the step there, so nothing can stay open beside it. What an
act closed can be opened again as it stood: that is both the way straight back to whoever returned something, and 撤回.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from docflow.flow.regions import (
    Within,
    children,
    closed_by,
    closed_in,
    forget_arrival,
    is_open,
    standing,
    unseen,
    where,
    without_loop,
)
from docflow.flow.run import Answer, Visit, VisitOutcome
from docflow.flow.walking import Forward


@dataclass(frozen=True)
class Keep:
    """What stands when visits are opened again: whose answer, and which branch that had arrived, by its last visit."""

    answer: Callable[[Answer], bool]
    branch: Callable[[Visit], bool]


class Walk(Forward):
    """All moves of one act on a board."""

    def place(self, key: str, outcome: VisitOutcome, *, came_from: str, back: int = 0) -> None:
        """Open a step in its region, closing what stands in the way there. The round goes up.

        Those who were asked there before are asked again; if nobody was, those whom its rule names.
        """
        board = self.board
        self._may_pass = False
        board.round += 1
        step = board.definition.step(key)
        parties = self.people.for_step_again(step, board.last(key))
        within = self._clear(key, outcome)
        self.ask(board.open_visit(replace(self.draw(step, came_from, within), parties=parties, back=back)))

    def place_ahead(self, key: str, outcome: VisitOutcome) -> None:
        """The same for a step that need not lie on the way to here."""
        came_from = without_loop(self.board, key, standing(self.board, key))
        self.place(key, outcome, came_from=came_from)

    def restore(self, seq: int, keep: Keep) -> None:
        """Open again what the act `seq` closed, in a region that is open and empty."""
        self._may_pass = False
        root = closed_by(self.board, seq)
        if root is None:
            raise LookupError(seq)
        within = where(self.board, root.step)
        forget_arrival(self.board, within)
        self._restore(root, within, seq, keep)

    def straight_back(self, visit: Visit) -> bool:
        board = self.board
        root = closed_by(board, visit.back)
        if root is None or not is_open(board, root.step) or not self._leave(visit, where(board, root.step)):
            return False
        if blind := unseen(board, root.step, root.came_from):
            self.reopen_for_change(blind, root.came_from)
        else:
            digest = board.digest
            self.restore(visit.back, Keep(lambda answer: answer.digest == digest, lambda last: last.digest == digest))
        return True

    def reopen_for_change(self, key: str, came_from: str) -> None:
        label = self.board.definition.step(key).label
        self.board.say("reopened_for_change", key, f"现在的正文未经“{label}”，送“{label}”办理。")
        self.place(key, "reopened", came_from=without_loop(self.board, key, came_from))

    def _leave(self, visit: Visit, within: Within) -> bool:
        """Join the forks between a visit that is done and an outer region, unless something else is open in them."""
        board = self.board
        inner, last = visit.within, visit.id
        left: dict[str, tuple[str, str]] = {}
        while inner != within:
            if inner is None:
                return False
            fork = board.visits[inner[0]]
            if any(child.id not in left for child in children(board, fork)):
                return False
            left[fork.id] = (inner[1], last)
            inner, last = fork.within, fork.id
        for fork_id, arrival in left.items():
            fork = board.visits[fork_id]
            board.visits[fork_id] = replace(fork, arrived=(*fork.arrived, arrival))
            board.close_visit(fork_id, "done")
        return True

    def _restore(self, old: Visit, within: Within, seq: int, keep: Keep) -> None:
        board = self.board
        step = board.definition.step(old.step)
        visit = replace(self.draw(step, old.came_from, within), back=old.back)
        if step.kind == "human":
            visit = board.open_visit(replace(visit, parties=self.people.once_more(step, old.parties, keep.answer)))
            for party in visit.parties:
                if party.answer and party.answer.round < board.round:
                    board.say("answer_stands", step.key, f"“{step.label}”第{party.answer.round}轮的意见仍然有效。")
            self.ask(visit)
        elif step.kind == "system":
            board.open_wait(board.open_visit(visit))
        else:
            self._restore_fork(old, visit, seq, keep)

    def _restore_fork(self, old: Visit, visit: Visit, seq: int, keep: Keep) -> None:
        board = self.board
        step = board.definition.step(old.step)
        closed = closed_in(board, seq)
        standing_then = {v.within[1]: v for v in closed.values() if v.within and v.within[0] == old.id}
        arrived = {branch: board.visits[last] for branch, last in old.arrived if last not in closed}
        kept = {branch: last.id for branch, last in arrived.items() if keep.branch(last)}
        visit = board.open_visit(replace(visit, arrived=tuple(kept.items())))
        for branch in step.branches:
            within = (visit.id, branch.key)
            if branch.key in standing_then:
                self._restore(standing_then[branch.key], within, seq, keep)
            elif branch.key in arrived and branch.key not in kept:
                self.enter(branch.first, visit.came_from, within)

    def _clear(self, key: str, outcome: VisitOutcome) -> Within:
        """Empty the region of a step; a fork round it that is not open is opened for this branch."""
        board = self.board
        base = standing(board, key)
        within: Within = None
        for fork, branch in board.definition.region(key):
            token = board.token(within)
            if token is None or token.step != fork:
                if token:
                    board.close_under(token.id, outcome)
                within = self._fork_again(fork, branch, base, within)
            else:
                within = (token.id, branch)
                forget_arrival(board, within)
        if token := board.token(within):
            board.close_under(token.id, outcome)
        return within

    def _fork_again(self, key: str, branch: str, base: str, within: Within) -> tuple[str, str]:
        """A fork opened to walk one branch: what had arrived stands; what had not, although it was needed, is walked now."""
        board = self.board
        step = board.definition.step(key)
        last = board.last(key)
        arrived = tuple(pair for pair in last.arrived if pair[0] != branch) if last else ()
        came_from = last.came_from if last else without_loop(board, key, base)
        fork = board.open_visit(replace(self.draw(step, came_from, within), arrived=arrived))
        had_enough = last is not None and last.outcome == "done"
        for other in step.branches:
            if other.key not in {branch, *dict(arrived)} and not had_enough:
                self.enter(other.first, came_from, (fork.id, other.key))
        return fork.id, branch
