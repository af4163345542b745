"""排班：what the solver makes is even, and says by how much; it can be watched and stopped."""

import sys
import threading
from dataclasses import replace

import pytest

from meetings.duty.rota import (
    Breach,
    InRole,
    Kind,
    Member,
    Pairing,
    Problem,
    Progress,
    Rules,
    Scope,
    Status,
    Wish,
    check,
    greedy,
    on_any_day,
    solve,
    terms_of,
)
from meetings.duty.rota import replanning as replanning_module
from meetings.duty.rota import searching as searching_module
from tests.meetings.duty.rota.posts import away, day, people, places, problem, turn


def served(there: Problem, outcome_turns: tuple[object, ...], member: int, role: str, kind: Kind) -> int:
    pools = {one.key: one.pool for one in there.places}
    return sum(one.member == member and pools[one.place] == (role, kind) for one in outcome_turns)  # type: ignore[attr-defined]


def test_a_month_over_the_year_s_end_is_filled_evenly_and_proved() -> None:
    there = replace(problem(14, 8), absences=(away(0, 2, 6), away(3, 7, 9)))
    outcome = solve(there)
    assert outcome.status == Status.BEST
    assert check(there, outcome.turns) == ()
    assert outcome.score.words == "已证明最优：没有比它更公平的。"
    assert {one.title for one in outcome.score.terms} == {f"{kind}{role}" for kind in Kind for role in ("主班", "副班")}
    assert all(one.value == one.bound for one in outcome.score.terms)


def test_who_served_more_before_serves_less_now() -> None:
    there = problem(14, 8)
    members = (replace(there.members[0], served={("主班", Kind.WORKDAY): 3}), *there.members[1:])
    turns = solve(replace(there, members=members)).turns
    assert served(there, turns, 0, "主班", Kind.WORKDAY) == 0


def test_half_a_share_and_half_a_month_are_half_the_turns() -> None:
    pools = on_any_day("主班")
    members = (
        Member(0, "甲", pools),
        Member(1, "乙", pools),
        Member(2, "丙", pools, share=50),
        Member(3, "丁", pools, until=day(13)),
    )
    there = Problem(tuple(one for one in places(28, ("主班",)) if one.kind == Kind.WORKDAY), members, Rules(0))
    outcome = solve(there)
    turns = [served(there, outcome.turns, n, "主班", Kind.WORKDAY) for n in range(4)]
    assert sum(turns) == len(there.places) == 19
    assert turns[2] * 2 in {turns[0], turns[0] - 1, turns[0] + 1}
    assert turns[3] < turns[0]
    assert outcome.score.terms[0].words.startswith("工作日主班：按份额和在岗时间折算，比应值")


def test_in_each_role_he_has_the_share_and_the_days_that_he_has_there() -> None:
    """Half in one and whole in the other; in one until a day, and in the other on."""
    half, leaving = {"副班": InRole(share=50)}, {"主班": InRole(until=day(6))}
    pools = on_any_day("主班", "副班")
    members = (
        *(Member(n, "甲乙丙"[n], pools) for n in range(3)),
        Member(3, "丁", pools, in_role=half),
        Member(4, "戊", pools, in_role=leaving),
    )
    there = Problem(tuple(one for one in places(28) if one.kind == Kind.WORKDAY), members, Rules(0))
    turns = solve(there).turns
    deputy = [served(there, turns, n, "副班", Kind.WORKDAY) for n in range(5)]
    assert deputy[3] * 2 in {deputy[0] - 1, deputy[0], deputy[0] + 1}
    first = [served(there, turns, n, "主班", Kind.WORKDAY) for n in range(5)]
    assert first[3] in {first[0] - 1, first[0], first[0] + 1}
    filled = [there.place_of[one.place] for one in turns if one.member == 4]
    days = {one.on for one in filled if one.role == "主班"}
    assert max(days, default=day(0)) <= day(6)
    assert deputy[4] >= deputy[3]


def test_a_newcomer_owes_nothing_for_the_time_before_he_came() -> None:
    had = {("主班", Kind.WORKDAY): 10}
    members = tuple(replace(one, served=had) for one in people(3, on_any_day("主班")))
    new = Member(3, "丁", on_any_day("主班"), served_for=0)
    there = Problem(tuple(one for one in places(12, ("主班",)) if one.kind == Kind.WORKDAY), (*members, new), Rules(0))
    turns = solve(there).turns
    assert [served(there, turns, n, "主班", Kind.WORKDAY) for n in range(4)] in (
        [2, 2, 2, 1],
        [2, 2, 1, 2],
        [2, 1, 2, 2],
        [1, 2, 2, 2],
    )


def test_over_all_roles_of_a_person() -> None:
    there = problem(8, 4, Rules(24, scope=Scope.PERSON))
    outcome = solve(there)
    assert outcome.status == Status.BEST
    assert outcome.score.terms[0].title == "节假日班（各岗位合计）"
    assert all(one.value == one.bound for one in outcome.score.terms)
    assert [sum(one.member == n for one in outcome.turns) for n in range(4)] == [4, 4, 4, 4]


def test_wishes_are_granted_and_those_that_are_not_are_named() -> None:
    wishes = (Wish(0, day(0), to_serve=True), Wish(1, day(1)), Wish(2, day(2), to_serve=True))
    there = replace(problem(6, 6), wishes=wishes, absences=(away(2, 2, 2),))
    outcome = solve(there)
    assert outcome.status == Status.BEST
    assert outcome.score.terms[-1].words == "意愿：3项中满足2项，未满足：丙12月27日想值。"
    assert terms_of(there, outcome.turns)[-1] == outcome.score.terms[-1]


def test_the_same_seed_gives_the_same_roster() -> None:
    there = replace(
        problem(14, 7, Rules(48)), pairings=(Pairing(0, 1),), wishes=tuple(Wish(n, day(n)) for n in range(7))
    )
    one, other = (solve(there, seed=3) for _ in range(2))
    assert one.turns == other.turns
    assert one.status == Status.BEST


def test_what_is_too_large_to_be_asked_whole_is_asked_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching_module, "WHOLE", 0)
    there = replace(
        problem(30, 8, Rules(48)),
        pairings=(Pairing(0, 1), Pairing(2, 3, together=True)),
        wishes=tuple(Wish(n, day(2 * n)) for n in range(8)),
    )
    assert {one.breach for one in check(there, greedy(there))} == {Breach.TOGETHER}
    outcome = solve(there, seconds=60)
    assert outcome.status == Status.BEST
    assert check(there, outcome.turns) == ()


def test_it_tells_how_far_it_is_and_stops_when_asked() -> None:
    there = replace(problem(60, 9, Rules(48, 8, 2)), wishes=tuple(Wish(n % 9, day(n), n % 2 == 0) for n in range(60)))
    told: list[Progress] = []
    outcome = solve(there, seconds=30, on_progress=told.append, should_stop=lambda: True)
    assert outcome.stopped
    assert told[0].words == "正在估算最公平能到什么程度"
    assert all(0 <= one.part <= 0.5 for one in told)
    assert outcome.status != Status.BEST


def test_a_search_ends_with_whoever_watches_it() -> None:
    there = replace(problem(60, 9, Rules(48, 8, 2)), pairings=(Pairing(2, 3, together=True),))
    told: list[Progress] = []

    def lost() -> bool:
        if len(told) > 2:
            raise LookupError
        return False

    with pytest.raises(LookupError):
        solve(there, seconds=60, on_progress=told.append, should_stop=lost)
    assert "roster" not in {one.name for one in threading.enumerate()}


def test_nothing_to_fill_is_filled() -> None:
    outcome = solve(problem(0, 2))
    assert (outcome.status, outcome.turns, outcome.score.terms) == (Status.BEST, (), ())


def test_one_absence_after_publishing_changes_one_turn() -> None:
    there = problem(28, 8)
    before = solve(there).turns
    first = before[0].member
    again = replace(there, before=before, absences=(away(int(str(first)), 0, 0),))
    outcome = solve(again)
    assert outcome.status == Status.BEST
    assert [one.place for one in outcome.changed] == [(0, "主班")]
    assert outcome.score.words == "已证明最优：改动一样少的排法中，没有比它更公平的。"
    assert outcome.score.terms[0].words.startswith("改动：1班（12月25日主班由甲改为")
    assert outcome.score.terms[0].words.endswith("不可能更少。")


def test_most_of_a_long_roster_is_still_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replanning_module, "WHOLE", 0)
    there = problem(21, 8)
    before = solve(problem(7, 8)).turns
    outcome = solve(replace(there, before=before, absences=(away(int(str(before[0].member)), 0, 0),)))
    assert check(there, outcome.turns) == ()
    assert len(outcome.changed) == 1
    assert outcome.score.terms[0].words.endswith("不可能更少。")


def test_new_places_are_filled_and_published_turns_kept() -> None:
    there = problem(14, 8)
    before = solve(problem(7, 8)).turns
    outcome = solve(replace(there, before=before))
    assert (outcome.status, outcome.changed, len(outcome.turns)) == (Status.BEST, (), 28)
    assert outcome.score.terms[0].words == "改动：没有。"


def test_checking_and_taking_turns_need_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("ortools")]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "ortools", None)
    there = problem(14, 8)
    assert check(there, greedy(there)) == ()
    assert terms_of(there, greedy(there))
    with pytest.raises(ImportError):
        solve(replace(there, locks=(turn(0, "主班", 1),), pairings=(Pairing(0, 1), Pairing(2, 3, together=True))))
