"""校核：every rule by itself, told with the turns that break it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meetings.duty.rota import (
    Breach,
    Kind,
    Member,
    OtherTurn,
    Pairing,
    Place,
    Problem,
    Rules,
    Turn,
    check,
    on_any_day,
)
from tests.meetings.duty.rota.posts import FIRST, away, day, morning, people, places, problem, turn

PAIRED = (Pairing(0, 1), Pairing(2, 3, together=True))


def said(there: Problem, *turns: Turn) -> list[tuple[Breach, str, tuple[Turn, ...]]]:
    """Without the gaps."""
    return [(one.breach, one.words, one.turns) for one in check(there, turns) if one.breach != Breach.GAP]


def test_a_place_without_anybody_and_one_with_two_are_named() -> None:
    there = problem(1, 3)
    first, second = turn(0, "主班", 0), turn(0, "主班", 1)
    found = check(there, (first, second))
    assert [(one.breach, one.words, one.turns, one.place) for one in found] == [
        (Breach.CROWDED, "12月25日主班只要一人，排了甲、乙。", (first, second), (0, "主班")),
        (Breach.GAP, "12月25日副班没有人值班。", (), (0, "副班")),
    ]


def test_turns_of_nobody_and_nowhere_are_named_and_do_no_harm() -> None:
    there = problem(1, 1)
    lost = [turn(7, "主班", 0), turn(0, "主班", 9)]
    assert [(one.breach, one.turns) for one in check(there, lost)][:2] == [(Breach.UNKNOWN, (one,)) for one in lost]


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (Member(0, "甲", on_any_day("副班")), "甲不在主班的工作日人员池，不能值12月25日主班。"),
        (Member(0, "甲", frozenset({("主班", Kind.HOLIDAY)})), "甲不在主班的工作日人员池，不能值12月25日主班。"),
        (Member(0, "甲", on_any_day("主班"), since=day(1)), "12月25日甲不在值班人员之列，不能值12月25日主班。"),
        (Member(0, "甲", on_any_day("主班"), until=day(-1)), "12月25日甲不在值班人员之列，不能值12月25日主班。"),
    ],
)
def test_who_is_not_of_the_pool_or_not_there_cannot_serve(member: Member, words: str) -> None:
    there = replace(problem(1, 0), members=(member,))
    assert [one[1] for one in said(there, turn(0, "主班", 0))] == [words]


def test_an_absence_rules_out_each_shift_that_it_touches() -> None:
    there = replace(problem(4, 1), absences=(replace(away(0, 1, 1), starts_at=morning(1) - timedelta(hours=1)),))
    out = [n for n in range(4) if said(there, turn(n, "主班", 0))]
    assert out == [0, 1]  # the night before reaches into it; the next day begins when it ends
    assert said(there, turn(1, "主班", 0))[0][1] == "甲请假，不能值12月26日主班。"


def test_rest_is_counted_over_the_year_s_end_and_to_turns_of_other_rosters() -> None:
    there = replace(problem(9, 2, Rules(rest_hours=36)), others=(OtherTurn(1, morning(-2), morning(-1), day(-2)),))
    last, first = turn(6, "主班", 0), turn(7, "副班", 0)
    assert said(there, last, first) == [
        (Breach.REST, "甲值完12月31日主班，到1月1日副班只休息0小时，规定至少36小时。", (last, first))
    ]
    assert said(there, turn(0, "主班", 1)) == [
        (Breach.REST, "乙值完12月23日的另一班，到12月25日主班只休息24小时，规定至少36小时。", (turn(0, "主班", 1),))
    ]
    assert said(there, last, turn(8, "主班", 0)) == [
        (Breach.REST, "甲值完12月31日主班，到1月2日主班只休息24小时，规定至少36小时。", (last, turn(8, "主班", 0)))
    ]


def test_nobody_serves_twice_at_once_even_where_no_rest_is_asked_for() -> None:
    both = turn(0, "主班", 0), turn(0, "副班", 0)
    assert said(problem(1, 1, Rules(rest_hours=0)), *both) == [
        (Breach.AT_ONCE, "甲同时值12月25日主班和12月25日副班。", both)
    ]
    assert said(problem(2, 1, Rules(rest_hours=0)), turn(0, "主班", 0), turn(1, "主班", 0)) == []


def test_a_month_and_any_seven_days_have_their_limits() -> None:
    there = problem(9, 1, Rules(24, most_in_month=2))
    turns = [turn(n, "主班", 0) for n in (0, 2, 4, 8)]  # the last is in January
    assert said(there, *turns) == [(Breach.MONTH, "甲12月值3班，规定最多2班。", tuple(turns[:3]))]
    own = replace(there, members=(replace(there.members[0], most_in_month=3),))
    assert said(own, *turns) == []
    weekly = replace(there, rules=Rules(24, most_in_week=2))
    assert [one[1] for one in said(weekly, *turns[:3])] == ["甲12月25日至12月31日七天内值3班，规定最多2班。"]
    assert said(weekly, turns[0], turns[1], turn(7, "主班", 0)) == []


def test_pairs_and_locks() -> None:
    there = replace(problem(1, 4), pairings=PAIRED)
    apart = turn(0, "主班", 0), turn(0, "副班", 1)
    assert said(there, *apart) == [(Breach.APART, "甲与乙不能同班，都排在12月25日。", apart)]
    alone = turn(0, "主班", 2)
    assert said(there, alone) == [(Breach.TOGETHER, "丙与丁须同班，12月25日只有丙，没有丁。", (alone,))]
    assert said(there, alone, turn(0, "副班", 3)) == []
    locked = replace(there, locks=(turn(0, "主班", 1), turn(0, "副班", 9)))
    assert [one[:2] for one in said(locked, turn(0, "主班", 0))] == [
        (Breach.LOCK, "12月25日主班已锁定为乙，不能改排。"),
        (Breach.LOCK, "12月25日副班已锁定为已不在人员池的人，不能改排。"),
    ]


def test_a_day_may_have_several_shifts() -> None:
    early = Place("a", "a", "主班", morning(0), morning(0) + timedelta(hours=8), FIRST, Kind.WORKDAY, "早班")
    late = replace(early, key="b", shift="b", title="夜班", starts_at=early.ends_at, ends_at=morning(1))
    there = Problem((early, late), people(1), Rules(rest_hours=4))
    assert said(there, Turn("a", 0), Turn("b", 0))[0][1] == (
        "甲值完12月25日早班主班，到12月25日夜班主班只休息0小时，规定至少4小时。"
    )
    assert len(places(2)) == 4


def test_a_problem_that_cannot_be_meant_is_refused() -> None:
    there = problem(2, 2)
    for wrong in (
        {"places": (*there.places, there.places[0])},
        {"members": (*there.members, there.members[0])},
        {"absences": (away(0, 1, -1),)},
        {"pairings": (Pairing(0, 0),)},
    ):
        with pytest.raises(ValueError, match=r"."):
            replace(there, **wrong)
