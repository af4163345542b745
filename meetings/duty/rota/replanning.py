"""改排：a roster that no longer holds, changed in as few places as can be.

Whoever can no longer fill his place must be replaced, and two turns that break a rule together cannot both stay; that is the least. So it is tried
first with all other turns held. If that works, nothing with as few changes lies outside of what was looked at, and it is proved at once, however
long the roster is. Else the days around are let go too, more and more of them, and at last all places that can matter: those that share people.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import check
from meetings.duty.rota.cpsat import Answer, Solved
from meetings.duty.rota.model import RosterModel
from meetings.duty.rota.problem import Turn
from meetings.duty.rota.scoring import changed
from meetings.duty.rota.searching import WHOLE, Search, impossible_part

CHANGE = 10**8
"""What a changed turn costs: more than all evenness of a year is worth."""
AROUND = (3, 10, 31)
"""Days before and after that are let go, one after another."""
LARGE = 8.0
"""Seconds that are left at least for asking what is too large, where there is a roster already."""


@dataclass
class Replan:
    """`least`: no roster that breaks nothing changes fewer. `changes`: of the best so far. `bound`: of those none is more even."""

    search: Search
    before: dict[int, int] = field(default_factory=dict)
    least: int = 0
    changes: int = 0
    bound: int = 0
    proved: bool = False
    """That it is not done with the least that was seen at first."""

    def go(self) -> None:
        """Until the fewest changes are found and the most even of them, or time is up."""
        self.search.begin()
        if not self.search.is_impossible:
            self._go()

    def _go(self) -> None:
        able = self.search.able
        turns = [one for one in able.problem.before if one.place in able.position]
        self.before = {able.position[one.place]: able.person.get(one.member, -1) for one in turns}
        gone = {n for n, one in self.before.items() if one not in able.of_place[n]}
        kept = [one for one in turns if able.position[one.place] not in gone]
        wrong = {able.position[turn.place] for one in check(able.problem, kept) for turn in one.turns}
        self.least = len(gone) + bool(wrong)
        free = gone | wrong | {n for n in range(len(able.of_place)) if n not in self.before}
        run = self.search.run
        sound = tuple(one for one in kept if able.position[one.place] not in wrong)
        if self._size(free) > WHOLE:
            self._go_on(sound)
            return
        if self._try(free, is_all=False):
            return
        if able.size > WHOLE and not self.search.turns and impossible_part(able.problem, run, sound):
            self.search.is_impossible = True
            return
        everything = self._reach(free)
        for days in AROUND:
            wider = self._around(free, timedelta(days=days)) & everything
            if run.is_over or self._size(wider) > WHOLE:
                break
            if self._try(wider, is_all=wider == everything) or self.search.is_impossible:
                return
        if not run.is_over and (self._size(everything) <= WHOLE or not self.search.turns or run.left > LARGE):
            self._try(everything, is_all=True)
        if not self.search.turns:
            self.search.turns = sound

    def _go_on(self, sound: tuple[Turn, ...]) -> None:
        """Most of a long roster is still to be made: it is searched like a new one, with what there is locked."""
        problem = self.search.able.problem
        rest = Search(Able.of(replace(problem, locks=(*problem.locks, *sound), before=())), self.search.run)
        rest.go()
        self.search.is_impossible = rest.is_impossible and impossible_part(problem, self.search.run) is not None
        self.search.turns = rest.turns or sound
        self.changes = len(changed(problem.before, self.search.turns))

    def _size(self, places: Collection[int]) -> int:
        return sum(len(self.search.able.of_place[n]) for n in places)

    def _reach(self, free: Collection[int]) -> set[int]:
        """All places that can matter to these: they share people, or somebody's companion, with them or with one that does."""
        able = self.search.able
        pairs = [{able.person.get(one.one, -1), able.person.get(one.other, -1)} for one in able.problem.pairings]
        people, found = set[int](), set(free)
        while True:
            fresh = {one for n in found for one in able.of_place[n]} | {self.before.get(n, -1) for n in found}
            fresh |= {one for pair in pairs if not pair.isdisjoint(fresh) for one in pair}
            if fresh <= people:
                return found
            people |= fresh
            found |= {n for n, there in enumerate(able.of_place) if not people.isdisjoint(there)}

    def _around(self, free: Collection[int], near: timedelta) -> set[int]:
        """With the places near to them that share people with them."""
        places, of_place = self.search.able.problem.places, self.search.able.of_place
        days = {places[n].on for n in free}
        people = {one for n in free for one in of_place[n]}
        return set(free) | {
            n
            for n, place in enumerate(places)
            if not people.isdisjoint(of_place[n]) and any(abs(place.on - day) <= near for day in days)
        }

    def _try(self, free: Collection[int], *, is_all: bool) -> bool:
        """→ whether it is proved that there are no fewer changes. Where it may not be, changes alone are counted first: that is soon done."""
        if is_all and not self._count(free):
            return False
        search = self.search
        model = self._model(free, CHANGE)
        model.weigh(search.groups, search.spreads)
        model.begin_from(search.turns or search.able.problem.before)
        solved = self._solve(model)
        if solved.answer == Answer.NONE:
            self.least += not self.proved  # something besides must be changed
            self.proved = True
            return False
        if not solved.is_solved:
            return False
        if not search.turns or solved.cost < search.cost:
            self._take(model, solved, solved.cost)
        if self.changes <= self.least or is_all:
            self.bound = solved.bound - CHANGE * self.changes
        return self.changes <= self.least

    def _count(self, free: Collection[int]) -> bool:
        """The fewest changes, however uneven. → whether there is a roster."""
        search = self.search
        model = self._model(free, 1)
        model.begin_from(search.turns or search.able.problem.before)
        solved = self._solve(model)
        if solved.answer == Answer.NONE:
            search.is_impossible = True
            return False
        self.least = max(self.least, solved.bound)
        if solved.is_solved and (not search.turns or solved.cost < self.changes):
            self._take(model, solved, CHANGE * (solved.cost + 1))  # its evenness is not known yet
        return bool(search.turns)

    def _model(self, free: Collection[int], change: int) -> RosterModel:
        model = RosterModel(self.search.able, {n: one for n, one in self.before.items() if n not in free})
        model.keep(self.search.able.problem.before, change)
        return model

    def _take(self, model: RosterModel, solved: Solved, cost: int) -> None:
        self.search.turns, self.search.cost = model.turns(solved.values), cost
        self.changes = len(changed(self.search.able.problem.before, self.search.turns))

    def _solve(self, model: RosterModel) -> Solved:
        run = self.search.run
        return model.model.solve(
            seconds=run.left,
            workers=run.workers,
            seed=run.seed,
            watch=lambda *_: run.tell("正在找改动最少的排法"),
        )
