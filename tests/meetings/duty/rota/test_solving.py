"""排班：what the solver makes breaks nothing, is as even as can be, and says so."""

from dataclasses import replace

from meetings.duty.rota import Kind, Status, check, greedy, solve
from tests.meetings.duty.rota.posts import away, problem


def test_a_month_over_the_year_s_end_is_filled_evenly_and_proved() -> None:
    there = replace(problem(14, 8), absences=(away(0, 2, 6), away(3, 7, 9)))
    outcome = solve(there)
    assert outcome.status == Status.BEST
    assert len(outcome.turns) == 28
    assert check(there, outcome.turns) == ()
    assert outcome.score.words == "已证明最优：没有比它更公平的排法。"
    assert {term.title for term in outcome.score.terms} == {
        f"{kind}{role}" for kind in Kind for role in ("主班", "副班")
    }
    assert all(term.value == term.bound for term in outcome.score.terms)


def test_who_served_more_before_serves_less_now() -> None:
    there = problem(14, 8)
    members = (replace(there.members[0], served={("主班", Kind.WORKDAY): 3}), *there.members[1:])
    turns = solve(replace(there, members=members)).turns
    pools = {one.key: one.pool for one in there.places}
    assert not [one for one in turns if one.member == 0 and pools[one.place] == ("主班", Kind.WORKDAY)]


def test_the_turn_taker_breaks_no_rule() -> None:
    there = problem(14, 8)
    assert check(there, greedy(there)) == ()
