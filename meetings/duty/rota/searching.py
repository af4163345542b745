"""The search for the most even roster.

The turn-taker begins. A month is asked of the solver whole. A year is too large for that: people, days or turns that are counted together are let
go a few at a time, all others held, until the bound is reached or nothing moves any more; only then it is asked whole, with the time that is left.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import sqrt
from random import Random

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import check
from meetings.duty.rota.counting import Counting
from meetings.duty.rota.cpsat import Answer, Solved
from meetings.duty.rota.fairness import Group, cost, counts, refused_wishes, spread
from meetings.duty.rota.greedy import greedy
from meetings.duty.rota.holding import Strict
from meetings.duty.rota.model import RosterModel
from meetings.duty.rota.outcome import Run
from meetings.duty.rota.problem import Problem, Turn

WHOLE = 15_000
"""Up to so many (place, person) the solver is asked whole at once: a month of a hundred people."""
GAP = 10**8
"""What an empty place costs while a year is searched."""
QUICK, LONG = 0.3, 1.0
"""Seconds for a part of it: easy, and the most."""
FAR = 64
"""Days around what is empty, at most."""
PATIENCE = 40
"""Parts in a row that bring nothing."""


@dataclass
class Search:
    """`turns` are the best so far; `cost` theirs, gaps included. `bound`: no roster costs less. `is_impossible`: proved to have none."""

    able: Able
    run: Run
    groups: Sequence[Group] = ()
    turns: tuple[Turn, ...] = ()
    cost: int = 0
    bound: int = 0
    spreads: tuple[int, ...] = ()
    widest: tuple[int, ...] = ()
    """The spreads of the turn-taker, if it leaves no gap: none may be wider."""
    is_impossible: bool = False
    chance: Random = field(default_factory=Random)

    def begin(self) -> None:
        """What can be known before anything is searched."""
        counting = Counting(self.able)
        self.groups = counting.groups
        self.chance.seed(self.run.seed)
        self.run.tell("正在估算最公平能到什么程度")
        found = counting.bound(seed=self.run.seed)
        if found is None:
            self.is_impossible = True
            return
        self.bound, self.spreads = found.cost, found.spreads

    def _taken_in_turn(self) -> list[Turn]:
        """The turn-taker's roster, without the turns of those who would serve without a companion."""
        turns = greedy(self.able.problem, self.able)
        wrong = {turn for one in check(self.able.problem, turns) for turn in one.turns}
        return [one for one in turns if one not in wrong]

    def take(self, turns: Sequence[Turn]) -> None:
        """As the best so far."""
        self.turns = tuple(turns)
        self.cost = cost(self.able, self.groups, turns) + GAP * self.empty

    @property
    def empty(self) -> int:
        return len(self.able.problem.places) - len(self.turns)

    @property
    def is_done(self) -> bool:
        return self.is_impossible or self.cost <= self.bound or self.run.is_over

    def go(self) -> None:
        """Until it is the best, is proved to be impossible, or time is up."""
        self.begin()
        if self.is_impossible:
            return
        self.take(self._taken_in_turn())
        if not self.empty:
            self.widest = tuple(spread(one, counts(self.able.problem, one, self.turns)) for one in self.groups)
            self.run.tell("正在排得更公平", self.cost, self.bound)
        if not self.is_done and self.able.size > WHOLE:
            if self.empty:
                self.is_impossible = impossible_part(self.able.problem, self.run, self.turns) is not None
            self._fill()
            self._even_out()
        if not self.is_done:
            self._whole()

    def _whole(self) -> None:
        model = RosterModel(self.able)
        model.weigh(self.groups, self.spreads, self.widest)
        model.begin_from(self.turns)
        solved = self._solve(model, self.run.left, self.run.workers)
        if solved.answer == Answer.NONE:
            self.is_impossible = True
        elif solved.is_solved:
            turns = model.turns(solved.values)
            if self.empty or solved.cost < self.cost:
                self.take(turns)
            self.bound = max(self.bound, solved.bound)

    def _fill(self) -> None:
        """Let go of the days around what is empty, more and more of them, and only of places that share people with it. Evenness comes later."""
        able, places = self.able, self.able.problem.places
        days = 4
        while self.empty and not self.is_done and days <= FAR:
            held = self._held()
            place = self.chance.choice([n for n in range(len(places)) if n not in held])
            near, people = timedelta(days=days), set(able.of_place[place])
            free = {
                n
                for n, one in enumerate(places)
                if abs(one.on - places[place].on) <= near and not people.isdisjoint(able.of_place[n])
            }
            was = self.empty
            self._part(free, None, is_even=False)
            if self.empty == was:
                days += days // 2

    def _even_out(self) -> None:
        """Part after part, each larger while they are easy and smaller when they take too long."""
        idle, size = 0, 800.0
        while not self.is_done and idle < PATIENCE:
            was, since = self.cost, self.run.left
            kind = self.chance.random()
            if kind < 0.25:
                answer = self._part(self._some_days(size), None)
            elif kind < 0.4:
                answer = self._part(self._some_of_a_group(size), None)
            else:
                people = self._some_people(size)
                answer = self._part({n for n, one in self._held().items() if one in people}, people)
            size *= 1.3 if answer == Answer.BEST and since - self.run.left < QUICK else 0.8
            idle = 0 if self.cost < was else idle + 1

    def _held(self) -> dict[int, int]:
        able = self.able
        return {able.position[one.place]: able.person[one.member] for one in self.turns}

    def _some_days(self, size: float) -> set[int]:
        """Days around one on which a wish is not granted, or any."""
        problem = self.able.problem
        refused = [problem.wishes[n].on for n in refused_wishes(problem, self.turns)]
        middle = self.chance.choice(refused or [one.on for one in problem.places])
        order = sorted(range(len(problem.places)), key=lambda n: abs(problem.places[n].on - middle))
        found: set[int] = set()
        for n in order:
            size -= len(self.able.of_place[n])
            if found and size < 0:
                break
            found.add(n)
        return found

    def _some_of_a_group(self, size: float) -> set[int]:
        """Turns that are counted together, of whatever days."""
        group, _ = self._uneven_group()
        there = [n for n, one in enumerate(self.able.problem.places) if one.pool in group.pools]
        self.chance.shuffle(there)
        return set(there[: max(2, round(2 * size / len(group.moving)))])

    def _uneven_group(self) -> tuple[Group, Mapping[int, int]]:
        """Mostly one that could be more even, with its counts."""
        there = [(group, counts(self.able.problem, group, self.turns)) for group in self.groups]
        wide = [one for one, least in zip(there, self.spreads, strict=True) if spread(*one) > least]
        return self.chance.choice(wide if wide and self.chance.random() < 0.8 else there)

    def _some_people(self, size: float) -> set[int]:
        """Those who are furthest from their due in one group, and others by chance."""
        problem = self.able.problem
        group, served = self._uneven_group()
        order = sorted(group.moving, key=lambda one: (one.deviation(served.get(one.member, 0)), self.chance.random()))
        many = max(4, round(sqrt(size * len(problem.members) / len(problem.places))))
        found = {one.member for one in [*order[: many // 3], *order[-(many // 3) :]]}
        others = [one.member for one in group.moving if one.member not in found]
        found.update(self.chance.sample(others, min(many - len(found), len(others))))
        return found

    def _part(self, free: Collection[int], people: Collection[int] | None, *, is_even: bool = True) -> Answer:
        """Look at some places anew, all others held; `is_even`: at evenness too, not only at what is empty."""
        held = {n: one for n, one in self._held().items() if n not in free}
        model = RosterModel(self.able, held, people, self._outside(held, free), Strict(GAP if self.empty else None))
        if is_even:
            model.weigh(self.groups, self.spreads, self.widest)
        model.begin_from(self.turns)
        solved = self._solve(model, min(LONG, self.run.left))
        if solved.is_solved and (solved.cost < self.cost if is_even else solved.cost < GAP * self.empty):
            self.take(model.turns(solved.values))
        return solved.answer

    def _outside(self, held: Mapping[int, int], free: Collection[int]) -> set[int]:
        """Places that are empty and not looked at now."""
        return {n for n in range(len(self.able.problem.places)) if n not in held and n not in free}

    def _solve(self, model: RosterModel, seconds: float, workers: int = 1) -> Solved:
        words = "正在补上空岗" if self.empty else "正在排得更公平"

        def watch(reached: int | None, _: int | None) -> bool:
            best = self.cost if reached is None else min(reached, self.cost)
            return self.run.tell(words, best if best < GAP else None, self.bound) or best <= self.bound

        return model.model.solve(seconds=seconds, workers=workers, seed=self.run.seed, watch=watch)


def impossible_part(problem: Problem, run: Run, turns: Sequence[Turn] = ()) -> Problem | None:
    """The first month that cannot be filled even by itself; None where there is none, or time is up. A month that `turns` fill is none."""
    filled = {one.place for one in turns}
    for month in dict.fromkeys((one.on.year, one.on.month) for one in problem.places if one.key not in filled):
        there = tuple(one for one in problem.places if (one.on.year, one.on.month) == month)
        part = replace(problem, places=there)
        able = Able.of(part)
        if Counting(able).bound(seed=run.seed) is None:
            return part
        if run.tell("正在逐月查看能否排出"):
            return None
        if RosterModel(able).model.solve(seconds=run.left, seed=run.seed).answer == Answer.NONE:
            return part
    return None
