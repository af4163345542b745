"""抢办、转办: a pool, who takes from it, who puts back, who gives to another."""

import pytest

from docflow.flow import Act, Claim, Complete, PutBack, Reassign, Refused, Role, Several
from tests.docflow.flow.office import Walked
from tests.docflow.flow.sketches import step, walked


def kind_of_refusal(way: Walked, act: Act) -> str:
    with pytest.raises(Refused) as caught:
        way.do(act)
    return caught.value.kind


def pooled() -> Walked:
    return walked(step("a"), a=("A1", "A2", "A3"))


def test_the_first_who_takes_it_has_it() -> None:
    way = pooled()
    applied = way.do(Claim(by="A2", task="t2"))
    assert way.at == [("a", ("A2",))]
    assert [task.id for task in applied.changed] == ["t2"]
    assert not applied.opened
    assert not applied.closed
    assert kind_of_refusal(way, Claim(by="A1", task="t2")) == "taken"
    assert kind_of_refusal(way, Claim(by="A2", task="t2")) == "not_allowed"


def test_put_back_it_lies_in_the_pool_again() -> None:
    way = pooled()
    assert kind_of_refusal(way, PutBack(by="A2", task="t2")) == "not_allowed"
    way.do(Claim(by="A2", task="t2"))
    way.do(PutBack(by="A2", task="t2"))
    assert way.at == [("a", ("A1", "A2", "A3"))]


def test_whoever_acts_out_of_the_pool_has_taken_it() -> None:
    way = pooled()
    way.complete("A3")
    assert (way.run.tasks[-1].holder, way.run.tasks[-1].by) == ("A3", "A3")


def test_given_to_another_it_is_his() -> None:
    way = walked(step("a", "b"), step("b"))
    way.do(Reassign(by="A", task="t2", to="X", reason="出差"))
    assert way.at == [("a", ("X",))]
    assert (way.run.tasks[1].outcome, way.run.tasks[1].by) == ("reassigned", "A")
    way.complete("X")
    assert way.at == [("b", ("B",))]


def test_not_to_oneself_nor_to_one_who_is_asked_already_nor_to_one_who_has_left() -> None:
    way = walked(step("a", mode="all", who=Several((Role("r"), Role("s")))), r=("X",), s=("Y",))
    way.office.gone.add("Z")
    for to, kind in [("X", "not_allowed"), ("Y", "not_allowed"), ("Z", "nobody")]:
        assert kind_of_refusal(way, Reassign(by="X", task="t2", to=to)) == kind


def test_the_flow_administrator_gives_it_to_another_with_a_reason() -> None:
    way = walked(step("a", acts=("return_to",)))
    assert kind_of_refusal(way, Reassign(by="A", task="t2", to="X")) == "not_allowed"
    assert kind_of_refusal(way, Reassign(by="admin", task="t2", to="X", as_keeper=True)) == "missing_reason"
    way.do(Reassign(by="admin", task="t2", to="X", reason="本人休假", as_keeper=True))
    assert way.at == [("a", ("X",))]
    assert (way.run.tasks[1].outcome, way.run.tasks[1].by) == ("handed", "")
    assert kind_of_refusal(way, Complete(by="A", task="t2")) == "closed"
