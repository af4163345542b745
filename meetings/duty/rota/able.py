"""谁能值：for each place the people who can fill it, whatever else they serve. Worked out once for a problem."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from meetings.duty.rota.check import by_member, why_not
from meetings.duty.rota.problem import Problem


@dataclass(frozen=True)
class Able:
    """Places and people by their position in the problem: what the solver and the turn-taker count with.

    `of_place`: who can fill it, the others of a lock left out; `at_once`: places of which a person can fill one, because of their hours and
    the rest between them; together these say all about hours, since of spans that overlap in pairs all share a moment.
    """

    problem: Problem
    of_place: Sequence[Sequence[int]]

    @classmethod
    def of(cls, problem: Problem) -> "Able":
        absences, others = by_member(problem.absences), by_member(problem.others)
        locked = {one.place: one.member for one in problem.locks}
        rest = timedelta(hours=problem.rules.rest_hours)
        found = []
        for place in problem.places:
            there = []
            for n, member in enumerate(problem.members):
                if locked.get(place.key, member.key) != member.key:
                    continue
                if next(why_not(member, place, absences.get(member.key, ())), None):
                    continue
                if any(
                    one.starts_at < place.ends_at + rest and place.starts_at < one.ends_at + rest
                    for one in others.get(member.key, ())
                ):
                    continue
                there.append(n)
            found.append(there)
        return cls(problem, found)

    @cached_property
    def at_once(self) -> Sequence[Sequence[int]]:
        """Sets of places that hold a moment in common, counted with the rest after them; none lies within another."""
        rest = timedelta(hours=self.problem.rules.rest_hours)
        starts = sorted(range(len(self.problem.places)), key=lambda n: self.problem.places[n].starts_at)
        running: list[int] = []
        found: list[list[int]] = []
        moments: dict[datetime, list[int]] = defaultdict(list)
        for n in starts:
            moments[self.problem.places[n].starts_at].append(n)
        for moment, begun in moments.items():
            still = [n for n in running if self.problem.places[n].ends_at + rest > moment]
            if len(still) < len(running) and running:
                found.append(running)
            running = still + begun
        if running:
            found.append(running)
        return [one for one in found if len(one) > 1]

    @cached_property
    def position(self) -> Mapping[Hashable, int]:
        """Of a place, by its key."""
        return {one.key: n for n, one in enumerate(self.problem.places)}

    @cached_property
    def person(self) -> Mapping[Hashable, int]:
        """Position of a member, by his key."""
        return {one.key: n for n, one in enumerate(self.problem.members)}
