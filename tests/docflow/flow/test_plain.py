"""Definitions, runs and acts as JSON data and back; what cannot be read is named by its place."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.flow import Complete, Definition, Run, Start, act_from_data, load
from tests.docflow.flow.office import Walked, yunzhou
from tests.docflow.flow.routes import random_route


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_a_definition_is_its_data(seed: int) -> None:
    definition = random_route(Random(seed))
    assert Definition.from_data(json.loads(json.dumps(definition.to_data()))) == definition


def test_a_run_and_its_acts_are_their_data() -> None:
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "意见", "co_units": ["finance"]})
    way.complete("drafter", key="k")
    assert Run.from_data(json.loads(json.dumps(way.run.to_data()))) == way.run
    for act in way.record:
        assert act_from_data(json.loads(json.dumps(act.to_data()))) == act


def test_what_is_left_at_its_default_is_left_out() -> None:
    assert Complete(by="a", task="t1").to_data() == {"kind": "complete", "by": "a", "task": "t1"}
    assert Start(by="a", fields={}).to_data() == {"kind": "start", "by": "a", "fields": {}}


def edited(path: str, value: Any) -> dict[str, Any]:
    """The shipped definition with one thing in it changed."""
    data = load("outgoing").to_data()
    place: Any = data
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        place = place[part]
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("steps.0.who", {"kind": "somebody"}, "steps[0].who"),
        ("steps.0.who", "drafter", "steps[0].who"),
        ("steps.2.mode", "some", "steps[2].mode"),
        ("steps.2.quorum", True, "steps[2].quorum"),
        ("steps.2.join", "half", "steps[2].join"),
        ("steps.1.labl", "核稿", "labl"),
        ("steps.1.returns", "draft", "steps[1].returns"),
        ("version", "1", "Definition.version"),
        ("steps.1.choices.0.routes.0.when", {"kind": "compare", "field": "x"}, "缺 how"),
    ],
)
def test_what_cannot_be_read_is_named(path: str, value: Any, named: str) -> None:
    with pytest.raises(ValueError, match="：") as caught:
        Definition.from_data(edited(path, value))
    assert named in str(caught.value)


def test_an_unknown_act_is_named() -> None:
    with pytest.raises(ValueError, match="dance"):
        act_from_data({"kind": "dance"})
