"""改排：a roster that no longer holds, changed in as few places as can be.

Whoever can no longer fill his place must be replaced, and two turns that break a rule together cannot both stay; that is the least. So it is tried
first with all other turns held. If that works, nothing with as few changes lies outside of what was looked at, and it is proved at once, however
long the roster is. Else the days around are let go too, more and more of them.
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


@dataclass
class Replan:
    """`least`: no roster that breaks nothing changes fewer. `changes`: of the best so far. `bound`: of those none is more even."""

    search: Search
    before: dict[int, int] = field(default_factory=dict)
    least: int = 0
    changes: int = 0
    bound: int = 0

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
        if sum(len(able.of_place[n]) for n in free) > WHOLE:
            self._go_on(sound)
            return
        if self._try(free, is_all=False):
            return
        if able.size > WHOLE and not self.search.turns and impossible_part(able.problem, run, sound):
            self.search.is_impossible = True
            return
        for days in AROUND:
            wider = self._around(free, timedelta(days=days))
            if run.is_over or sum(len(able.of_place[n]) for n in wider) > WHOLE:
                break
            if self._try(wider, is_all=len(wider) == len(able.of_place)) or self.search.is_impossible:
                return
        if not run.is_over:
            self._try(set(range(len(able.of_place))), is_all=True)
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
        """→ whether it is proved that there are no fewer changes."""
        search = self.search
        held = {n: one for n, one in self.before.items() if n not in free}
        model = RosterModel(search.able, held)
        model.weigh(search.groups, search.spreads)
        model.keep(search.able.problem.before, CHANGE)
        model.begin_from(search.turns or search.able.problem.before)
        solved = self._solve(model)
        if solved.answer == Answer.NONE:
            search.is_impossible = search.is_impossible or is_all
            return False
        if not solved.is_solved:
            return False
        if not search.turns or solved.cost < search.cost:
            search.turns, search.cost = model.turns(solved.values), solved.cost
            self.changes = len(changed(search.able.problem.before, search.turns))
        if self.changes <= self.least or is_all:
            self.least = max(self.least, solved.bound // CHANGE if is_all else 0)
            self.bound = solved.bound - CHANGE * self.changes
        return self.changes <= self.least

    def _solve(self, model: RosterModel) -> Solved:
        run = self.search.run
        return model.model.solve(
            seconds=run.left,
            workers=run.workers,
            seed=run.seed,
            watch=lambda *_: run.tell("正在找改动最少的排法"),
        )
