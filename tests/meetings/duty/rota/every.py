"""All rosters of a small problem, one by one: what the solver says is compared with them."""

from collections.abc import Iterator
from itertools import product

from meetings.duty.rota import Problem, Turn, check


def rosters(problem: Problem) -> Iterator[tuple[Turn, ...]]:
    """Those that break nothing."""
    keys = [one.key for one in problem.members]
    for people in product(keys, repeat=len(problem.places)):
        turns = tuple(Turn(place.key, one) for place, one in zip(problem.places, people, strict=True))
        if not check(problem, turns):
            yield turns


def changes(problem: Problem, turns: tuple[Turn, ...]) -> int:
    """Places that are filled by another than before."""
    before = {one.place: one.member for one in problem.before}
    return sum(before.get(one.place, one.member) != one.member for one in turns)
