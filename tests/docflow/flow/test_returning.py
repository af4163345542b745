"""退回: to whom, what it closes, and who is asked again when it comes forward."""

from typing import Any

import pytest

from docflow.flow import EachUnit, Head, Refused, ReturnTo, SaveOpinion, Step
from docflow.flow.acts import Then
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def send_back(way: Walked, by: str, to: str = "draft", then: Then | str = "", reason: str = "请修改。") -> None:
    way.do(ReturnTo(by=by, task=way.task(by).id, to=to, reason=reason, then=then))  # type: ignore[arg-type]  # a word of Then


def countersign(**what: Any) -> Step:
    return step("co", "c", **{"who": EachUnit("units", Head("each")), "mode": "all", "advice": "consultative", **what})


def at_countersign(*units: str, **what: Any) -> Walked:
    way = walked(step("a", "co"), countersign(returns=("draft", "a"), **what), step("c"), fields={"units": list(units)})
    way.complete("A")
    return way


def test_a_return_needs_a_reason_and_a_step_on_the_way() -> None:
    way = walked(step("a", "b"), step("b", "c", returns=("draft", "a")), step("c", returns=("b",)))
    way.complete("A")
    for to, reason, kind in [("draft", " ", "missing_reason"), ("c", "理由", "not_allowed")]:
        with pytest.raises(Refused) as caught:
            send_back(way, "B", to, reason=reason)
        assert caught.value.kind == kind


def test_walk_again_goes_through_everybody() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A")
    send_back(way, "B", then="walk_again")
    assert way.at == [("draft", ("drafter",))]
    assert way.run.round == 2
    way.complete("drafter")
    assert way.at == [("a", ("A",))]


def test_straight_back_goes_to_whoever_returned_it() -> None:
    way = walked(step("a", "b"), step("b"), b=("B1", "B2"))
    way.complete("A")
    send_back(way, "B2", then="straight_back")
    way.complete("drafter", digest="D2")
    assert way.at == [("b", ("B2",))]
    assert way.run.open_tasks[0].pool == ("B1", "B2")


def test_straight_back_goes_to_the_one_who_had_taken_it() -> None:
    way = walked(step("a", "b"), step("b", returns=("a",)), a=("A1", "A2"))
    way.complete("A2")
    send_back(way, "B", to="a", then="straight_back")
    assert way.at == [("a", ("A2",))]
    way.complete("A2")
    assert way.at == [("b", ("B",))]


def test_a_reason_is_kept_as_an_opinion() -> None:
    way = walked(step("a"))
    send_back(way, "A", reason="第三条与上位法不符。")
    assert [(o.nature, o.text, o.by) for o in way.run.opinions] == [("return", "第三条与上位法不符。", "A")]


def test_out_of_a_countersign_nobody_beside_keeps_a_task_or_has_acted() -> None:
    way = at_countersign("a", "b", "c")
    way.complete("head_a", stance="agree")
    send_back(way, "head_b")
    assert way.at == [("draft", ("drafter",))]
    assert [(t.holder, t.outcome, t.by) for t in way.run.tasks if t.step == "co"] == [
        ("head_a", "done", "head_a"),
        ("head_b", "returned", "head_b"),
        ("head_c", "closed", ""),
    ]


def test_straight_back_to_a_countersign_a_consent_to_the_same_text_stands() -> None:
    way = at_countersign("a", "b", "c")
    way.complete("head_a", stance="agree", opinion="同意。")
    send_back(way, "head_b")
    applied = way.complete("drafter")
    assert way.at == [("co", ("head_b",)), ("co", ("head_c",))]
    assert [fact.kind for fact in applied.facts] == ["answer_stands"]
    way.complete("head_b", stance="agree")
    way.complete("head_c", stance="agree")
    assert way.at == [("c", ("C",))]


def test_straight_back_to_a_countersign_a_changed_text_is_asked_again() -> None:
    way = at_countersign("a", "b", "c")
    way.complete("head_a", stance="agree", opinion="同意。")
    send_back(way, "head_b")
    way.complete("drafter", digest="D2")
    assert way.at == [("co", ("head_a",)), ("co", ("head_b",)), ("co", ("head_c",))]
    assert way.run.opinions[0].text == "同意。"


def test_walk_again_to_a_countersign_asks_everyone() -> None:
    way = at_countersign("a", "b")
    way.complete("head_a", stance="agree")
    send_back(way, "head_b", to="a", then="walk_again")
    way.complete("A")
    assert way.at == [("co", ("head_a",)), ("co", ("head_b",))]


def test_in_sequence_straight_back_keeps_the_turn() -> None:
    way = at_countersign("a", "b", "c", mode="sequence")
    way.complete("head_a", stance="agree")
    send_back(way, "head_b")
    way.complete("drafter")
    assert way.at == [("co", ("head_b",))]
    send_back(way, "head_b")
    way.complete("drafter", digest="D2")
    assert way.at == [("co", ("head_a",))]


def test_an_opinion_half_written_is_there_again_after_the_return() -> None:
    way = at_countersign("a", "b")
    way.do(SaveOpinion(by="head_a", task=way.task("head_a").id, opinion="写了一半"))
    send_back(way, "head_b")
    way.complete("drafter")
    assert way.task("head_a").draft == "写了一半"


def test_returned_twice_it_comes_straight_back_twice() -> None:
    way = walked(step("a", "b"), step("b", "c", returns=("a",)), step("c", returns=("b",)))
    way.complete("A")
    way.complete("B")
    send_back(way, "C", to="b", then="straight_back")
    send_back(way, "B", to="a", then="straight_back")
    assert way.at == [("a", ("A",))]
    way.complete("A")
    assert way.at == [("b", ("B",))]
    way.complete("B")
    assert way.at == [("c", ("C",))]


def test_who_has_left_is_replaced_by_the_fallback() -> None:
    way = walked(step("a", "b"), step("b", returns=("a",)))
    way.complete("A")
    way.office.gone.add("A")
    send_back(way, "B", to="a")
    assert way.at == [("a", ("admin",))]
    assert way.last.act.resolved[-1].fallback_used
    assert [fact.kind for fact in way.last.facts] == ["fallback_used"]
