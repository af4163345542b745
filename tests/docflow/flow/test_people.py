"""Who is asked: chosen by the one before, nobody found, the same person twice."""

import pytest

from docflow.flow import END, Choice, Chosen, Head, Refused, Role, Route
from tests.docflow.flow.office import Office, Walked
from tests.docflow.flow.sketches import route, step, walked


def choosing(*leaders: str) -> Walked:
    return walked(step("a", "sign"), step("sign", who=Chosen(Role("leader"))), leader=leaders)


def test_the_one_before_chooses_among_those_in_scope() -> None:
    way = choosing("L1", "L2")
    for chosen, words in [((), "还没有选定"), (("X",), "可选范围"), (("L1", "L2"), "最多选1人")]:
        with pytest.raises(Refused, match=words) as caught:
            way.complete("A", chosen=chosen)
        assert caught.value.kind == "missing_people"
    way.complete("A", chosen=("L2",))
    assert way.at == [("sign", ("L2",))]


def test_with_nobody_to_choose_it_goes_to_the_fallback() -> None:
    way = choosing()
    way.complete("A")
    assert way.at == [("sign", ("admin",))]


def test_with_nobody_in_the_post_the_fallback_is_asked_and_the_act_says_why() -> None:
    way = walked(step("a", "b"), step("b", who=Head(), fallback=Role("clerk")), clerk=("C1", "C2"))
    applied = way.complete("A")
    assert way.at == [("b", ("C1", "C2"))]
    assert (applied.act.resolved[-1].why, applied.act.resolved[-1].fallback_used) == ("无人任职", True)
    assert "无人任职" in applied.facts[0].sentence


def test_with_nobody_at_all_it_stays_where_it_is() -> None:
    way = walked(step("a", "b"), step("b", who=Head()))
    way.office.gone.add("admin")
    with pytest.raises(Refused, match="找不到办理人") as caught:
        way.complete("A")
    assert caught.value.kind == "nobody"
    assert way.at == [("a", ("A",))]


def test_the_same_person_passes_by_himself_if_the_route_says_so() -> None:
    way = walked(step("a", "b"), step("b", "c", skip_if_same_person=True), step("c"), b=("A",))
    applied = way.complete("A")
    assert way.at == [("c", ("C",))]
    assert [(visit.step, visit.outcome) for visit in way.run.visits] == [
        ("draft", "done"),
        ("a", "done"),
        ("b", "passed"),
        ("c", ""),
    ]
    assert [fact.kind for fact in applied.facts] == ["passed"]


def test_another_person_or_a_pool_does_not_pass() -> None:
    for holders in (("B",), ("A", "B")):
        way = walked(step("a", "b"), step("b", "c", skip_if_same_person=True), step("c"), b=holders)
        way.complete("A")
        assert way.at == [("b", holders)]


def test_one_who_has_to_choose_the_next_does_not_pass() -> None:
    way = walked(
        step("a", "b"),
        step("b", "sign", skip_if_same_person=True),
        step("sign", who=Chosen(Role("leader"))),
        b=("A",),
        leader=("L",),
    )
    way.complete("A")
    assert way.at == [("b", ("A",))]


def test_where_there_is_a_choice_nobody_passes_by_himself() -> None:
    ways = (Choice("up", "送领导", (Route("c"),)), Choice("out", "直接办结", (Route(END),)))
    way = walked(step("a", "b"), step("b", skip_if_same_person=True, choices=ways), step("c"), b=("A",))
    way.complete("A")
    assert way.at == [("b", ("A",))]


def test_who_drafts_is_whoever_started() -> None:
    definition = route(step("a"))
    way = Walked(definition, Office(roles={"a": ("A",), "admin": ("admin",)}))
    assert (way.run.drafter, way.at) == ("drafter", [("draft", ("drafter",))])
