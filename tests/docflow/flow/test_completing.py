"""办理: who may, what has to be given, and that it is done once."""

import pytest

from docflow.flow import END, Choice, Claim, Complete, Refused, Route, SaveOpinion
from docflow.flow.conditions import Compare
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import on, step, walked

LARGE = Compare("copies", "at_least", 100)


def refused(way: Walked, **what: str) -> str:
    """The kind of the refusal; the run is as it was."""
    before = way.run
    with pytest.raises(Refused) as caught:
        way.do(Complete(**{"task": before.open_tasks[0].id, **what}))  # type: ignore[arg-type]  # strings only, here
    assert way.run is before
    return caught.value.kind


def test_only_the_holder_completes_his_task() -> None:
    way = walked(step("a", "b"), step("b"))
    assert refused(way, by="B") == "not_holder"
    way.complete("A")
    assert way.at == [("b", ("B",))]


def test_a_delegate_acts_in_his_principals_place() -> None:
    way = walked(step("a"))
    assert refused(way, by="A", on_behalf_of="drafter") == "not_holder"
    way.do(Complete(by="secretary", on_behalf_of="A", task=way.task("A").id, opinion="同意。"))
    assert (way.run.opinions[0].by, way.run.opinions[0].on_behalf_of) == ("secretary", "A")
    assert (way.run.tasks[-1].by, way.run.tasks[-1].holder) == ("secretary", "A")


def test_who_comes_second_is_told_who_was_first() -> None:
    way = walked(step("a", "b"), step("b"), a=("A1", "A2"))
    task = way.task("A1").id
    way.complete("A1")
    with pytest.raises(Refused, match="已经办过") as caught:
        way.do(Complete(by="A2", task=task))
    assert (caught.value.kind, caught.value.by) == ("closed", "A1")
    assert caught.value.at == way.record[-1].at


def test_the_same_key_acts_once() -> None:
    way = walked(step("a", "b"), step("b", "c"), step("c"), b=("A",))
    act = Complete(by="A", task=way.task("A").id, key="k1")
    way.do(act)
    assert way.do(act).repeated
    assert way.at == [("b", ("A",))]
    with pytest.raises(Refused, match="已经有人用过"):
        way.do(Complete(by="B", task="t2", key="k1"))


def test_a_required_opinion_and_required_fields_are_asked_for() -> None:
    way = walked(step("a", opinion="required", required=("deadline",)))
    assert refused(way, by="A", opinion="  ") == "missing_opinion"
    with pytest.raises(Refused) as caught:
        way.complete("A", opinion="同意。")
    assert (caught.value.kind, caught.value.names) == ("missing_field", ("deadline",))
    way.complete("A", opinion="同意。", fields={"deadline": "3月20日"})
    assert way.run.status == "finished"


def test_the_handler_chooses_where_it_goes() -> None:
    ways = (Choice("up", "送领导", (Route("b"),)), Choice("out", "直接办结", (Route(END),)))
    way = walked(step("a", choices=ways), step("b"))
    assert refused(way, by="A") == "missing_choice"
    assert refused(way, by="A", choice="sideways") == "not_allowed"
    way.complete("A", choice="up")
    assert way.at == [("b", ("B",))]


def test_conditions_decide_on_the_fields_as_they_stand_at_the_act() -> None:
    ways = (Choice("on", "送出", (Route("b", LARGE), Route("c"))),)
    way = walked(step("a", choices=ways), step("b"), step("c"), fields={"copies": 5})
    way.complete("A", fields={"copies": 200})
    assert way.at == [("b", ("B",))]


def test_a_choice_whose_condition_does_not_hold_is_not_open() -> None:
    ways = (Choice("large", "大批印制", (Route("b", LARGE),)), on(END))
    way = walked(step("a", choices=ways), step("b"))
    assert refused(way, by="A", choice="large") == "not_allowed"
    way.complete("A")
    assert way.run.status == "finished"


def test_nothing_is_done_after_the_end() -> None:
    way = walked(step("a"))
    way.complete("A")
    assert refused_after_end(way) == "closed"


def refused_after_end(way: Walked) -> str:
    with pytest.raises(Refused) as caught:
        way.do(Claim(by="A", task=way.run.tasks[-1].id))
    return caught.value.kind


def test_a_draft_opinion_is_not_an_opinion() -> None:
    way = walked(step("a"))
    applied = way.do(SaveOpinion(by="A", task=way.task("A").id, opinion="先写一半"))
    assert [task.draft for task in applied.changed] == ["先写一半"]
    assert way.run.opinions == ()


def test_an_opinion_is_bound_to_the_text_it_was_given_on() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A", opinion="同意。", digest="D2")
    way.complete("B", opinion="同意印发。")
    assert [(o.text, o.digest, o.step, o.round) for o in way.run.opinions] == [
        ("同意。", "D2", "a", 1),
        ("同意印发。", "D2", "b", 1),
    ]
