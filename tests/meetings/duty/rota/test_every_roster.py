"""Small problems of all kinds against every roster there is: found where one exists, the best one, the fewest changes, and sound reasons."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from meetings.duty.rota import (
    Kind,
    Member,
    OtherTurn,
    Pairing,
    Problem,
    Rules,
    Scope,
    Status,
    Turn,
    Wish,
    check,
    greedy,
    on_any_day,
    solve,
)
from meetings.duty.rota.able import Able
from meetings.duty.rota.fairness import cost, counts, groups, spread
from meetings.duty.rota.impossible import conflict
from meetings.duty.rota.outcome import Run
from tests.meetings.duty.rota.every import can_hold, changes, rosters
from tests.meetings.duty.rota.posts import ROLES, away, day, morning, places

few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Problem:
    """Up to so many places and three people, with every kind of rule; most are possible, many are not."""
    shapes = [(6, ROLES[:1]), (5, ROLES[:1]), (3, ROLES), (2, ROLES), (4, ROLES[:1])]
    days, roles = draw(st.sampled_from([one for one in shapes if one[0] * len(one[1]) <= most]))
    there = places(days, roles)
    many = draw(st.integers(2, 3))
    pools = st.one_of(
        st.just(on_any_day(*roles)),
        st.frozensets(st.sampled_from(sorted(on_any_day(*roles))), min_size=2),
    )
    members = tuple(
        Member(
            n,
            "甲乙丙"[n],
            draw(pools),
            share=draw(st.sampled_from([100, 100, 50])),
            since=day(draw(st.integers(0, 2))) if draw(st.integers(0, 4)) == 0 else None,
            served={(role, kind): draw(st.integers(0, 2)) for role in roles for kind in Kind},
            most_in_month=draw(st.sampled_from([None, None, None, 1])),
        )
        for n in range(many)
    )
    who = st.integers(0, many - 1)
    rules = Rules(
        draw(st.sampled_from([0, 24, 48])),
        draw(st.sampled_from([None, None, 2])),
        draw(st.sampled_from([None, None, 2])),
        draw(st.sampled_from(Scope)),
    )
    absences = [
        away(one, first, first) for one, first in draw(st.lists(st.tuples(who, st.integers(0, days - 1)), max_size=2))
    ]
    pairs = [Pairing(0, 1, together) for together in draw(st.lists(st.booleans(), max_size=1))]
    wishes = [
        Wish(one, day(n), to)
        for one, n, to in draw(st.lists(st.tuples(who, st.integers(0, days - 1), st.booleans()), max_size=2))
    ]
    others = [
        OtherTurn(one, morning(n), morning(n + 1), day(n))
        for one, n in draw(st.lists(st.tuples(who, st.sampled_from([-1, days])), max_size=1))
    ]
    locks = draw(st.lists(st.tuples(st.sampled_from(there), who), max_size=1))
    return Problem(
        there,
        members,
        rules,
        tuple(absences),
        tuple(others),
        pairings=tuple(pairs),
        wishes=tuple(wishes),
        locks=tuple(Turn(place.key, one) for place, one in locks),
    )


@few
@given(problems())
def test_a_roster_is_found_where_there_is_one_and_it_is_the_best(problem: Problem) -> None:
    outcome = solve(problem)
    able = Able.of(problem)
    there = groups(able)
    sound = list(rosters(problem))
    taken = greedy(problem)
    if not sound:
        assert outcome.status == Status.IMPOSSIBLE
        assert outcome.reasons
        assert outcome.broken == check(problem, outcome.turns) != ()
        return
    assert outcome.status == Status.BEST
    assert check(problem, outcome.turns) == ()
    if not check(problem, taken):
        mine, theirs = ([spread(one, counts(problem, one, turns)) for one in there] for turns in (outcome.turns, taken))
        assert all(a <= b for a, b in zip(mine, theirs, strict=True))
        sound = [
            one
            for one in sound
            if all(
                spread(group, counts(problem, group, one)) <= wide for group, wide in zip(there, theirs, strict=True)
            )
        ]
    assert outcome.score.cost == cost(able, there, outcome.turns) == min(cost(able, there, one) for one in sound)


@few
@given(problems(), st.data())
def test_a_roster_is_planned_anew_with_the_fewest_changes(problem: Problem, data: st.DataObject) -> None:
    before = data.draw(
        st.lists(
            st.sampled_from(range(len(problem.members))), min_size=len(problem.places), max_size=len(problem.places)
        )
    )
    turns = [Turn(place.key, one) for place, one in zip(problem.places, before, strict=True)]
    problem = replace(problem, before=tuple(turns[data.draw(st.integers(0, 1)) :]))
    outcome = solve(problem)
    sound = list(rosters(problem))
    if not sound:
        assert outcome.status == Status.IMPOSSIBLE
        return
    assert outcome.status == Status.BEST
    assert check(problem, outcome.turns) == ()
    fewest = min(changes(problem, one) for one in sound)
    assert len(outcome.changed) == changes(problem, outcome.turns) == fewest
    able = Able.of(problem)
    there = groups(able)
    least = min(cost(able, there, one) for one in sound if changes(problem, one) == fewest)
    assert outcome.score.cost == least


@few
@given(problems(most=4))
def test_the_rules_that_are_told_cannot_hold_together_and_none_could_be_left_away(problem: Problem) -> None:
    assume(next(rosters(problem), None) is None)
    _, core, is_smallest = conflict(problem, Run())
    assert is_smallest
    assert not can_hold(problem, core)
    for one in core:
        assert can_hold(problem, [other for other in core if other != one])
