"""下限：how even a roster can be at all.

Only how many turns of which kind everybody gets is asked, not on which days: rest, weeks and pairs are left out, so that every roster is also an
answer to this smaller question, and its best cost is a bound for theirs. Where the places are many and the rules leave room, a roster
reaches it, and is thereby proved to be the best one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import by_member, limit_in_month
from meetings.duty.rota.cpsat import Answer, Model
from meetings.duty.rota.fairness import Group, groups
from meetings.duty.rota.problem import Pool
from meetings.duty.rota.weighing import bracket, weigh

EACH = 1.0
"""Seconds for the bound of one group: a question of a few dozen numbers."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`cost`: no roster has a smaller one. `spreads`: by group the least spread that it can have, whatever the others have."""

    cost: int
    spreads: tuple[int, ...]


@dataclass(frozen=True)
class Counting:
    """A problem without its days."""

    able: Able

    def bound(self, *, seconds: float, seed: int = 0) -> Bound | None:
        """None where not even the numbers can be met: then there is no roster."""
        model, turns = self._model(self._places)
        spreads = tuple(self._least(group, seed) for group in self.groups)
        for group, least in zip(self.groups, spreads, strict=True):
            weigh(model, group, _of_group(group, turns), {}, least_spread=least)
        solved = model.solve(seconds=seconds, seed=seed)
        if solved.answer == Answer.NONE:
            return None
        return Bound(solved.bound, spreads)

    @cached_property
    def groups(self) -> Sequence[Group]:
        return groups(self.able)

    @cached_property
    def _places(self) -> Counter[Pool]:
        return Counter(one.pool for one in self.able.problem.places)

    def _least(self, group: Group, seed: int) -> int:
        """The least spread of one group."""
        model, turns = self._model({pool: many for pool, many in self._places.items() if pool in group.pools})
        ends = bracket(model, group, _of_group(group, turns), {})
        model.costs = [(ends.most, 1), (ends.least, -1)]
        solved = model.solve(seconds=EACH, seed=seed)
        return max(solved.bound, 0)

    def _model(self, places: Mapping[Pool, int]) -> tuple[Model, Mapping[tuple[int, Pool], int]]:
        """Of each pool its places are served, by each person not more than he could."""
        problem = self.able.problem
        could: Counter[tuple[int, Pool]] = Counter()
        surely: Counter[tuple[int, Pool]] = Counter()
        for place, people in zip(problem.places, self.able.of_place, strict=True):
            could.update((one, place.pool) for one in people)
            if len(people) == 1:
                surely[people[0], place.pool] += 1
        model = Model()
        turns = {at: model.integer(surely[at], most) for at, most in could.items() if at[1] in places}
        of_pool: dict[Pool, list[int]] = defaultdict(list)
        of_person: dict[int, list[int]] = defaultdict(list)
        for (one, pool), variable in turns.items():
            of_pool[pool].append(variable)
            of_person[one].append(variable)
        for pool, many in places.items():
            model.within(_all(of_pool[pool]), many, many)
        for one, limit in self._limits():
            model.within(_all(of_person[one]), 0, limit)
        return model, turns

    def _limits(self) -> Iterable[tuple[int, int]]:
        """What somebody can serve by the limits of the months."""
        problem = self.able.problem
        months = {(one.on.year, one.on.month) for one in problem.places}
        others = by_member(problem.others)
        for n, member in enumerate(problem.members):
            limit = limit_in_month(problem, member)
            if limit is not None:
                had = Counter((one.on.year, one.on.month) for one in others.get(member.key, ()))
                yield n, sum(max(0, limit - had[month]) for month in months)


def _of_group(group: Group, turns: Mapping[tuple[int, Pool], int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for (one, pool), variable in turns.items():
        if pool in group.pools:
            found[one].append(variable)
    return found


def _all(variables: Iterable[int]) -> list[tuple[int, int]]:
    return [(one, 1) for one in variables]
