"""The cost of a group's unevenness, as terms of a model: whoever counts turns, by days or only by numbers, has it from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meetings.duty.rota.cpsat import Model
from meetings.duty.rota.fairness import SPREAD, TURN, Group, Standing

Step = tuple[int, int]
"""A variable, and how many turns it can hold."""


@dataclass
class Weighed:
    """What stands in the model for a group: the greatest and the least deviation, and by person his turns as steps that cost more and more."""

    group: Group
    most: int
    least: int
    people: list[tuple[Standing, Sequence[int], int, Sequence[Step]]] = field(default_factory=list)

    def begin_from(self, hints: dict[int, int]) -> None:
        """What follows from the turns that are hinted."""
        deviations = []
        for one, mine, had, steps in self.people:
            turns = sum(hints.get(variable, 0) for variable in mine)
            if one.able:
                deviations.append(one.deviation(had + turns))
            for step, size in steps:
                hints[step] = min(turns, size)
                turns -= hints[step]
        if deviations:
            hints[self.most], hints[self.least] = max(deviations), min(deviations)


def weigh(
    model: Model,
    group: Group,
    turns: Mapping[int, Sequence[int]],
    had: Mapping[int, int],
    *,
    least_spread: int = 0,
) -> Weighed:
    """Add what `fairness.cost` says of a group. `turns`: by member the variables whose sum he serves; `had`: what he serves besides.

    `least_spread` is known to be the smallest that there can be: without it a solver takes long to see that half a turn cannot be served.
    """
    found = bracket(model, group, turns, had, least_spread)
    for one in group.standings:
        here, mine = had.get(one.member, 0), turns.get(one.member, ())
        model.fixed += group.weight * one.squared(here)
        found.people.append((one, mine, here, _steps(model, group.weight, one, mine, here) if mine else ()))
    model.costing(found.most, SPREAD * group.weight)
    model.costing(found.least, -SPREAD * group.weight)
    return found


def bracket(
    model: Model, group: Group, turns: Mapping[int, Sequence[int]], had: Mapping[int, int], least_spread: int = 0
) -> Weighed:
    """The greatest and the least deviation, without any cost."""
    ends = [one.deviation(turn) for one in group.moving for turn in (0, one.able)]
    low, high = min(ends), max(ends)
    most, least = model.integer(low, high), model.integer(low, high)
    model.within([(most, 1), (least, -1)], least_spread, high - low)
    for one in group.moving:
        base = one.deviation(had.get(one.member, 0))
        terms = [(variable, TURN) for variable in turns.get(one.member, ())]
        model.within([*terms, (most, -1)], low - high - base, -base)
        model.within([*terms, (least, -1)], -base, high - low - base)
    return Weighed(group, most, least)


def _steps(model: Model, weight: int, one: Standing, mine: Sequence[int], had: int) -> list[Step]:
    """Further turns cost more and more, so the steps are taken in their order by themselves."""
    steps: list[Step] = []
    left = had
    for many, each in one.steps:
        used = min(left, many)
        left -= used
        if many > used:
            steps.append((model.integer(0, many - used), many - used))
            model.costing(steps[-1][0], weight * each)
    model.within([*((variable, 1) for variable in mine), *((step, -1) for step, _ in steps)], 0, 0)
    return steps
