"""A problem as the solver's model: a yes or no for each place and each person who can fill it, the hard rules, and the cost of unevenness."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import WEEK, by_member, limit_in_month
from meetings.duty.rota.cpsat import Model
from meetings.duty.rota.fairness import WISH, Group
from meetings.duty.rota.problem import Turn
from meetings.duty.rota.weighing import Weighed, weigh

Chosen = Mapping[tuple[int, int], int]
"""The variable for (place, person), by their positions."""


@dataclass
class RosterModel:
    """`held` are places that stay as they are while the others are looked at: they count, but are not asked.

    `people`: only these are asked for the others, where it is not everybody. `gap`: what it costs to leave a place empty; None where none may be.
    `outside`: places that are empty and stay so for now.
    """

    able: Able
    held: Mapping[int, int] = field(default_factory=dict)
    people: Collection[int] | None = None
    gap: int | None = None
    outside: Collection[int] = ()
    model: Model = field(default_factory=Model)
    chosen: dict[tuple[int, int], int] = field(default_factory=dict)
    mine: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Open places that each person could fill."""
    gaps: dict[int, int] = field(default_factory=dict)
    weighed: list[Weighed] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, people in enumerate(self.able.of_place):
            if place in self.held or place in self.outside:
                continue
            asked = people if self.people is None else [one for one in people if one in self.people]
            fresh = list(self.model.booleans(len(asked)))
            for one, variable in zip(asked, fresh, strict=True):
                self.chosen[place, one] = variable
                self.mine[one].append(place)
            if self.gap is not None:
                self.gaps[place] = self.model.boolean()
                self.model.costing(self.gaps[place], self.gap)
                fresh.append(self.gaps[place])
            self.model.exactly_one(fresh)
        self.model.fixed += (self.gap or 0) * len(self.outside)
        self.served: dict[int, list[int]] = defaultdict(list)
        for place, one in self.held.items():
            self.served[one].append(place)
        self._keep_rest()
        self._keep_limits()
        self._keep_pairs()

    def _keep_rest(self) -> None:
        for places in self.able.at_once:
            by_person: dict[int, list[int]] = defaultdict(list)
            busy = set()
            for place in places:
                if place in self.outside:
                    continue
                if place in self.held:
                    busy.add(self.held[place])
                    continue
                for one in self.able.of_place[place]:
                    if (place, one) in self.chosen:
                        by_person[one].append(self.chosen[place, one])
            for one, variables in by_person.items():
                if one in busy:
                    self.model.within([(variable, 1) for variable in variables], 0, 0)
                elif len(variables) > 1:
                    self.model.at_most_one(variables)

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
                for month in dict.fromkeys((on.year, on.month) for on, _ in days):
                    there = [one for on, one in days if (on.year, on.month) == month]
                    left = limit - sum((on.year, on.month) == month for on in taken)
                    self._at_most(there, left)
            if problem.rules.most_in_week is not None:
                for first in dict.fromkeys(on for on, _ in [*days, *((on, 0) for on in taken)]):
                    end = first + timedelta(days=WEEK)
                    there = [one for on, one in days if first <= on < end]
                    self._at_most(there, problem.rules.most_in_week - sum(first <= on < end for on in taken))

    def _at_most(self, variables: Sequence[int], limit: int) -> None:
        if len(variables) <= limit:
            return
        if limit == 1:
            self.model.at_most_one(variables)
        else:
            self.model.within([(one, 1) for one in variables], 0, max(limit, 0))

    def _keep_pairs(self) -> None:
        able = self.able
        shifts: dict[Hashable, list[int]] = defaultdict(list)
        for n, place in enumerate(able.problem.places):
            shifts[place.shift].append(n)
        for pair in able.problem.pairings:
            if pair.one not in able.person or pair.other not in able.person:
                continue
            one, other = able.person[pair.one], able.person[pair.other]
            for places in shifts.values():
                ones, here = self._in_shift(one, places)
                others, there = self._in_shift(other, places)
                if pair.together:
                    self.model.within([*((x, 1) for x in ones), *((x, -1) for x in others)], there - here, there - here)
                elif here + there and ones + others:
                    self.model.within([(x, 1) for x in ones + others], 0, 1 - here - there)
                elif ones and others:
                    self.model.at_most_one(ones + others)

    def _in_shift(self, one: int, places: Iterable[int]) -> tuple[list[int], int]:
        asked = [self.chosen[place, one] for place in places if (place, one) in self.chosen]
        return asked, sum(self.held.get(place) == one for place in places)

    def weigh(self, groups: Sequence[Group], spreads: Sequence[int]) -> None:
        """The cost of a roster: `fairness.cost`, term by term. `spreads`: the least that each group can have."""
        for group, least in zip(groups, spreads, strict=True):
            self._weigh(group, least)
        for wish in self.able.problem.wishes:
            self._wish(self.able.person.get(wish.member), wish.on, wish.to_serve, WISH * wish.weight)

    def _weigh(self, group: Group, least: int) -> None:
        places = self.able.problem.places
        terms: dict[int, list[int]] = {}
        had: dict[int, int] = {}
        for one in group.standings:
            mine = [place for place in self.mine.get(one.member, ()) if places[place].pool in group.pools]
            terms[one.member] = [self.chosen[place, one.member] for place in mine]
            had[one.member] = sum(places[place].pool in group.pools for place in self.served[one.member])
        self.weighed.append(weigh(self.model, group, terms, had, least_spread=least))

    def _wish(self, one: int | None, on: object, to_serve: bool, each: int) -> None:
        if one is None:
            return
        places = self.able.problem.places
        there = [self.chosen[place, one] for place in self.mine.get(one, ()) if places[place].on == on]
        had = any(places[place].on == on for place in self.served[one])
        if had or not there:
            self.model.fixed += 0 if had == to_serve else each
            return
        serves = self.model.boolean()
        for variable in there:
            self.model.within([(variable, 1), (serves, -1)], -1, 0)
        self.model.within([(serves, 1), *((variable, -1) for variable in there)], -len(there), 0)
        self.model.costing(serves, -each if to_serve else each)
        self.model.fixed += each if to_serve else 0

    def begin_from(self, turns: Iterable[Turn]) -> None:
        """Where the search begins."""
        hints = self.model.hints
        hints.update(dict.fromkeys(self.chosen.values(), 0))
        empty = set(self.gaps)
        for turn in turns:
            at = self.able.position.get(turn.place, -1), self.able.person.get(turn.member, -1)
            if at in self.chosen:
                hints[self.chosen[at]] = 1
                empty.discard(at[0])
        hints.update({variable: int(place in empty) for place, variable in self.gaps.items()})
        for one in self.weighed:
            one.begin_from(hints)

    def keep(self, before: Iterable[Turn], each: int) -> None:
        """Let a change of what was before cost so much. A place that is held has its cost already."""
        for turn in before:
            place = self.able.position.get(turn.place)
            if place is None or place in self.held:
                continue
            at = place, self.able.person.get(turn.member, -1)
            self.model.fixed += each
            if at in self.chosen:
                self.model.costing(self.chosen[at], -each)

    def turns(self, values: Sequence[int]) -> tuple[Turn, ...]:
        """The roster of a solution, in the order of the places."""
        problem = self.able.problem
        found = dict(self.held)
        found.update({place: one for (place, one), variable in self.chosen.items() if values[variable]})
        return tuple(Turn(problem.places[n].key, problem.members[found[n]].key) for n in sorted(found))
