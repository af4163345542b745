"""排不出来：the rules that are told are needed, all of them, and the nearest roster names what it breaks."""

from dataclasses import replace

import pytest

from meetings.duty.rota import Breach, Outcome, Pairing, Problem, Rules, Status, solve
from meetings.duty.rota import impossible as impossible_module
from tests.meetings.duty.rota.posts import away, problem, turn


def failed(there: Problem) -> Outcome:
    outcome = solve(there)
    assert outcome.status == Status.IMPOSSIBLE
    return outcome


def test_too_few_people_and_the_rest_between_turns() -> None:
    outcome = failed(problem(5, 3))
    places, others, rest = outcome.reasons
    assert places.endswith("主班要有人值班，人员池里能值的只有甲、乙、丙。")
    assert others.endswith("副班要有人值班，人员池里能值的只有甲、乙、丙。")
    assert rest == "两班之间至少休息24小时。"
    assert len(outcome.turns) == 10
    assert {one.breach for one in outcome.broken} == {Breach.REST}


def test_a_lock_on_somebody_who_is_away() -> None:
    outcome = failed(replace(problem(4, 6), locks=(turn(2, "主班", 2),), absences=(away(2, 1, 3), away(4, 0, 0))))
    assert outcome.reasons == ("丙12月26日至12月29日请假。", "12月27日主班锁定为丙。")
    assert [one.words for one in outcome.broken] == ["12月27日主班已锁定为丙，不能改排。"]


def test_two_who_serve_together_and_a_month_that_is_too_short() -> None:
    pair = replace(problem(1, 3), pairings=(Pairing(0, 1, together=True),), locks=(turn(0, "副班", 2),))
    assert solve(pair).status == Status.IMPOSSIBLE
    outcome = failed(problem(7, 3, Rules(0, most_in_month=2), ("主班",)))
    assert outcome.reasons == (
        "12月25日至12月31日之间7班的主班要有人值班，人员池里能值的只有甲、乙、丙。",
        "每人每月最多2班。",
    )
    assert [one.breach for one in outcome.broken] == [Breach.MONTH]


def test_nobody_at_all() -> None:
    outcome = failed(problem(2, 0, roles=("主班",)))
    assert outcome.reasons == ("12月25日的主班要有人值班，人员池里没有能值的人。",)
    assert [one.breach for one in outcome.broken] == [Breach.GAP, Breach.GAP]


def test_in_a_long_problem_only_the_month_that_is_short_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    there = replace(problem(40, 4, roles=("主班",)), absences=tuple(away(n, 20, 22) for n in range(4)))
    monkeypatch.setattr(impossible_module, "WHOLE", 0)  # as a year would be looked at
    outcome = failed(there)
    assert outcome.reasons[0].startswith("1月1")
    assert sorted(one.words for one in outcome.broken) == [f"1月{n}日主班没有人值班。" for n in (14, 15, 16)]


def test_a_roster_that_cannot_be_mended_keeps_what_it_can() -> None:
    there = problem(4, 5)
    before = solve(there).turns
    outcome = failed(replace(there, before=before, absences=tuple(away(n, 2, 2) for n in range(5))))
    assert {one.breach for one in outcome.broken} == {Breach.GAP}
    assert outcome.changed == ()
