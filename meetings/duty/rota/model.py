"""A problem as the solver's model: a yes or no for each place and each person who can fill it, the rules, and the cost of unevenness."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import WEEK, Breach, by_member, limit_in_month
from meetings.duty.rota.cpsat import Model
from meetings.duty.rota.fairness import WISH, Group
from meetings.duty.rota.holding import Reason, Strict
from meetings.duty.rota.problem import Turn
from meetings.duty.rota.weighing import Weighed, weigh

Terms = Sequence[tuple[int, int]]


@dataclass
class RosterModel:
    """`held` are places that stay as they are while the others are looked at: they count, but are not asked; nor are those `outside`, which stay empty.

    `people`: only these are asked, where it is not everybody. `manner`: how the rules are held. Locks and absences are rules here only where `able` is
    a wide one; else whom they rule out is not asked.
    """

    able: Able
    held: Mapping[int, int] = field(default_factory=dict)
    people: Collection[int] | None = None
    outside: Collection[int] = ()
    manner: Strict = field(default_factory=Strict)
    model: Model = field(default_factory=Model)
    chosen: dict[tuple[int, int], int] = field(default_factory=dict)
    """The variable for (place, person), by their positions."""
    mine: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Open places that each person could fill."""
    served: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Held places by person."""
    weighed: list[Weighed] = field(default_factory=list)

    def __post_init__(self) -> None:
        places = self.able.problem.places
        for place, able in enumerate(self.able.of_place):
            if place in self.held or place in self.outside:
                continue
            asked = able if self.people is None else [one for one in able if one in self.people]
            fresh = self.model.booleans(len(asked))
            for one, variable in zip(asked, fresh, strict=True):
                self.chosen[place, one] = variable
                self.mine[one].append(place)
            self.manner.fill(self.model, place, fresh, Reason(Breach.GAP, places[place].key))
        self.model.fixed += (self.manner.gap or 0) * len(self.outside)
        for place, one in self.held.items():
            self.served[one].append(place)
        if self.able.is_wide:
            for at, reason in self.able.ruled_out:
                if at in self.chosen:
                    self._hold(reason, [(self.chosen[at], 1)], 0)
            self._keep_rest(self.able.overlapping, Strict())
            self._keep_locks()
        self._keep_rest(self.able.at_once, self.manner)
        self._keep_limits()
        self._keep_pairs()

    def _hold(self, reason: Reason, terms: Terms, high: int, low: int = 0) -> None:
        self.manner.hold(self.model, reason, terms, low, high)

    def _keep_rest(self, sets: Iterable[Sequence[int]], manner: Strict) -> None:
        for places in sets:
            terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
            busy = {self.held[place] for place in places if place in self.held}
            for place in places:
                if place not in self.held and place not in self.outside:
                    for one in self.able.of_place[place]:
                        if (place, one) in self.chosen:
                            terms[one].append((self.chosen[place, one], 1))
            for one, there in terms.items():
                if len(there) > 1 or one in busy:
                    manner.hold(self.model, Reason(Breach.REST), there, 0, 0 if one in busy else 1)

    def _keep_locks(self) -> None:
        for lock in self.able.problem.locks:
            at = self.able.position.get(lock.place, -1), self.able.person.get(lock.member, -1)
            if at[0] in self.held or at[0] in self.outside or at[0] < 0:
                continue
            there = [(self.chosen[at], 1)] if at in self.chosen else []
            self._hold(Reason(Breach.LOCK, lock), there, 1, 1)

    def _keep_limits(self) -> None:
        problem = self.able.problem
        others = by_member(problem.others)
        for n, member in enumerate(problem.members):
            if n not in self.mine:
                continue
            days = [(problem.places[place].on, self.chosen[place, n]) for place in self.mine[n]]
            taken = [problem.places[place].on for place in self.served[n]]
            taken += [one.on for one in others.get(member.key, ())]
            limit = limit_in_month(problem, member)
            if limit is not None:
                own = None if member.most_in_month is None else member.key
                for month in dict.fromkeys((on.year, on.month) for on, _ in days):
                    there = [one for on, one in days if (on.year, on.month) == month]
                    self._at_most(
                        Reason(Breach.MONTH, own), there, limit - sum((on.year, on.month) == month for on in taken)
                    )
            if problem.rules.most_in_week is not None:
                self._keep_weeks(problem.rules.most_in_week, days, taken)

    def _keep_weeks(self, limit: int, days: Sequence[tuple[date, int]], taken: Sequence[date]) -> None:
        for first in dict.fromkeys([on for on, _ in days] + list(taken)):
            end = first + timedelta(days=WEEK)
            there = [one for on, one in days if first <= on < end]
            self._at_most(Reason(Breach.WEEK), there, limit - sum(first <= on < end for on in taken))

    def _at_most(self, reason: Reason, variables: Sequence[int], limit: int) -> None:
        if len(variables) > limit:
            self._hold(reason, [(one, 1) for one in variables], max(limit, 0))

    def _keep_pairs(self) -> None:
        able = self.able
        shifts: dict[Hashable, list[int]] = defaultdict(list)
        for n, place in enumerate(able.problem.places):
            shifts[place.shift].append(n)
        for pair in able.problem.pairings:
            if pair.one not in able.person or pair.other not in able.person:
                continue
            for places in shifts.values():
                ones, here = self._in_shift(able.person[pair.one], places)
                others, there = self._in_shift(able.person[pair.other], places)
                if not ones and not others:
                    continue
                if pair.together:
                    terms = [(x, 1) for x in ones] + [(x, -1) for x in others]
                    self._hold(Reason(Breach.TOGETHER, pair), terms, there - here, there - here)
                elif here + there or (ones and others):
                    self._at_most(Reason(Breach.APART, pair), ones + others, 1 - here - there)

    def _in_shift(self, one: int, places: Iterable[int]) -> tuple[list[int], int]:
        asked = [self.chosen[place, one] for place in places if (place, one) in self.chosen]
        return asked, sum(self.held.get(place) == one for place in places)

    def weigh(self, groups: Sequence[Group], spreads: Sequence[int], widest: Sequence[int] = ()) -> None:
        """The cost of a roster: `fairness.cost`, term by term.

        `spreads`: the least that each group can have; `widest`: the most that it may have, where that is limited.
        """
        places = self.able.problem.places
        for n, (group, least) in enumerate(zip(groups, spreads, strict=True)):
            terms: dict[int, list[int]] = {}
            had: dict[int, int] = {}
            for one in group.standings:
                mine = [place for place in self.mine.get(one.member, ()) if places[place].pool in group.pools]
                terms[one.member] = [self.chosen[place, one.member] for place in mine]
                had[one.member] = sum(places[place].pool in group.pools for place in self.served.get(one.member, ()))
            limit = widest[n] if widest else None
            if weighed := weigh(self.model, group, terms, had, least_spread=least, widest=limit):
                self.weighed.append(weighed)
        for wish in self.able.problem.wishes:
            self._wish(self.able.person.get(wish.member), wish.on, wish.to_serve, WISH * wish.weight)

    def _wish(self, one: int | None, on: date, to_serve: bool, each: int) -> None:
        places = self.able.problem.places
        mine, served = ((), ()) if one is None else (self.mine.get(one, ()), self.served[one])
        there = [self.chosen[place, one] for place in mine if one is not None and places[place].on == on]
        had = any(places[place].on == on for place in served)
        if had or not there:
            self.model.fixed += 0 if had == to_serve else each
            return
        serves = self.model.boolean()
        for variable in there:
            self.model.within([(variable, 1), (serves, -1)], -1, 0)
        self.model.within([(serves, 1), *((variable, -1) for variable in there)], -len(there), 0)
        self.model.costing(serves, -each if to_serve else each)
        self.model.fixed += each if to_serve else 0

    def keep(self, before: Iterable[Turn], each: int) -> None:
        """Let a change of what was before cost so much."""
        for turn in before:
            place = self.able.position.get(turn.place, -1)
            one = self.able.person.get(turn.member, -1)
            if place < 0 or self.held.get(place) == one:
                continue
            self.model.fixed += each
            if (place, one) in self.chosen:
                self.model.costing(self.chosen[place, one], -each)

    def begin_from(self, turns: Iterable[Turn]) -> None:
        """Where the search begins."""
        hints = self.model.hints
        hints.update(dict.fromkeys(self.chosen.values(), 0))
        empty = set(self.manner.gaps)
        for turn in turns:
            at = self.able.position.get(turn.place, -1), self.able.person.get(turn.member, -1)
            if at in self.chosen:
                hints[self.chosen[at]] = 1
                empty.discard(at[0])
        hints.update({variable: int(place in empty) for place, variable in self.manner.gaps.items()})
        for one in self.weighed:
            one.begin_from(hints)

    def turns(self, values: Sequence[int]) -> tuple[Turn, ...]:
        """The roster of a solution, in the order of the places."""
        problem = self.able.problem
        found = dict(self.held)
        found.update({place: one for (place, one), variable in self.chosen.items() if values[variable]})
        return tuple(Turn(problem.places[n].key, problem.members[found[n]].key) for n in sorted(found))
