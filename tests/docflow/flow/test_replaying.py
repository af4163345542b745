"""The acts are the record: from them, and from nothing else, the run is made again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from docflow.flow import Complete, Refused, Start, apply, load, replay
from tests.docflow.flow.office import Office, Walked, yunzhou
from tests.docflow.flow.sketches import step, walked


def test_whatever_the_directory_says_today() -> None:
    way = Walked(load("outgoing"), yunzhou(), fields={"title": "意见", "co_units": ["finance", "housing"]})
    way.complete("drafter")
    way.complete("head")
    way.office = Office()
    assert replay(way.definition, way.record) == way.run
    assert [r.people for r in way.record[2].resolved] == [("finance_head", "housing_head")]


def test_a_record_with_a_gap_is_refused() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A")
    with pytest.raises(ValueError, match="不完整"):
        replay(way.definition, [way.record[0], way.record[2]])
    with pytest.raises(ValueError, match="没有动作记录"):
        replay(way.definition, [])
    with pytest.raises(ValueError, match="缺“a”"):
        replay(way.definition, [way.record[0], replace(way.record[1], resolved=())])


def test_a_run_begins_once_and_with_its_start() -> None:
    way = walked(step("a"))
    with pytest.raises(Refused, match="已经开始"):
        way.do(Start(by="drafter"))
    with pytest.raises(Refused, match="还没有开始"):
        apply(way.definition, None, Complete(by="A", task="t1"), datetime(2026, 3, 20, tzinfo=UTC), way.office)


def test_a_run_keeps_the_version_it_began_with() -> None:
    way = walked(step("a"))
    newer = replace(way.definition, version=2)
    with pytest.raises(ValueError, match="第2版"):
        apply(newer, way.run, Complete(by="A", task="t2"), datetime(2026, 3, 20, tzinfo=UTC), way.office)
