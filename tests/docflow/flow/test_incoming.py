"""The shipped 收文 routes: walked from 登记 to 办结, and at random with every invariant asked after every act."""

from random import Random

import pytest

from docflow.flow import Definition, Refused, ReturnTo, Start, Terminate, load
from tests.docflow.flow import invariants
from tests.docflow.flow.office import Office, Walked
from tests.docflow.flow.routes import PEOPLE
from tests.docflow.flow.strolling import KEEPER, Stroll

UNITS = ("finance", "housing", "audit")


def city(rng: Random | None = None) -> Office:
    """An office that handles what comes in; drawn by chance where a source of chance is given."""
    pick = rng.sample if rng else lambda people, k: list(people[:k])
    roles = {
        "document_clerk": tuple(pick(PEOPLE, 2)),
        "office_reviewer": tuple(pick(PEOPLE[2:], 1)),
        "leader": tuple(pick(PEOPLE[4:], 2)),
        "leader_in_charge": tuple(pick(PEOPLE[6:], 1)),
        "flow_administrator": ("k1", "k2"),
    }
    return Office(roles=roles, heads=dict(zip(UNITS, pick(PEOPLE[7:], 3), strict=True)))


def fields(**more: object) -> dict[str, object]:
    return {
        "title": "通知",
        "lead_unit": "finance",
        "co_units": ["housing"],
        "people": ["x1"],
        "needs_reply": False,
        **more,
    }


def instructed(**more: object) -> Walked:
    way = Walked(load("incoming_handle"), city(), fields=fields(**more))
    way.complete("drafter")
    way.complete("p1")
    way.complete("p3", opinion="拟请财政处办理。", choice="instruct", chosen=("p5", "p6"))
    way.complete("p5", opinion="同意。")
    assert way.at == [("instruct", ("p6",))]
    way.complete("p6", opinion="同意。")
    return way


def test_lead_and_co_units_and_named_people_undertake_at_once() -> None:
    way = instructed(needs_reply=True)
    assert way.at == [("undertake", ("p8",)), ("undertake", ("p9",)), ("undertake", ("x1",))]
    with pytest.raises(Refused):
        way.complete("p8", opinion=" ")
    for who in ("p9", "x1", "p8"):
        way.complete(who, opinion="已办。")
    assert way.at == [("answer", ("p8", "x1"))]
    way.complete("p8")
    way.complete("p2")
    assert way.run.status == "finished"


def test_naming_nobody_leads_to_close() -> None:
    assert instructed(lead_unit="", co_units=[], people=[]).at == [("close", ("p1", "p2"))]


def test_an_act_may_name_others_than_were_proposed() -> None:
    way = Walked(load("incoming_handle"), city(), fields=fields())
    way.complete("drafter")
    way.complete("p1")
    way.complete("p3", opinion="拟办。", choice="instruct", chosen=("p5",))
    way.complete("p5", opinion="请审计处办。", fields=fields(lead_unit="audit", co_units=[], people=[]))
    assert way.at == [("undertake", ("p10",))]


def test_what_is_not_its_business_goes_back_and_is_walked_again() -> None:
    way = instructed(people=[])
    way.complete("p9", opinion="已办。")
    way.do(ReturnTo(by="p8", task=way.task("p8").id, to="instruct", reason="不属本单位职责。", then="walk_again"))
    assert way.at == [("instruct", ("p5",))]
    way.complete("p5", opinion="请审计处办。", fields=fields(lead_unit="audit", co_units=[], people=[]))
    way.complete("p6", opinion="同意。", fields=fields(lead_unit="audit", co_units=[], people=[]))
    assert way.at == [("undertake", ("p10",))]


def test_the_first_look_may_end_it() -> None:
    way = Walked(load("incoming_read"), city(), fields=fields())
    way.complete("drafter")
    way.do(Terminate(by="p1", reason="不属本机关职责。"))
    assert way.run.status == "terminated"


class Inbox(Stroll):
    """A stroll along a 收文 route: the fields are those of a piece that came in, and change from act to act."""

    def __post_init__(self) -> None:
        self.do(Start(by="p1", digest="d0", fields=self._fields(), key="start"))

    def _fields(self) -> dict[str, object]:
        rng = self.rng
        lead = rng.choice(("", *UNITS))
        return fields(
            lead_unit=lead,
            co_units=rng.sample(UNITS, rng.randint(0, 2)) if lead else [],
            people=rng.sample(PEOPLE, rng.randint(0, 2)),
            needs_reply=rng.random() < 0.5,
        )


def strolled(definition: Definition, seed: int, acts: int) -> Inbox:
    rng = Random(seed)
    walk = Inbox(definition, city(rng), rng)
    walk.wander(acts)
    invariants.at_the_end(definition, walk.run, walk.record)
    return walk


@pytest.mark.parametrize("key", ["incoming_handle", "incoming_read"])
def test_every_invariant_holds_however_it_is_walked(key: str) -> None:
    definition = load(key)
    walks = [strolled(definition, seed, 40) for seed in range(60)]
    assert sum(walk.run.status == "finished" for walk in walks) > 5
    for walk in walks[::3]:
        walk.office.gone.clear()
        walk.to_the_end()
        assert walk.run.has_ended
    steps = {visit.step for walk in walks for visit in walk.run.visits}
    assert steps == {step.key for step in definition.steps}


def test_the_keeper_of_the_strolls_is_the_flow_administrator() -> None:
    assert KEEPER in city().roles["flow_administrator"]
