"""What keeps a definition from being published: each fault by itself, in a sentence."""

from dataclasses import replace

import pytest

from docflow.flow import (
    END,
    JOIN,
    Branch,
    Choice,
    Chosen,
    Definition,
    Drafter,
    EachUnit,
    Head,
    Named,
    Role,
    Route,
    Several,
    Step,
    Who,
    check,
    load,
    shipped,
)
from docflow.flow.conditions import Compare
from docflow.flow.ways import ways_out
from tests.docflow.flow.sketches import draft, on, route, step

ADMIN = Role("admin")
URGENT = Compare("urgent", "filled")
FORK = Step(
    key="fork",
    label="并行",
    kind="fork",
    branches=(Branch("x", "甲", "b"), Branch("y", "乙", "c")),
    choices=(on("z"),),
)
BRANCHED = (draft("fork"), FORK, step("b", JOIN), step("c", JOIN), step("z"))


def kinds(*steps: Step, fallback: Who | None = ADMIN) -> set[str]:
    """The kinds of what is found; every finding is a sentence."""
    found = check(Definition("bad", 1, "有误", "draft", steps, fallback))
    assert all(str(finding).endswith("。") for finding in found)
    return {finding.kind for finding in found}


@pytest.mark.parametrize("key", shipped())
def test_what_is_shipped_may_be_published(key: str) -> None:
    assert check(load(key)) == []


def test_a_sound_one_with_branches() -> None:
    assert kinds(*BRANCHED) == set()


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("unknown_target", (draft("nowhere"),)),
        ("unknown_target", (draft("a"), step("a", returns=("draft", "nowhere")))),
        ("bad_key", (draft("a"), step("a"), step("a"))),
        ("bad_key", (draft("a"), step("a", choices=(on(END), on(END))))),
        ("no_label", (draft("a"), replace(step("a"), label=" "))),
        ("unreachable", (draft("a"), step("a"), step("b"))),
        ("dead_end", (draft("a"), step("a", "b"), step("b", "a", returns=()), step("c"))[:3]),
        ("dead_end", (draft("a"), step("a", choices=()))),
        ("no_route", (draft("a"), step("a", choices=(Choice("on", "送出", ()), Choice("out", "办结", (Route(END),)))))),
        ("no_sure_way", (draft("a"), step("a", choices=(Choice("on", "送出", (Route(END, URGENT),)),)))),
        ("bad_start", (draft("a", reopens_on_change=True), step("a"))),
        ("join_outside", (draft("a"), step("a", JOIN))),
        ("end_in_branch", (*BRANCHED[:2], step("b", END), *BRANCHED[3:])),
        ("join_never", (BRANCHED[0], replace(FORK, join=3), *BRANCHED[2:])),
        ("join_never", (BRANCHED[0], replace(FORK, join=0), *BRANCHED[2:])),
        ("crosses", (*BRANCHED[:2], step("b", "c"), *BRANCHED[3:])),
        ("crosses", (*BRANCHED[:2], step("b", "z"), *BRANCHED[3:])),
        ("crosses", (*BRANCHED[:2], step("b", "fork"), *BRANCHED[3:])),
        ("job", (draft("a"), step("a", job="typeset"))),
        ("quorum", (draft("a"), step("a", mode="quorum"))),
        ("quorum", (draft("a"), step("a", mode="all", quorum=2))),
        ("many_choices", (draft("a"), step("a", mode="all", choices=(on(END), Choice("more", "再送", (Route("draft"),)))))),
        ("human_only", (BRANCHED[0], replace(FORK, reopens_on_change=True), *BRANCHED[2:])),
        ("skip", (draft("a"), step("a", mode="all", skip_if_same_person=True))),
        ("skip", (draft("a"), step("a", opinion="required", skip_if_same_person=True))),
        ("bad_return", (draft("a"), step("a", returns=("a",)))),
        ("bad_return", (draft("a"), step("a", "b", returns=("b",)), step("b"))),
        ("bad_return", (*BRANCHED[:2], step("b", JOIN, returns=("c",)), *BRANCHED[3:])),
        ("bad_return", (*BRANCHED[:4], step("z", returns=("fork",)))),
        ("bad_return", (draft("a"), step("a", acts=()))),
        ("who", (draft("a"), step("a", who=None))),
        ("who", (draft("a"), step("a", who=Named(("p1",))))),
        ("who", (draft("a", ), replace(step("a"), who=Several((Role("r"), Named(("p1",))))))),
        ("who", (replace(draft("a"), who=Role("r")), step("a"))),
        ("unit", (draft("a"), step("a", who=Head("somewhere")))),
        ("unit", (draft("a"), step("a", who=Head("each")))),
        ("fallback", (draft("a"), step("a", fallback=EachUnit("units", Head("each"))))),
        ("chosen", (draft("a"), step("a", who=Chosen(Role("r"), most=2)))),
        ("chosen", (draft("a"), step("a", who=Chosen(Chosen(Role("r")))))),
        ("chosen", (draft("a"), step("a", "b", mode="all"), step("b", who=Chosen(Role("r"))))),
        ("chosen", (*BRANCHED[:2], step("b", JOIN, who=Chosen(Role("r"))), *BRANCHED[3:])),
    ],
)  # fmt: skip
def test_names_what_is_wrong(kind: str, steps: tuple[Step, ...]) -> None:
    assert kind in kinds(*steps)


def test_without_any_fallback_nobody_would_take_it() -> None:
    assert kinds(draft("a"), step("a"), fallback=None) == {"fallback"}
    assert kinds(draft("a", fallback=Role("x")), step("a", fallback=Role("x")), fallback=None) == set()
    assert kinds(draft("a"), step("a"), fallback=Drafter()) == {"fallback"}


def test_a_way_out_counts_only_if_every_condition_leads_there() -> None:
    """A loop that a condition may force upon people is not a way out."""
    trap = step("b", choices=(Choice("on", "送出", (Route("c", URGENT), Route(END))),))
    round_and_round = step("c", "c2")
    back = step("c2", "c", returns=())
    assert "dead_end" in kinds(draft("b"), trap, round_and_round, replace(back, acts=("reassign",)))


def test_ways_out_come_nearer_to_the_end_with_every_choice() -> None:
    definition = route(step("a", "b"), step("b", choices=(Choice("redo", "重来", (Route("a"),)), on("c"))), step("c"))
    assert dict(ways_out(definition)) == {"c": (1, "on"), "b": (2, "on"), "a": (3, "on"), "draft": (4, "on")}
