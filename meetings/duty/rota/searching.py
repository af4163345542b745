"""The search for the most even roster.

The turn-taker begins. A month is asked of the solver whole. A year is too large for that: people or days are let go a few at a time, all others
held, until the bound is reached or nothing moves any more; only then it is asked whole, with the time that is left.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from meetings.duty.rota.able import Able
from meetings.duty.rota.counting import Counting
from meetings.duty.rota.cpsat import Answer, Solved
from meetings.duty.rota.fairness import Group, cost, counts
from meetings.duty.rota.greedy import greedy
from meetings.duty.rota.model import RosterModel
from meetings.duty.rota.outcome import Run
from meetings.duty.rota.problem import Turn

WHOLE = 15_000
"""Up to so many (place, person) the solver is asked whole at once: a month of a hundred people."""
PART = 4_000
GAP = 10**7
"""What an empty place costs while a year is searched."""
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
    is_impossible: bool = False
    chance: Random = field(default_factory=Random)

    def begin(self) -> None:
        """The bound, and where to begin from."""
        counting = Counting(self.able)
        self.groups = counting.groups
        self.chance.seed(self.run.seed)
        self.run.tell("正在估算最公平能到什么程度")
        found = counting.bound(seconds=self.run.left / 3, seed=self.run.seed)
        if found is None:
            self.is_impossible = True
            return
        self.bound, self.spreads = found.cost, found.spreads
        self.take(greedy(self.able.problem, self.able))

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
        if not self.is_done and self.size > WHOLE:
            self._fill()
            self._even_out()
        if not self.is_done:
            self._whole()

    @property
    def size(self) -> int:
        return sum(map(len, self.able.of_place))

    def _whole(self) -> None:
        model = RosterModel(self.able)
        model.weigh(self.groups, self.spreads)
        model.begin_from(self.turns)
        solved = self._solve(model, self.run.left)
        if solved.answer == Answer.NONE:
            self.is_impossible = True
        elif solved.values:
            turns = model.turns(solved.values)
            if self.empty or solved.cost < self.cost:
                self.take(turns)
            self.bound = max(self.bound, solved.bound)

    def _fill(self) -> None:
        """Let go of the days around what is empty, more and more of them."""
        days = 4
        places = self.able.problem.places
        while self.empty and not self.is_done and days <= 64:
            filled = {one.place for one in self.turns}
            empty = [one.on for one in places if one.key not in filled]
            first = self.chance.choice(empty)
            near = timedelta(days=days)
            free = {n for n, one in enumerate(places) if abs(one.on - first) <= near}
            was = self.empty
            self._part(free, None)
            if self.empty == was:
                days += days // 2

    def _even_out(self) -> None:
        idle = 0
        while not self.is_done and idle < PATIENCE:
            was = self.cost
            if self.empty or self.chance.random() < 0.25:
                self._part(self._some_days(), None)
            else:
                people = self._some_people()
                of = self._held()
                self._part({n for n, one in of.items() if one in people}, people)
            idle = 0 if self.cost < was else idle + 1

    def _held(self) -> dict[int, int]:
        able = self.able
        return {able.position[one.place]: able.person[one.member] for one in self.turns}

    def _some_days(self) -> set[int]:
        places = self.able.problem.places
        middle = self.chance.choice(places).on
        order = sorted(range(len(places)), key=lambda n: abs(places[n].on - middle))
        found, size = set(), 0
        for n in order:
            found.add(n)
            size += len(self.able.of_place[n])
            if size > PART:
                break
        return found

    def _some_people(self) -> set[int]:
        """Those who are furthest from their due in one group, and others by chance."""
        uneven = [group for group in self.groups if len(group.moving) > 1]
        group = self.chance.choice(uneven)
        served = counts(self.able.problem, group, self.turns)
        order = sorted(group.moving, key=lambda one: (one.deviation(served.get(one.member, 0)), self.chance.random()))
        found = {one.member for one in [*order[:4], *order[-4:]]}
        others = [one.member for one in group.moving if one.member not in found]
        found.update(self.chance.sample(others, min(4, len(others))))
        return found

    def _part(self, free: Collection[int], people: Collection[int] | None) -> None:
        """Look at some places anew, all others held."""
        held = {n: one for n, one in self._held().items() if n not in free}
        model = RosterModel(self.able, held, people, GAP if self.empty else None, outside=self._outside(held, free))
        model.weigh(self.groups, self.spreads)
        model.begin_from(self.turns)
        solved = self._solve(model, min(2.0, self.run.left))
        if solved.values and solved.cost < self.cost:
            self.take(model.turns(solved.values))

    def _outside(self, held: Mapping[int, int], free: Collection[int]) -> set[int]:
        """Places that are empty and not looked at now."""
        return {n for n in range(len(self.able.problem.places)) if n not in held and n not in free}

    def _solve(self, model: RosterModel, seconds: float) -> Solved:
        words = "正在补上空岗" if self.empty else "正在排得更公平"

        def watch(reached: int | None, _: int | None) -> bool:
            best = self.cost if reached is None else min(reached, self.cost)
            return self.run.tell(words, best if best < GAP else None, self.bound) or best <= self.bound

        return model.model.solve(seconds=seconds, workers=self.run.workers, seed=self.run.seed, watch=watch)
