"""谁能值：for each place the people who can fill it, whatever else they serve. Worked out once for a problem."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from meetings.duty.rota.check import Breach, by_member, touches, why_not
from meetings.duty.rota.holding import Reason
from meetings.duty.rota.problem import OtherTurn, Place, Problem


@dataclass(frozen=True)
class Able:
    """Places and people by their position in the problem: what the solver and the turn-taker count with.

    `of_place`: who can fill it. A wide one leaves in whom only a lock, an absence or the rest between two turns rules out, and says so in
    `ruled_out`: for whoever asks which rules are in each other's way.
    """

    problem: Problem
    of_place: Sequence[Sequence[int]]
    ruled_out: Sequence[tuple[tuple[int, int], Reason]] = ()
    is_wide: bool = False

    @classmethod
    def of(cls, problem: Problem, *, is_wide: bool = False) -> "Able":
        absences, others = by_member(problem.absences), by_member(problem.others)
        locked = {one.place: one.member for one in problem.locks}
        rest = timedelta(hours=problem.rules.rest_hours)
        found: list[list[int]] = []
        ruled_out: list[tuple[tuple[int, int], Reason]] = []
        for position, place in enumerate(problem.places):
            found.append([])
            for n, member in enumerate(problem.members):
                theirs = others.get(member.key, ())
                if next(why_not(member, place, ()), None) or any(_meet(place, one, timedelta()) for one in theirs):
                    continue
                reasons = [Reason(Breach.ABSENT, one) for one in absences.get(member.key, ()) if touches(one, place)]
                if any(_meet(place, one, rest) for one in theirs):
                    reasons.append(Reason(Breach.REST))
                if is_wide:
                    ruled_out += [((position, n), reason) for reason in reasons]
                elif reasons or locked.get(place.key, member.key) != member.key:
                    continue
                found[-1].append(n)
        return cls(problem, found, ruled_out, is_wide)

    @cached_property
    def at_once(self) -> Sequence[Sequence[int]]:
        """Sets of places of which a person can fill one, because of their hours and the rest between them.

        Of spans that overlap in pairs all share a moment, so these sets say all that there is to say about hours. None lies within another.
        """
        return list(self._sharing(timedelta(hours=self.problem.rules.rest_hours)))

    @cached_property
    def overlapping(self) -> Sequence[Sequence[int]]:
        """The same by the hours alone."""
        return list(self._sharing(timedelta()))

    def _sharing(self, rest: timedelta) -> Iterator[Sequence[int]]:
        places = self.problem.places
        moments: dict[datetime, list[int]] = defaultdict(list)
        for n in sorted(range(len(places)), key=lambda n: places[n].starts_at):
            moments[places[n].starts_at].append(n)
        running: list[int] = []
        for moment, begun in moments.items():
            still = [n for n in running if places[n].ends_at + rest > moment]
            if len(still) < len(running) and len(running) > 1:
                yield running
            running = still + begun
        if len(running) > 1:
            yield running

    @cached_property
    def position(self) -> Mapping[Hashable, int]:
        """Of a place, by its key."""
        return {one.key: n for n, one in enumerate(self.problem.places)}

    @cached_property
    def person(self) -> Mapping[Hashable, int]:
        """Position of a member, by his key."""
        return {one.key: n for n, one in enumerate(self.problem.members)}

    @property
    def size(self) -> int:
        """How many (place, person) there are."""
        return sum(map(len, self.of_place))


def _meet(place: Place, other: OtherTurn, rest: timedelta) -> bool:
    return other.starts_at < place.ends_at + rest and place.starts_at < other.ends_at + rest
