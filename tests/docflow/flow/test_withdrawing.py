"""撤回: by whoever acted last, until the next holder has acted."""

import pytest

from docflow.flow import Claim, Refused, ReturnTo, SaveOpinion, Step, Withdraw
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import draft, step, walked


def withdraw(way: Walked, task: str, by: str) -> None:
    way.do(Withdraw(by=by, task=task))


def kind_of_refusal(way: Walked, task: str, by: str) -> str:
    with pytest.raises(Refused) as caught:
        withdraw(way, task, by)
    return caught.value.kind


def test_it_lies_with_him_again_and_the_next_has_nothing() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A", opinion="同意。")
    withdraw(way, "t2", "A")
    assert way.at == [("a", ("A",))]
    assert [(t.holder, t.outcome, t.by) for t in way.last.closed] == [("B", "withdrawn", "")]
    assert way.run.opinions[0].text == "同意。"
    assert way.run.round == 1


def test_having_read_drafted_or_taken_it_is_no_obstacle() -> None:
    way = walked(step("a", "b"), step("b"), b=("B1", "B2"))
    way.complete("A")
    way.do(Claim(by="B1", task="t3"))
    way.do(SaveOpinion(by="B1", task="t3", opinion="草稿"))
    withdraw(way, "t2", "A")
    assert way.at == [("a", ("A",))]


def test_too_late_when_the_next_has_acted() -> None:
    way = walked(step("a", "b"), step("b", "c"), step("c"))
    way.complete("A")
    way.complete("B")
    assert kind_of_refusal(way, "t2", "A") == "too_late"


def test_only_his_own() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A")
    assert kind_of_refusal(way, "t2", "B") == "not_allowed"
    assert kind_of_refusal(way, "t9", "B") == "unknown"


def test_not_where_the_definition_does_not_give_it() -> None:
    way = walked(step("a", "b", acts=("return_to",)), step("b"))
    way.complete("A")
    assert kind_of_refusal(way, "t2", "A") == "not_allowed"


def test_once_taken_back_it_cannot_be_taken_back_again() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A")
    withdraw(way, "t2", "A")
    assert kind_of_refusal(way, "t2", "A") == "too_late"


def test_a_return_is_taken_back_and_everything_stands_as_before() -> None:
    way = walked(step("a", "co"), step("co", mode="all"), co=("X",))
    way.complete("A")
    way.do(ReturnTo(by="X", task="t3", to="draft", reason="看错了"))
    withdraw(way, "t3", "X")
    assert way.at == [("co", ("X",))]


def test_after_a_wait_for_a_job_it_is_too_late() -> None:
    way = walked(
        step("a", "work"),
        Step(key="work", label="排版", kind="system", job="work", choices=step("x", "b").choices),
        step("b"),
    )
    way.complete("A")
    assert kind_of_refusal(way, "t2", "A") == "too_late"


def test_the_drafter_takes_back_what_he_sent() -> None:
    way = walked(draft("a"), step("a"))
    withdraw(way, "t1", "drafter")
    assert way.at == [("draft", ("drafter",))]
