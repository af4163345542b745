"""Branches side by side: joined by all, by one, by some; and returns into them, out of them, across them."""

import pytest

from docflow.flow import JOIN, Branch, Choice, Correct, Refused, ReturnTo, Route, Step, Withdraw
from docflow.flow.definition import Join
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def fork(join: Join, *firsts: str) -> Step:
    branches = tuple(Branch(f"to_{key}", f"分支{key}", key) for key in firsts)
    return Step(key="fork", label="并行审查", kind="fork", branches=branches, join=join, choices=step("x", "z").choices)


def forked(join: Join = "all") -> Walked:
    """draft → a → fork(b → b2 | c | d) → z"""
    way = walked(
        step("a", "fork"),
        fork(join, "b", "c", "d"),
        step("b", "b2", returns=("a",)),
        step("b2", JOIN, returns=("a", "b")),
        step("c", JOIN, returns=("a",)),
        step("d", JOIN),
        step("z", returns=("a", "b", "b2", "c")),
    )
    way.complete("A")
    return way


def steps(way: Walked) -> list[str]:
    return [at for at, _ in way.at]


def send_back(way: Walked, by: str, to: str, then: str = "walk_again") -> None:
    way.do(ReturnTo(by=by, task=way.task(by).id, to=to, reason="请修改。", then=then))  # type: ignore[arg-type]  # a word of Then


def test_joined_by_all() -> None:
    way = forked()
    assert steps(way) == ["b", "c", "d"]
    for holder in ("C", "B", "D"):
        way.complete(holder)
    assert steps(way) == ["b2"]
    way.complete("B2")
    assert steps(way) == ["z"]


def test_joined_by_one_the_others_have_not_acted() -> None:
    way = forked("any")
    applied = way.complete("D")
    assert steps(way) == ["z"]
    assert {(task.step, task.outcome, task.by) for task in applied.closed} == {
        ("b", "not_needed", ""),
        ("c", "not_needed", ""),
        ("d", "done", "D"),
    }


def test_joined_by_two() -> None:
    way = forked(2)
    way.complete("D")
    assert steps(way) == ["b", "c"]
    way.complete("C")
    assert steps(way) == ["z"]


def test_a_return_inside_a_branch_leaves_the_others_alone() -> None:
    way = forked()
    way.complete("B")
    send_back(way, "B2", "b")
    assert steps(way) == ["c", "d", "b"]


def test_a_return_out_of_a_branch_closes_all_of_them() -> None:
    way = forked()
    way.complete("C")
    send_back(way, "B", "a")
    assert steps(way) == ["a"]
    way.complete("A")
    assert steps(way) == ["b", "c", "d"]


def test_straight_back_over_the_fork_a_branch_that_was_done_stands() -> None:
    way = forked()
    way.complete("C", opinion="合法。")
    send_back(way, "B", "a", "straight_back")
    way.complete("A")
    assert steps(way) == ["b", "d"]
    for holder in ("B", "D", "B2"):
        way.complete(holder)
    assert steps(way) == ["z"]


def test_straight_back_over_the_fork_with_another_text_a_branch_is_walked_again() -> None:
    way = forked()
    way.complete("C", opinion="合法。")
    send_back(way, "B", "a", "straight_back")
    way.complete("A", digest="D2")
    assert steps(way) == ["b", "c", "d"]


def through(way: Walked) -> None:
    for holder in ("B", "C", "D", "B2"):
        way.complete(holder)


def test_a_return_into_one_branch_walks_that_branch_only() -> None:
    way = forked()
    through(way)
    send_back(way, "Z", "b")
    assert steps(way) == ["b"]
    way.complete("B")
    way.complete("B2")
    assert steps(way) == ["z"]


def test_a_return_into_a_branch_goes_straight_back() -> None:
    way = forked()
    through(way)
    send_back(way, "Z", "b", "straight_back")
    way.complete("B")
    assert steps(way) == ["z"]
    assert len(way.run.open_visits) == 1


def test_not_into_a_branch_that_was_not_needed() -> None:
    way = forked("any")
    way.complete("D")
    with pytest.raises(Refused) as caught:
        send_back(way, "Z", "c")
    assert caught.value.kind == "not_allowed"


def test_the_last_of_a_branch_takes_back_what_had_joined() -> None:
    way = forked("any")
    way.complete("D")
    way.do(Withdraw(by="D", task="t5"))
    assert sorted(steps(way)) == ["b", "c", "d"]
    way.complete("C")
    assert steps(way) == ["z"]


def test_an_arrival_is_taken_back_while_the_others_walk() -> None:
    way = forked()
    way.complete("C")
    way.do(Withdraw(by="C", task="t4"))
    assert sorted(steps(way)) == ["b", "c", "d"]
    assert way.run.open_visits[0].arrived == ()


def test_sent_into_a_branch_from_before_the_fork_the_others_walk_too() -> None:
    way = forked()
    way.do(Correct(by="admin", to="a", reason="从头来"))
    way.do(Correct(by="admin", to="b2", reason="只差这一步"))
    assert sorted(steps(way)) == ["b2", "c", "d"]


def test_a_choice_ends_its_branch_by_joining() -> None:
    way = walked(
        step("a", "fork"),
        fork("all", "b", "c"),
        step("b", choices=(Choice("stop", "无意见", (Route(JOIN),)), Choice("more", "再审", (Route("d"),)))),
        step("c", JOIN),
        step("d", JOIN),
        step("z"),
    )
    way.complete("A")
    way.complete("B", choice="stop")
    assert steps(way) == ["c"]
