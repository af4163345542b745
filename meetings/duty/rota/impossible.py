"""排不出来：which rules together rule every roster out, and the roster that breaks least.

All rules are assumed, and the solver is asked which of these assumptions cannot hold together. They are then left away, halves of them, quarters, single
ones: what is not needed for it stays away, so that in the end none of those that are told could be left out.
"""

import time
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import Breach, check
from meetings.duty.rota.cpsat import Answer
from meetings.duty.rota.fairness import groups
from meetings.duty.rota.holding import Assumed, Only, Priced, Reason
from meetings.duty.rota.model import RosterModel
from meetings.duty.rota.outcome import Run
from meetings.duty.rota.problem import Absence, Problem, Turn
from meetings.duty.rota.reasons import in_words
from meetings.duty.rota.searching import WHOLE, impossible_part

PRICE = 10_000
"""More than all changes of a year."""
SOON = 1.0
"""Seconds for the first question: it is answered at once or not for long."""
WORDS = "正在找出互相冲突的规则"
EVEN = 2.0
"""Seconds in which the nearest is made more even."""
NEAR = timedelta(days=4)


def explain(problem: Problem, run: Run) -> tuple[str, ...]:
    """The rules, in whole sentences; where time is up, more of them than are needed, and it is said."""
    able, core, is_smallest = conflict(problem, run)
    words = in_words(able, core)
    return words if is_smallest else (*words, "时间所限，以上规则没有逐条核减，其中有的可能并不相干。")


def conflict(problem: Problem, run: Run) -> tuple[Able, list[Reason], bool]:
    """Rules of which not all can hold, and whether none of them could be left away.

    In a long problem the first month that cannot be filled by itself, if there is one.
    """
    able = Able.of(impossible_part(problem, run) or problem, is_wide=True)
    return (able, *_smallest(able, _of_one_role(able, _suspected(able, run), run), run))


def _suspected(able: Able, run: Run) -> list[Reason]:
    """Some that cannot hold together: all of them, where the solver does not soon say fewer. Places come last: rules are left away first."""
    manner = Assumed()
    model = RosterModel(able, manner=manner)
    roles = {place.key: place.role for place in able.problem.places}
    reasons = sorted(manner.literals, key=lambda one: (one.breach == Breach.GAP, roles.get(one.about, "")))
    model.model.assumed = [manner.literals[one] for one in reasons]
    solved = model.model.solve(seconds=min(SOON, run.left), seed=run.seed, watch=lambda *_: run.tell(WORDS))
    core = {manner.literals[one] for one in reasons} & set(solved.core)
    return [one for one in reasons if manner.literals[one] in core] if core else reasons


def _smallest(able: Able, core: list[Reason], run: Run) -> tuple[list[Reason], bool]:
    """Monotone: who is needed among more is needed among fewer, so each is looked at once when it comes to single ones."""
    size = max(1, len(core) // 2)
    while True:
        at = 0
        while at < len(core):
            fewer = [*core[:at], *core[at + size :]]
            if run.tell(WORDS):
                return core, False
            if _still(able, fewer, run):
                core = fewer
            else:
                at += size
        if size == 1:
            return core, True
        size //= 2


def _of_one_role(able: Able, core: list[Reason], run: Run) -> list[Reason]:
    """Only the places of one role, and the absences of those who could fill them, if that is too much: it is mostly one role that is short."""
    places = able.problem.places
    for role in dict.fromkeys(one.role for one in places):
        keys = {one.key for one in places if one.role == role}
        people = {
            able.problem.members[n].key
            for at, there in enumerate(able.of_place)
            if places[at].role == role
            for n in there
        }
        fewer = [one for one in core if _concerns(one, keys, people)]
        if not run.tell(WORDS) and _still(able, fewer, run):
            return fewer
    return core


def _concerns(reason: Reason, places: Collection[Hashable], people: Collection[Hashable]) -> bool:
    if reason.breach == Breach.GAP:
        return reason.about in places
    return not isinstance(reason.about, Absence) or reason.about.member in people


def _still(able: Able, reasons: Sequence[Reason], run: Run) -> bool:
    """Whether no roster holds these. Other places are looked at only where somebody's companion might fill them."""
    asked = {one.about.place if isinstance(one.about, Turn) else one.about for one in reasons}
    places = able.problem.places
    shifts = {place.shift for place in places if place.key in asked}
    if all(one.breach != Breach.TOGETHER for one in reasons):
        outside = {n for n, place in enumerate(places) if place.key not in asked}
    else:
        outside = {n for n, place in enumerate(places) if place.shift not in shifts}
    model = RosterModel(able, outside=outside, manner=Only(reasons=frozenset(reasons)))
    return model.model.solve(seconds=run.left, seed=run.seed).answer == Answer.NONE


@dataclass(frozen=True)
class Nearest:
    """The roster that breaks least: first as few rules as can be, an empty place counting most; then evenness."""

    problem: Problem
    begun: Sequence[Turn]
    seen: set[date] = field(default_factory=set)
    """Days that were looked at."""

    def find(self, run: Run) -> tuple[Turn, ...]:
        """A month is looked at whole, a year around each day on which something is broken. Where time is up, what was reached by then."""
        able = Able.of(self.problem, is_wide=True)
        turns = tuple(self.begun)
        if able.size > WHOLE:
            while not run.is_over and (day := self._worst(turns)) is not None:
                turns = self._priced(able, self._held(able, turns, day), turns, run, None)[0]
                self.seen.add(day)
            return turns
        turns, least = self._priced(able, {}, turns, run, None)
        if least is None:
            return turns
        return self._priced(able, {}, turns, replace(run, seconds=EVEN, since=time.monotonic()), least)[0]

    def _worst(self, turns: Sequence[Turn]) -> date | None:
        """The first day on which something is broken that was not looked at yet."""
        place_of = self.problem.place_of
        days = [place_of[one.place].on for one in check(self.problem, turns) if one.place in place_of]
        return next((day for day in days if day not in self.seen), None)

    def _held(self, able: Able, turns: Sequence[Turn], day: date) -> dict[int, int]:
        return {
            able.position[one.place]: able.person[one.member]
            for one in turns
            if abs(self.problem.place_of[one.place].on - day) > NEAR
        }

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
        return (model.turns(solved.values), solved.cost) if solved.is_solved else (tuple(turns), least)
