"""公平：how evenly turns are spread, in numbers for the solver and in words for a clerk.

What is counted. Turns are counted for each kind of day by itself, in each role (or over all roles of a person, `Scope`), with those served
before. Everybody has a due: of each place that is filled while he is a member, the part that is his by his share among all who belong to that
pool; his deviation is what he has served less his due. With equal shares and nobody coming or going all dues of a group are the same, and
deviations differ exactly as the counts do.

How it is weighed. For each group the spread (the greatest deviation less the least, of those who can serve at all) counts first; then the
squares of all deviations, so that those in between are even too. Holidays weigh four times as much as workdays, weekends twice. A wish that is
not granted weighs less than any turn that is moved to where it is less even. No group may be less even than
the turn-taker (`greedy`) makes it, if that leaves no gap. All numbers are whole: a turn is 100, the square of a turn 100.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from meetings.duty.rota.able import Able
from meetings.duty.rota.problem import Kind, Pool, Problem, Scope, Turn

TURN = 100
WEIGHTS = {Kind.WORKDAY: 1, Kind.WEEKEND: 2, Kind.HOLIDAY: 4}
SPREAD = 50
"""What a spread wider by a hundredth of a turn costs; the square of a turn costs 100."""
WISH = 10
NEAR = 12
"""Turns around what is due that are squared one by one; beyond, a further turn costs as much as the last of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in a group: served before, his due, both in hundredths of a turn, and how many places of this problem he could fill."""

    member: int
    served: int
    due: int
    able: int

    def deviation(self, turns: int) -> int:
        """With so many turns of this problem."""
        return self.served + TURN * turns - self.due

    @property
    def steps(self) -> list[tuple[int, int]]:
        """What each further turn adds to the squares, as (how many, each): growing, so cheap ones are taken first."""
        middle = round((self.due - self.served) / TURN)
        low, high = max(0, min(middle - NEAR, self.able)), max(0, min(middle + NEAR, self.able))
        found = [(low, self._step(low - 1))] if low else []
        found += [(1, self._step(n)) for n in range(low, high)]
        if high < self.able:
            found.append((self.able - high, self._step(max(high - 1, 0))))
        return found

    def _step(self, turns: int) -> int:
        return 2 * self.deviation(turns) + TURN

    def squared(self, turns: int) -> int:
        """The square of his deviation, 100 for a turn's."""
        total, left = self.deviation(0) ** 2 // TURN, turns
        for many, each in self.steps:
            total += each * min(left, many)
            left -= min(left, many)
        return total


@dataclass(frozen=True)
class Group:
    """Those whose turns of a kind are compared, and the pools that are counted together."""

    kind: Kind
    role: str
    pools: frozenset[Pool]
    standings: Sequence[Standing]

    @property
    def weight(self) -> int:
        return WEIGHTS[self.kind]

    @property
    def title(self) -> str:
        """周末主班; 周末班, where roles are counted together."""
        return f"{self.kind}{self.role or '班'}"

    @cached_property
    def moving(self) -> Sequence[Standing]:
        """Those who can serve at all: the others stand where they are, whatever the roster."""
        return [one for one in self.standings if one.able]


def groups(able: Able) -> list[Group]:
    """All groups in which anybody can serve. Holidays first, since they weigh most."""
    problem = able.problem
    pools = list(dict.fromkeys(one.pool for one in problem.places))
    could: Counter[tuple[int, Pool]] = Counter()
    for place, people in zip(problem.places, able.of_place, strict=True):
        could.update((one, place.pool) for one in people)
    dues = {pool: _dues(problem, pool) for pool in pools}
    found = []
    for kind in sorted(Kind, key=lambda kind: -WEIGHTS[kind]):
        roles = [pool for pool in pools if pool[1] == kind]
        for part in [[one] for one in roles] if problem.rules.scope == Scope.ROLE else [roles]:
            standings = [
                Standing(
                    n,
                    TURN * sum(member.served.get(pool, 0) for pool in part),
                    sum(dues[pool].get(n, 0) for pool in part),
                    sum(could[n, pool] for pool in part),
                )
                for n, member in enumerate(problem.members)
                if any(pool in member.pools for pool in part)
            ]
            if any(one.able for one in standings):
                role = part[0][0] if problem.rules.scope == Scope.ROLE else ""
                found.append(Group(kind, role, frozenset(part), standings))
    return found


def _dues(problem: Problem, pool: Pool) -> dict[int, int]:
    """What each member of a pool owes in it, in hundredths of a turn: of what was served before, and of each place now."""
    role, _ = pool
    there = [(n, one) for n, one in enumerate(problem.members) if pool in one.pools]
    found: dict[int, float] = defaultdict(float)
    before = TURN * sum(one.served.get(pool, 0) for _, one in there)
    if whole := sum(one.share_in(role) * one.served_for for _, one in there):
        for n, one in there:
            found[n] += before * one.share_in(role) * one.served_for / whole
    days = Counter(place.on for place in problem.places if place.pool == pool)
    for on, many in days.items():
        here = [(n, one.share_in(role)) for n, one in there if one.is_there(on, role)]
        if whole := sum(share for _, share in here):
            for n, share in here:
                found[n] += TURN * many * share / whole
    return {n: round(due) for n, due in found.items()}


def counts(problem: Problem, group: Group, turns: Iterable[Turn]) -> Mapping[int, int]:
    """Turns of this problem in a group, by position of the member."""
    position = {one.key: n for n, one in enumerate(problem.members)}
    return Counter(
        position[turn.member]
        for turn in turns
        if turn.member in position
        and turn.place in problem.place_of
        and problem.place_of[turn.place].pool in group.pools
    )


def spread(group: Group, served: Mapping[int, int]) -> int:
    """The greatest deviation less the least."""
    there = [one.deviation(served.get(one.member, 0)) for one in group.moving]
    return max(there) - min(there)


def squares(group: Group, served: Mapping[int, int]) -> int:
    return sum(one.squared(served.get(one.member, 0)) for one in group.standings)


def refused_wishes(problem: Problem, turns: Iterable[Turn]) -> list[int]:
    """Positions of the wishes that are not granted."""
    days: dict[object, set[object]] = defaultdict(set)
    for turn in turns:
        if turn.place in problem.place_of:
            days[turn.member].add(problem.place_of[turn.place].on)
    return [n for n, one in enumerate(problem.wishes) if (one.on in days[one.member]) != one.to_serve]


def cost(able: Able, groups: Iterable[Group], turns: Sequence[Turn]) -> int:
    """All of it in one number: what the solver makes small."""
    total = WISH * sum(able.problem.wishes[n].weight for n in refused_wishes(able.problem, turns))
    for group in groups:
        served = counts(able.problem, group, turns)
        total += group.weight * (SPREAD * spread(group, served) + squares(group, served))
    return total
