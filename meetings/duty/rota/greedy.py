"""轮值：the turn-taker. Places in their order, each to whoever of those able is least ahead of his due and breaks no rule.

The solver starts from what it makes, and `manage.py bench roster` compares with it. It looks at one place after another and never back, so it may leave
gaps where a roster exists, and two who must serve together it only puts together where the second one's place comes later.
"""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date, timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import WEEK, by_member, limit_in_month
from meetings.duty.rota.fairness import TURN, groups
from meetings.duty.rota.problem import Place, Problem, Turn


def greedy(problem: Problem, able: Able | None = None) -> tuple[Turn, ...]:
    """Turns in the order of the places. No rule is broken but by gaps, and by somebody without whom he must not serve."""
    able = able or Able.of(problem)
    return _TurnTaker(problem, able).take()


class _TurnTaker:
    def __init__(self, problem: Problem, able: Able) -> None:
        self.problem, self.able = problem, able
        self.rest = timedelta(hours=problem.rules.rest_hours)
        self.hours: dict[int, list[Place]] = defaultdict(list)
        self.days: dict[int, list[date]] = defaultdict(list)
        for key, rows in by_member(problem.others).items():
            if key in able.person:
                self.days[able.person[key]] += [one.on for one in rows]
        self.shifts: dict[Hashable, set[int]] = defaultdict(set)
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.together: dict[int, set[int]] = defaultdict(set)
        for pair in problem.pairings:
            if pair.one in able.person and pair.other in able.person:
                one, other = able.person[pair.one], able.person[pair.other]
                side = self.together if pair.together else self.apart
                side[one].add(other)
                side[other].add(one)
        self.ahead: dict[tuple[int, int], int] = {}
        self.group_of = {}
        for n, group in enumerate(groups(able)):
            self.group_of.update(dict.fromkeys(group.pools, n))
            self.ahead.update({(n, one.member): one.deviation(0) for one in group.standings})
        self.served = [sum(one.served.values()) for one in problem.members]
        self.against = {(able.person.get(one.member), one.on) for one in problem.wishes if not one.to_serve}

    def take(self) -> tuple[Turn, ...]:
        places = self.problem.places
        locked = {one.place for one in self.problem.locks}
        found: dict[int, int] = {}
        order = sorted(range(len(places)), key=lambda n: (places[n].key not in locked, places[n].starts_at))
        for n in order:
            free = [one for one in self.able.of_place[n] if self._may(one, places[n])]
            if free:
                found[n] = min(free, key=lambda one: (*self._turn(one, places[n]), one))
                self._give(found[n], places[n])
        members = self.problem.members
        return tuple(Turn(places[n].key, members[found[n]].key) for n in sorted(found))

    def _turn(self, one: int, place: Place) -> tuple[bool, int, bool, int]:
        """Whose turn it is: the least. Somebody's companion first."""
        here = self.shifts[place.shift]
        ahead = self.ahead[self.group_of[place.pool], one]
        return not self.together[one] & here, ahead, (one, place.on) in self.against, self.served[one]

    def _may(self, one: int, place: Place) -> bool:
        if self.apart[one] & self.shifts[place.shift]:
            return False
        for other in self.hours[one]:
            if other.starts_at < place.ends_at + self.rest and place.starts_at < other.ends_at + self.rest:
                return False
        return not self._is_full(one, place.on)

    def _is_full(self, one: int, on: date) -> bool:
        days = self.days[one]
        limit = limit_in_month(self.problem, self.problem.members[one])
        if limit is not None and sum((day.year, day.month) == (on.year, on.month) for day in days) >= limit:
            return True
        limit = self.problem.rules.most_in_week
        if limit is None:
            return False
        near = [(day - on).days for day in days if abs((day - on).days) < WEEK]
        return any(sum(first <= day < first + WEEK for day in near) >= limit for first in range(1 - WEEK, 1))

    def _give(self, one: int, place: Place) -> None:
        self.hours[one].append(place)
        self.days[one].append(place.on)
        self.shifts[place.shift].add(one)
        self.ahead[self.group_of[place.pool], one] += TURN
        self.served[one] += 1
