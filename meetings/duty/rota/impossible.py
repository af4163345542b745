"""排不出来：which rules together rule every roster out, and the roster that breaks least.

All rules are assumed, and the solver says which of these assumptions cannot hold together. They are then left away one by one: what is not needed for
it stays away, so that in the end none of those that are told could be left out.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import Breach, check
from meetings.duty.rota.cpsat import Answer
from meetings.duty.rota.fairness import groups
from meetings.duty.rota.holding import Assumed, Priced, Reason
from meetings.duty.rota.model import RosterModel
from meetings.duty.rota.outcome import Run
from meetings.duty.rota.problem import Problem, Turn
from meetings.duty.rota.reasons import in_words
from meetings.duty.rota.searching import WHOLE, impossible_part

PRICE = 10_000
"""More than all changes of a year."""
EVEN = 2.0
"""Seconds in which the nearest is made more even."""
NEAR = timedelta(days=10)


def explain(problem: Problem, run: Run) -> tuple[str, ...]:
    """The rules, in whole sentences. In a long problem the first month that cannot be filled by itself is looked at, if there is one."""
    able = Able.of(impossible_part(problem, run) or problem, is_wide=True)
    manner = Assumed()
    model = RosterModel(able, manner=manner)
    known = {literal: reason for reason, literal in manner.literals.items()}

    def still(reasons: Sequence[Reason]) -> list[Reason] | None:
        """Some of them that cannot hold together; None where they can, or where it is not known."""
        model.model.assumed = [manner.literals[one] for one in reasons]
        solved = model.model.solve(seconds=run.left, seed=run.seed, watch=lambda *_: run.tell("正在找出互相冲突的规则"))
        if solved.answer != Answer.NONE:
            return None
        core = {known[one] for one in solved.core}
        return [one for one in reasons if one in core]

    first = still(sorted(manner.literals, key=lambda one: one.breach != Breach.GAP))
    return in_words(able, _smallest(first, still)) if first else ()


def _smallest(core: list[Reason], still: Callable[[Sequence[Reason]], list[Reason] | None]) -> list[Reason]:
    """Leave away half of them, quarters … single ones. Monotone: who was needed among more is needed among fewer."""
    size = max(1, len(core) // 2)
    while True:
        at = 0
        while at < len(core):
            kept = still([*core[:at], *core[at + size :]])
            if kept is None:
                at += size
            else:
                at = sum(one in set(kept) for one in core[:at])
                core = kept
        if size == 1:
            return core
        size //= 2


@dataclass(frozen=True)
class Nearest:
    """The roster that breaks least: first as few rules as can be, an empty place counting most; then evenness."""

    problem: Problem
    begun: Sequence[Turn]

    def find(self, run: Run) -> tuple[Turn, ...]:
        """Of a year only the days around what is broken are looked at anew. Where time is up, what it was begun from."""
        able = Able.of(self.problem, is_wide=True)
        held = self._held(able)
        turns, least = self._priced(able, held, self.begun, run, None)
        if least is None:
            return tuple(self.begun)
        return self._priced(able, held, turns, replace(run, seconds=EVEN, since=time.monotonic()), least)[0]

    def _priced(
        self, able: Able, held: Mapping[int, int], turns: Sequence[Turn], run: Run, least: int | None
    ) -> tuple[tuple[Turn, ...], int | None]:
        """→ the roster, and what it breaks as a price. `least`: it must not cost more, and now it is looked at evenness."""
        model = RosterModel(able, held, manner=Priced(price=PRICE))
        model.keep(self.problem.before, 1)
        if least is not None:
            model.model.within(model.model.costs, -(10**9), least - model.model.fixed)
            model.model.costs, model.model.fixed = [], 0
            there = groups(able)
            model.weigh(there, [0] * len(there))
        model.begin_from(turns)
        words = "正在找违反规则最少的排法"
        solved = model.model.solve(
            seconds=run.left, workers=run.workers, seed=run.seed, watch=lambda *_: run.tell(words)
        )
        return (model.turns(solved.values), solved.cost) if solved.values else (tuple(turns), least)

    def _held(self, able: Able) -> dict[int, int]:
        if able.size <= WHOLE:
            return {}
        places = self.problem.places
        wrong = [
            able.position[key]
            for one in check(self.problem, self.begun)
            for key in {one.place, *(turn.place for turn in one.turns)}
            if key in able.position
        ]
        days = {places[n].on for n in wrong}
        return {
            able.position[one.place]: able.person[one.member]
            for one in self.begun
            if all(abs(self.problem.place_of[one.place].on - day) > NEAR for day in days)
        }
