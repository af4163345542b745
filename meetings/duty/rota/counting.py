"""下限：how even a roster can be at all.

Only how many turns of which kind everybody gets is asked, not on which days: rest, weeks and pairs are left out, so that every roster is also an
answer to this smaller question, and its best cost is a bound for theirs. Where the places are many and the rules leave room, a roster
reaches it, and is thereby proved to be the best one. No turn is of two groups, so each group is asked by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import heapify, heapreplace

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import by_member, limit_in_month
from meetings.duty.rota.cpsat import Answer, Model
from meetings.duty.rota.fairness import SPREAD, TURN, WISH, Group, groups, spread, squares
from meetings.duty.rota.problem import Pool
from meetings.duty.rota.weighing import bracket, weigh

NEVER = 10**9
EACH = 2.0
"""Seconds for a group in which roles are counted together; else it is worked out at once."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`cost`: no roster has a smaller one. `spreads`: by group the least spread that it can have, whatever the others have."""

    cost: int
    spreads: tuple[int, ...]


@dataclass(frozen=True)
class Counting:
    """A problem without its days."""

    able: Able

    def bound(self, *, seed: int = 0) -> Bound | None:
        """None where not even the numbers can be met: then there is no roster."""
        cost, spreads = self._refused, []
        for group in self.groups:
            found = self._by_one_pool(group) if len(group.pools) == 1 else self._by_pools(group, seed)
            if found is None:
                return None
            cost += found[0]
            spreads.append(found[1])
        return Bound(cost, tuple(spreads))

    @cached_property
    def groups(self) -> Sequence[Group]:
        return groups(self.able)

    def _by_one_pool(self, group: Group) -> tuple[int, int] | None:
        """Turn by turn to whoever is least ahead. → the least cost and the least spread.

        Nobody else's turn could be taken from him who is furthest ahead, since that one was behind all others when he got his last one; so neither
        the greatest deviation can be less nor the least greater, and by the same the squares cannot be less.
        """
        (pool,) = group.pools
        by_member = {one.member: one for one in group.standings}
        turns = {one: self._range[one, pool][0] for one in by_member}
        left = self._places[pool] - sum(turns.values())
        waiting = [
            (by_member[one].deviation(many), one, self._range[one, pool][1] - many)
            for one, many in turns.items()
            if self._range[one, pool][1] > many
        ]
        if left < 0 or left > sum(room for _, _, room in waiting):
            return None
        heapify(waiting)
        for _ in range(left):
            ahead, one, room = waiting[0]
            turns[one] += 1
            heapreplace(waiting, (ahead + TURN, one, room - 1) if room > 1 else (NEVER, one, 0))
        wide = spread(group, turns)
        return group.weight * (SPREAD * wide + squares(group, turns)), wide

    def _by_pools(self, group: Group, seed: int) -> tuple[int, int] | None:
        model, turns = self._model(group)
        ends = bracket(model, group, turns, {})
        if ends is None:
            return None
        model.costs = [(ends.most, 1), (ends.least, -1)]
        solved = model.solve(seconds=EACH, seed=seed)
        if solved.answer == Answer.NONE:
            return None
        wide = max(0, solved.bound)
        model, turns = self._model(group)
        weigh(model, group, turns, {}, least_spread=wide)
        return max(0, model.solve(seconds=EACH, seed=seed).bound), wide

    def _model(self, group: Group) -> tuple[Model, Mapping[int, Sequence[int]]]:
        """Of each pool its places are served, by each person not more than he could. → by person his variables."""
        model = Model()
        of_person: dict[int, list[int]] = defaultdict(list)
        of_pool: dict[Pool, list[int]] = defaultdict(list)
        for one in group.moving:
            for pool in sorted(group.pools):
                low, high = self._range[one.member, pool]
                if high:
                    of_person[one.member].append(model.integer(low, high))
                    of_pool[pool].append(of_person[one.member][-1])
        for pool in sorted(group.pools):
            model.within([(one, 1) for one in of_pool[pool]], self._places[pool], self._places[pool])
        return model, of_person

    @cached_property
    def _places(self) -> Counter[Pool]:
        return Counter(one.pool for one in self.able.problem.places)

    @cached_property
    def _range(self) -> Mapping[tuple[int, Pool], tuple[int, int]]:
        """How many turns of a pool somebody must and can serve: those that only he can, and those that he could, each month within his limit."""
        could: Counter[tuple[int, Pool, tuple[int, int]]] = Counter()
        must: Counter[tuple[int, Pool]] = Counter()
        for place, people in zip(self.able.problem.places, self.able.of_place, strict=True):
            could.update((one, place.pool, (place.on.year, place.on.month)) for one in people)
            if len(people) == 1:
                must[people[0], place.pool] += 1
        most: Counter[tuple[int, Pool]] = Counter()
        for (one, pool, month), many in could.items():
            most[one, pool] += min(many, self._room(one, month, many))
        return defaultdict(lambda: (0, 0), {at: (min(must[at], many), many) for at, many in most.items()})

    def _room(self, one: int, month: tuple[int, int], many: int) -> int:
        """Within his limit of a month, of which other turns have taken a part."""
        limit = limit_in_month(self.able.problem, self.able.problem.members[one])
        return many if limit is None else max(0, limit - self._others[one][month])

    @cached_property
    def _others(self) -> Mapping[int, Counter[tuple[int, int]]]:
        found: dict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
        for key, rows in by_member(self.able.problem.others).items():
            if key in self.able.person:
                found[self.able.person[key]].update((one.on.year, one.on.month) for one in rows)
        return found

    @cached_property
    def _refused(self) -> int:
        """What the wishes cost that cannot be granted: to serve where one cannot, and not to serve where there is nobody else."""
        problem = self.able.problem
        could: dict[date, set[Hashable]] = defaultdict(set)
        must: dict[date, set[Hashable]] = defaultdict(set)
        for place, people in zip(problem.places, self.able.of_place, strict=True):
            could[place.on].update(problem.members[one].key for one in people)
            if len(people) == 1:
                must[place.on].add(problem.members[people[0]].key)
        refused = [
            one
            for one in problem.wishes
            if (one.member not in could[one.on] if one.to_serve else one.member in must[one.on])
        ]
        return WISH * sum(one.weight for one in refused)
