"""The invariants of the design over random routes and random acts, and proof that the hard cases were among them."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docflow.flow import check
from tests.docflow.flow import invariants
from tests.docflow.flow.routes import random_office, random_route
from tests.docflow.flow.strolling import WEIGHTS, Stroll

FLOORS = {
    **dict.fromkeys(["start", *WEIGHTS, "job_done", "job_failed"], 200),
    "return_out_of_parallel": 200,
    "complete_straight_back": 100,
    "answer_stands": 80,
    "not_needed": 80,
    "fallback_used": 80,
    "reopened_for_change": 15,
    "passed": 15,
}
LEAST_RUNS, MOST_RUNS = 250, 1200


def stroll(rng: Random, acts: int, weights: Mapping[str, float] = WEIGHTS) -> Stroll:
    """A random route, walked at random; every invariant is asked after every act."""
    definition = random_route(rng)
    assert check(definition) == []
    walk = Stroll(definition, random_office(rng), rng, weights)
    walk.wander(acts)
    invariants.at_the_end(definition, walk.run, walk.record)
    return walk


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    """What happened on many strolls; acts that were rare so far are drawn more often."""
    seen: Counter[str] = Counter()
    for seed in range(MOST_RUNS):
        if seed >= LEAST_RUNS and all(seen[what] >= floor for what, floor in FLOORS.items()):
            break
        weights = {act: weight * (1 if seen[act] >= FLOORS[act] else 3) for act, weight in WEIGHTS.items()}
        walk = stroll(Random(seed), 40, weights)
        seen += walk.seen
        if seed % 3 == 0:
            walk.office.gone.clear()
            walk.to_the_end()
            invariants.at_the_end(walk.definition, walk.run, walk.record)
    return seen


def test_every_act_and_every_hard_case_was_met(seen: Counter[str]) -> None:
    assert {what: seen[what] for what, floor in FLOORS.items() if seen[what] < floor} == {}


def test_enough_strolls_reach_the_end_by_themselves(seen: Counter[str]) -> None:
    assert seen["finished"] >= 0.3 * seen["start"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False))
def test_holds_for_any_route_and_any_acts(rng: Random) -> None:
    stroll(rng, 20)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False))
def test_willing_people_reach_an_end_from_anywhere(rng: Random) -> None:
    walk = stroll(rng, 12)
    walk.office.gone.clear()
    walk.to_the_end()
    assert walk.run.has_ended
