"""会签: all at once, one after the other, until enough consent; and what a 不同意 does."""

from typing import Any

import pytest

from docflow.flow import Complete, EachUnit, Head, Refused, ReturnTo, Role, Several, Step, Withdraw
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def countersign(**what: Any) -> Step:
    return step("co", "b", **{"who": EachUnit("units", Head("each")), "mode": "all", "advice": "consultative", **what})


def asked(way: Walked) -> list[str]:
    return [holder for _, holders in way.at for holder in holders]


def begun(*units: str, **what: Any) -> Walked:
    return walked(countersign(**what), step("b"), fields={"units": list(units)})


def test_all_are_asked_at_once_and_all_must_answer() -> None:
    way = begun("a", "b", "c")
    assert asked(way) == ["head_a", "head_b", "head_c"]
    way.complete("head_b", stance="agree")
    way.complete("head_c", stance="reserve", opinion="请写明时限。")
    assert asked(way) == ["head_a"]
    way.complete("head_a", stance="agree")
    assert way.at == [("b", ("B",))]


def test_a_stance_is_asked_for_and_more_than_agreement_needs_words() -> None:
    way = begun("a")
    for what, kind in [({}, "missing_stance"), ({"stance": "disagree"}, "missing_opinion")]:
        with pytest.raises(Refused) as caught:
            way.complete("head_a", **what)
        assert caught.value.kind == kind


def test_in_sequence_the_next_is_asked_when_the_one_before_has_answered() -> None:
    way = begun("a", "b", "c", mode="sequence")
    for unit in "abc":
        assert asked(way) == [f"head_{unit}"]
        way.complete(f"head_{unit}", stance="agree")
    assert way.at == [("b", ("B",))]


def test_a_quorum_is_enough_and_the_others_have_not_acted() -> None:
    way = begun("a", "b", "c", mode="quorum", quorum=2)
    way.complete("head_c", stance="agree")
    applied = way.complete("head_a", stance="agree")
    assert way.at == [("b", ("B",))]
    assert [(t.holder, t.outcome, t.by) for t in applied.closed] == [
        ("head_a", "done", "head_a"),
        ("head_b", "not_needed", ""),
    ]


def test_a_quorum_larger_than_those_asked_is_all_of_them() -> None:
    way = begun("a", "b", mode="quorum", quorum=5)
    way.complete("head_a", stance="agree")
    way.complete("head_b", stance="agree")
    assert way.at == [("b", ("B",))]


def test_whoever_heads_two_units_is_asked_once() -> None:
    way = walked(
        step("co", "b", mode="all", who=Several((Role("r"), Role("r"), Role("s")))),
        step("b"),
        r=("X",),
        s=("X", "Y"),
    )
    assert way.at == [("co", ("X",)), ("co", ("Y",))]


def test_a_disagreement_is_answered_by_the_drafter_before_it_goes_on() -> None:
    way = begun("a", "b")
    way.complete("head_a", stance="disagree", opinion="与现行规定不符。")
    way.complete("head_b", stance="agree")
    assert way.at == [("co", ("drafter",))]
    with pytest.raises(Refused, match="答复"):
        way.complete("drafter")
    way.complete("drafter", opinion="已按意见修改。")
    assert way.at == [("b", ("B",))]
    assert [(o.nature, o.stance) for o in way.run.opinions] == [
        ("opinion", "disagree"),
        ("opinion", "agree"),
        ("reply", ""),
    ]


def test_binding_advice_asks_whoever_disagreed_once_more() -> None:
    way = begun("a", "b", advice="binding")
    way.complete("head_a", stance="disagree", opinion="与现行规定不符。")
    way.complete("head_b", stance="agree")
    way.complete("drafter", opinion="请见说明。")
    assert asked(way) == ["head_a"]
    way.complete("head_a", stance="disagree", opinion="仍不同意。")
    assert asked(way) == ["drafter"]
    way.complete("drafter", opinion="已删去该条。")
    way.complete("head_a", stance="agree")
    assert way.at == [("b", ("B",))]


def test_the_drafter_may_take_the_text_back_instead_of_answering() -> None:
    way = begun("a", "b", advice="binding")
    way.complete("head_a", stance="disagree", opinion="不同意。")
    way.complete("head_b", stance="agree")
    way.do(ReturnTo(by="drafter", task=way.task("drafter").id, to="draft", reason="修改后再会签。"))
    way.complete("drafter", digest="D2")
    assert asked(way) == ["head_a", "head_b"]


def test_in_the_answering_phase_the_text_unchanged_asks_for_the_answer_again() -> None:
    way = begun("a", "b")
    way.complete("head_a", stance="disagree", opinion="不同意。")
    way.complete("head_b", stance="agree")
    way.do(ReturnTo(by="drafter", task=way.task("drafter").id, to="draft", reason="再看看。"))
    way.complete("drafter")
    assert way.at == [("co", ("drafter",))]
    assert way.run.open_tasks[0].purpose == "reply"


def test_an_answer_is_taken_back_while_the_others_are_still_asked() -> None:
    way = begun("a", "b")
    way.complete("head_a", stance="agree")
    way.do(Withdraw(by="head_a", task=way.run.tasks[1].id))
    assert asked(way) == ["head_b", "head_a"]
    assert way.run.opinions[0].stance == "agree"
    assert way.run.taken_back == ("t2",)


def test_an_answer_taken_back_takes_the_reply_back_with_it() -> None:
    way = begun("a", "b")
    way.complete("head_a", stance="agree")
    way.complete("head_b", stance="disagree", opinion="不同意。")
    assert asked(way) == ["drafter"]
    way.do(Withdraw(by="head_b", task="t3"))
    assert asked(way) == ["head_b"]


def test_in_sequence_an_answer_is_taken_back_until_the_next_has_answered() -> None:
    way = begun("a", "b", "c", mode="sequence")
    way.complete("head_a", stance="agree")
    way.do(Withdraw(by="head_a", task="t2"))
    assert asked(way) == ["head_a"]
    way.complete("head_a", stance="agree")
    way.complete("head_b", stance="agree")
    with pytest.raises(Refused, match="下一位已经办理"):
        way.do(Withdraw(by="head_a", task="t4"))


def test_nobody_answers_twice() -> None:
    way = begun("a", "b")
    task = way.task("head_a").id
    way.complete("head_a", stance="agree")
    with pytest.raises(Refused) as caught:
        way.do(Complete(by="head_a", task=task, stance="agree"))
    assert caught.value.kind == "closed"
    assert asked(way) == ["head_b"]
