"""Forward along the route: into a step, into the branches of a fork, out of them at the join, to the end.

Every region (the trunk, or one branch of an open fork) holds one open visit at most. `returning.Walk` goes the other way.
"""

from abc import ABC, abstractmethod
from dataclasses import replace

from docflow.flow.acts import Complete
from docflow.flow.asking import proceed
from docflow.flow.board import Board
from docflow.flow.definition import END, JOIN, Step
from docflow.flow.regions import Within, children, unseen, without_loop
from docflow.flow.resolving import People
from docflow.flow.run import Visit
from docflow.flow.who import Chosen


class Forward(ABC):
    """The moves of one act on a board, as far as they lead on."""

    def __init__(self, board: Board, people: People) -> None:
        self.board = board
        self.people = people
        self._may_pass = isinstance(board.act, Complete)

    @abstractmethod
    def straight_back(self, visit: Visit) -> bool:
        """Undo the return that led to a visit which is now done; False when there is nothing to go straight back to."""

    @abstractmethod
    def reopen_for_change(self, key: str, came_from: str) -> None:
        """Ask a step that must see every text and has not seen this one."""

    def ask(self, visit: Visit, choice: str = "") -> None:
        """Ask whoever is still to be asked in an open visit; if nobody is, it is done and the run walks on by the choice."""
        if proceed(self.board, self.people, self.board.visits[visit.id]):
            self.conclude(visit, choice)

    def conclude(self, visit: Visit, choice: str = "") -> None:
        """A visit is done: straight back to whoever returned it, or on by a choice (the first open one if none is named)."""
        self.board.close_visit(visit.id, "done")
        if visit.back and self.straight_back(visit):
            return
        self._go(self._target(self.board.definition.step(visit.step), choice), visit.id, visit.within)

    def enter(self, key: str, came_from: str, within: Within) -> None:
        """Open a step in a region that is empty."""
        board = self.board
        step = board.definition.step(key)
        visit = self.draw(step, without_loop(board, key, came_from), within)
        if step.kind == "human":
            visit = board.open_visit(replace(visit, parties=self.people.for_step(step)))
            if self._passes(step, visit):
                self._pass(step, visit)
            else:
                self.ask(visit)
        elif step.kind == "system":
            board.open_wait(board.open_visit(visit))
        else:
            visit = board.open_visit(visit)
            for branch in step.branches:
                # A branch that passes by itself may already have been enough for the join.
                if board.visits[visit.id].closed is None:
                    self.enter(branch.first, visit.came_from, (visit.id, branch.key))

    def _go(self, target: str, came_from: str, within: Within) -> None:
        if blind := unseen(self.board, self.board.visits[came_from].step, came_from):
            self.reopen_for_change(blind, came_from)
        elif target == END:
            self.board.status = "finished"
        elif target == JOIN and within:
            self._arrive(came_from, within)
        else:
            self.enter(target, came_from, within)

    def _arrive(self, last: str, within: tuple[str, str]) -> None:
        board = self.board
        fork, branch = board.visits[within[0]], within[1]
        board.visits[fork.id] = fork = replace(fork, arrived=(*fork.arrived, (branch, last)))
        step = board.definition.step(fork.step)
        if len(fork.arrived) < step.needed:
            return
        for child in children(board, fork):
            board.close_under(child.id, "not_needed")
        board.close_visit(fork.id, "done")
        self._go(self._target(step), fork.id, fork.within)

    def _target(self, step: Step, choice: str = "") -> str:
        targets = self._targets(step)
        return targets[choice or next(iter(targets))]

    def _targets(self, step: Step) -> dict[str, str]:
        return {way.key: target for way in step.choices if (target := way.target(self.board.fields))}

    def _passes(self, step: Step, visit: Visit) -> bool:
        """Whether a step passes by itself. It takes its only choice, which is nearer to the end (`ways_out`), so that steps
        of one person do not pass in a circle."""
        if not step.skip_if_same_person or not self._may_pass:
            return False
        if [party.candidates for party in visit.parties] != [(self.board.act.principal,)]:
            return False
        targets = list(self._targets(step).values())
        if len(targets) != 1:
            return False
        target = targets[0]
        is_chosen = target in self.board.definition and isinstance(self.board.definition.step(target).who, Chosen)
        return not is_chosen or bool(isinstance(self.board.act, Complete) and self.board.act.chosen)

    def _pass(self, step: Step, visit: Visit) -> None:
        self.board.close_visit(visit.id, "passed")
        self.board.say("passed", step.key, f"“{step.label}”与上一环节为同一人，自动通过。")
        self._go(self._target(step), visit.id, visit.within)

    def draw(self, step: Step, came_from: str, within: Within) -> Visit:
        """A visit as it would be opened now; the board gives it its id."""
        board = self.board
        return Visit(id="", step=step.key, round=board.round, opened=board.stamp, came_from=came_from, within=within)
