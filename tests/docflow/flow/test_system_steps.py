"""A step that waits for a job: done, failed, asked again, too late."""

import pytest

from docflow.flow import Choice, Complete, Correct, JobDone, JobFailed, Refused, ReturnTo, Role, Route, Step, Suspend
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def typeset() -> Step:
    way = (Choice("done", "送出", (Route("b"),)),)
    return Step(
        key="work", label="排版", kind="system", job="typeset", choices=way, fallback=Role("clerk"), returns=("a",)
    )


def waiting() -> Walked:
    way = walked(step("a", "work"), typeset(), step("b"), clerk=("C1", "C2"))
    way.complete("A")
    return way


def test_the_job_is_asked_for_and_no_task_is_open() -> None:
    way = waiting()
    assert [(wait.id, wait.job) for wait in way.last.asked] == [("w1", "typeset")]
    assert way.at == []
    way.do(JobDone(wait="w1"))
    assert way.at == [("b", ("B",))]


def test_failed_it_is_with_the_fallback_who_asks_again() -> None:
    way = waiting()
    way.do(JobFailed(wait="w1", reason="缺字：䶮"))
    assert way.at == [("work", ("C1", "C2"))]
    assert way.run.waits[0].reason == "缺字：䶮"
    applied = way.complete("C2", opinion="已补字。")
    assert [wait.id for wait in applied.asked] == ["w2"]
    assert way.run.tasks[-1].outcome == "retried"
    way.do(JobDone(wait="w2"))
    assert way.at == [("b", ("B",))]


def test_failed_it_may_be_returned() -> None:
    way = waiting()
    way.do(JobFailed(wait="w1", reason="附件打不开"))
    way.do(ReturnTo(by="C1", task=way.task("C1").id, to="a", reason="附件打不开，请换。", then="straight_back"))
    way.complete("A")
    assert [wait.id for wait in way.last.asked] == ["w2"]


def test_a_late_result_is_refused() -> None:
    way = waiting()
    way.do(JobFailed(wait="w1", reason="超时"))
    with pytest.raises(Refused) as caught:
        way.do(JobDone(wait="w1"))
    assert caught.value.kind == "closed"
    with pytest.raises(Refused) as caught:
        way.do(JobDone(wait="w9"))
    assert caught.value.kind == "unknown"


def test_a_job_that_is_not_wanted_any_more_is_named() -> None:
    way = waiting()
    applied = way.do(Correct(by="admin", to="a", reason="先不排版"))
    assert [wait.id for wait in applied.dropped] == ["w1"]
    with pytest.raises(Refused):
        way.do(JobDone(wait="w1"))


def test_a_result_is_taken_in_while_the_run_is_suspended() -> None:
    way = waiting()
    way.do(Suspend(by="admin", reason="等通知", as_keeper=True))
    way.do(JobDone(wait="w1"))
    assert way.run.status == "suspended"
    with pytest.raises(Refused):
        way.do(Complete(by="B", task=way.task("B").id))
