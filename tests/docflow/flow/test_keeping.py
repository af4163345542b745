"""挂起、恢复、终止、特送."""

import pytest

from docflow.flow import Act, Complete, Correct, Refused, Resume, SaveOpinion, Suspend, Terminate
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def kind_of_refusal(way: Walked, act: Act) -> str:
    with pytest.raises(Refused) as caught:
        way.do(act)
    return caught.value.kind


def test_while_it_is_suspended_nobody_acts_but_drafts_are_kept() -> None:
    way = walked(step("a"))
    way.do(Suspend(by="A", reason="等待补充材料"))
    assert way.run.status == "suspended"
    assert way.at == [("a", ("A",))]
    assert kind_of_refusal(way, Complete(by="A", task="t2")) == "suspended"
    assert kind_of_refusal(way, Suspend(by="A", reason="再挂")) == "suspended"
    way.do(SaveOpinion(by="A", task="t2", opinion="草稿"))
    way.do(Resume(by="A"))
    assert way.complete("A").run.status == "finished"


def test_who_holds_nothing_neither_suspends_nor_ends_it() -> None:
    way = walked(step("a", acts=("return_to",)))
    for act in (Suspend(by="A", reason="理由"), Terminate(by="A", reason="理由"), Resume(by="B")):
        assert kind_of_refusal(way, act) == "not_allowed"
    assert kind_of_refusal(way, Resume(by="admin", as_keeper=True)) == "not_allowed"
    assert kind_of_refusal(way, Suspend(by="admin", reason="", as_keeper=True)) == "missing_reason"


def test_terminated_it_is_with_nobody() -> None:
    way = walked(step("a", mode="all"), a=("A1",))
    applied = way.do(Terminate(by="A1", reason="不再办理"))
    assert way.run.status == "terminated"
    assert way.at == []
    assert [(task.outcome, task.by) for task in applied.closed] == [("terminated", "")]
    assert kind_of_refusal(way, Resume(by="admin", as_keeper=True)) == "ended"


def test_sent_ahead_and_sent_back() -> None:
    way = walked(step("a", "b"), step("b", "c"), step("c"))
    way.do(Correct(by="admin", to="c", reason="误入核稿"))
    assert way.at == [("c", ("C",))]
    way.do(Correct(by="admin", to="draft", reason="重新起草"))
    assert way.at == [("draft", ("drafter",))]
    assert way.run.round == 3
    way.complete("drafter")
    assert way.at == [("a", ("A",))]


def test_sent_where_it_lies_it_is_asked_anew() -> None:
    way = walked(step("a", "b"), step("b"))
    way.do(Correct(by="admin", to="a", reason="换届后重办"))
    assert way.at == [("a", ("A",))]
    assert way.run.tasks[1].outcome == "corrected"


def test_it_is_sent_to_a_step_that_is_there_with_a_reason() -> None:
    way = walked(step("a"))
    assert kind_of_refusal(way, Correct(by="admin", to="z", reason="理由")) == "unknown"
    assert kind_of_refusal(way, Correct(by="admin", to="draft", reason="")) == "missing_reason"


def test_nobody_is_sent_past_the_signer() -> None:
    way = walked(step("a", "sign"), step("sign", "c", reopens_on_change=True), step("c"))
    assert kind_of_refusal(way, Correct(by="admin", to="c", reason="急件")) == "not_allowed"
    way.do(Correct(by="admin", to="sign", reason="急件"))
    way.complete("SIGN")
    way.do(Correct(by="admin", to="a", reason="再核一遍"))
    way.do(Correct(by="admin", to="c", reason="文稿没有改动"))
    assert way.at == [("c", ("C",))]
