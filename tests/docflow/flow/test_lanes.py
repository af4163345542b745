"""The trail: who held it from when to when, by round, and with which result."""

from datetime import timedelta

from docflow.flow import JobFailed, ReturnTo, Withdraw, holding, lanes
from tests.docflow.flow.office import MORNING
from tests.docflow.flow.sketches import step, walked
from tests.docflow.flow.test_branches import forked
from tests.docflow.flow.test_returning import at_countersign
from tests.docflow.flow.test_system_steps import waiting


def minute(n: int) -> object:
    return MORNING + timedelta(minutes=n)


def test_a_return_begins_a_new_lane_and_nobody_beside_has_acted() -> None:
    way = at_countersign("a", "b")
    way.complete("head_a", stance="agree", opinion="同意。")
    way.do(ReturnTo(by="head_b", task=way.task("head_b").id, to="draft", reason="请补依据。"))
    way.complete("drafter")
    first, second = lanes(way.definition, way.run)
    assert [(s.step, s.holder, s.outcome, s.has_acted) for s in first.stays] == [
        ("draft", "drafter", "done", True),
        ("a", "A", "done", True),
        ("co", "head_a", "done", True),
        ("co", "head_b", "returned", True),
    ]
    assert [(s.step, s.holder, s.outcome, s.of_round) for s in second.stays] == [
        ("draft", "drafter", "done", 0),
        ("co", "head_a", "stands", 1),
        ("co", "head_b", "", 0),
    ]
    assert [o.text for o in second.stays[1].opinions] == ["同意。"]
    assert (first.stays[2].since, first.stays[2].until) == (minute(2), minute(3))


def test_who_holds_it_since_when() -> None:
    way = walked(step("a", "b"), step("b"), b=("B1", "B2"))
    way.complete("A")
    (stay,) = holding(way.definition, way.run)
    assert (stay.step, stay.holder, stay.pool, stay.since) == ("b", "", ("B1", "B2"), minute(2))


def test_the_system_holds_it_while_it_waits_for_a_job() -> None:
    way = waiting()
    (stay,) = holding(way.definition, way.run)
    assert (stay.label, stay.holder, stay.since) == ("排版", "", minute(2))
    way.do(JobFailed(wait="w1", reason="缺字"))
    stays = lanes(way.definition, way.run)[0].stays
    assert [(s.purpose, s.outcome) for s in stays[-2:]] == [("handle", "failed"), ("repair", "")]


def test_what_was_taken_back_is_shown_as_that() -> None:
    way = walked(step("a", "b"), step("b"))
    way.complete("A", opinion="同意。")
    way.do(Withdraw(by="A", task="t2"))
    shown = [(s.task, s.outcome, s.taken_back) for s in lanes(way.definition, way.run)[0].stays]
    assert shown == [("t1", "done", False), ("t2", "done", True), ("t3", "withdrawn", False), ("t4", "", False)]


def test_a_step_passed_by_itself_is_shown_with_its_person() -> None:
    way = walked(step("a", "b"), step("b", "c", skip_if_same_person=True), step("c"), b=("A",))
    way.complete("A")
    stay = lanes(way.definition, way.run)[0].stays[2]
    assert (stay.step, stay.holder, stay.outcome, stay.has_acted) == ("b", "A", "passed", False)


def test_a_branch_is_named() -> None:
    way = forked()
    assert [stay.branch for stay in holding(way.definition, way.run)] == ["分支b", "分支c", "分支d"]
