"""All rosters of a small problem, one by one: what the solver says is compared with them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import product

from meetings.duty.rota import Breach, Problem, Turn, check
from meetings.duty.rota.holding import Reason


def rosters(problem: Problem) -> Iterator[tuple[Turn, ...]]:
    """Those that break nothing."""
    keys = [one.key for one in problem.members]
    for people in product(keys, repeat=len(problem.places)):
        turns = tuple(Turn(place.key, one) for place, one in zip(problem.places, people, strict=True))
        if not check(problem, turns):
            yield turns


def can_hold(problem: Problem, reasons: Collection[Reason]) -> bool:
    """Whether some roster holds these rules, all others left away. A place that need not be filled may be."""
    must = {one.about for one in reasons if one.breach == Breach.GAP}
    general = {one.breach for one in reasons if one.about is None}
    own = {one.about for one in reasons if one.breach == Breach.MONTH}
    about = {one.about for one in reasons if one.breach != Breach.GAP}
    rules = replace(
        problem.rules,
        rest_hours=problem.rules.rest_hours if Breach.REST in general else 0,
        most_in_month=problem.rules.most_in_month if Breach.MONTH in general else None,
        most_in_week=problem.rules.most_in_week if Breach.WEEK in general else None,
    )
    members = tuple(
        one if one.most_in_month is None or one.key in own else replace(one, most_in_month=99)
        for one in problem.members
    )
    left = replace(
        problem,
        rules=rules,
        members=members,
        absences=tuple(one for one in problem.absences if one in about),
        pairings=tuple(one for one in problem.pairings if one in about),
        locks=tuple(one for one in problem.locks if one in about),
    )
    keys = [one.key for one in problem.members]
    choices = [keys if place.key in must else [*keys, None] for place in problem.places]
    for people in product(*choices):
        turns = [Turn(place.key, one) for place, one in zip(problem.places, people, strict=True) if one is not None]
        if all(one.breach == Breach.GAP and one.place not in must for one in check(left, turns)):
            return True
    return False


def changes(problem: Problem, turns: tuple[Turn, ...]) -> int:
    """Places that are filled by another than before."""
    before = {one.place: one.member for one in problem.before}
    return sum(before.get(one.place, one.member) != one.member for one in turns)
