"""灯: the defaults of §8.3 one by one, and what holds of every light whatever the facts are."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.supervision.cycles import EVERY, MONTHLY, NONE, answers, days_of, next_due
from docflow.supervision.lights import Colour, Facts, Light, Rule, light_of, worst
from docflow.supervision.reminding import FEEDBACK, FEEDBACK_LEADER, LATE, LATE_LEADER, NEAR, due_reminders
from docflow.supervision.scoring import COUNTED, Points, ranked
from office.calendar.working_days import WorkingCalendar

CALENDAR = WorkingCalendar({})
MONDAY = date(2026, 3, 2)
SEVERITY = {Colour.GREEN: 0, Colour.GREY: 0, Colour.YELLOW: 1, Colour.RED: 2}


def after(n: int) -> date:
    return CALENDAR.add_working_days(MONDAY, n).day


def light(on: date, rule: Rule | None = None, **more: object) -> Light:
    facts: dict[str, object] = {"opened_on": MONDAY, "due_on": after(40), "is_signed_for": True} | more
    return light_of(Facts(**facts), rule or Rule(), on, CALENDAR)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "more", "colour", "why"),
    [
        (MONDAY, {"is_signed_for": False}, Colour.GREY, "还没有签收"),
        (after(1), {}, Colour.GREEN, "还有40个工作日"),
        (after(32), {}, Colour.GREEN, "还有9个工作日"),
        (after(33), {}, Colour.YELLOW, "剩8个工作日，不多于全程40个的20%"),
        (after(38), {"is_signed_for": False}, Colour.YELLOW, "只剩3个工作日（不多于3个）"),
        (after(40), {}, Colour.YELLOW, "只剩1个工作日"),
        (after(42), {}, Colour.RED, "已逾期2个工作日"),
        (after(6), {"feedback_due_on": after(5)}, Colour.YELLOW, "前反馈，还没有报"),
        (after(10), {"feedback_due_on": after(5)}, Colour.RED, "已迟5个工作日"),
        (after(21), {"progress": 5}, Colour.YELLOW, "时间已过50%，进度5%，落后超过40个百分点"),
        (after(21), {"progress": 10}, Colour.GREEN, "在时限内推进"),
        (after(60), {"proposed_on": after(30)}, Colour.GREEN, "已报办结，待核实"),
        (after(60), {"proposed_on": after(45)}, Colour.RED, "已报办结，待核实"),
        (after(60), {"proposed_on": after(40), "is_verified": True}, Colour.BLUE, "办结，时限"),
        (after(60), {"proposed_on": after(43), "is_verified": True}, Colour.PURPLE, "迟3个工作日"),
    ],
)
def test_each_colour_and_why(on: date, more: dict[str, Any], colour: Colour, why: str) -> None:
    found = light(on, **more)
    assert (found.colour, why in found.why) == (colour, True), found.why
    assert found.why.endswith("。")


def test_a_condition_that_is_switched_off_is_not_looked_at() -> None:
    off = Rule(near_share=0, near_days=0, feedback_late_days=0, lag=0)
    assert light(after(40), off, progress=0).colour == Colour.GREEN
    assert light(after(30), off, feedback_due_on=after(5)).colour == Colour.YELLOW


def test_a_day_of_rest_after_the_last_day_is_late_already() -> None:
    friday = date(2026, 3, 6)
    assert light(friday + timedelta(days=1), due_on=friday).colour == Colour.RED
    assert "不足1个工作日" in light(friday + timedelta(days=1), due_on=friday).why


days = st.integers(0, 200).map(lambda n: MONDAY + timedelta(days=n))
rules = st.builds(
    Rule,
    near_share=st.integers(0, 100),
    near_days=st.integers(0, 30),
    feedback_late_days=st.integers(0, 30),
    lag=st.integers(0, 100),
)
facts = st.builds(
    Facts,
    opened_on=st.just(MONDAY),
    due_on=days,
    is_signed_for=st.booleans(),
    feedback_due_on=st.none() | days,
    progress=st.none() | st.integers(0, 100),
    proposed_on=st.none() | days,
)


@given(facts, rules, days, days)
def test_while_nothing_is_done_time_makes_no_light_better(one: Facts, rule: Rule, a: date, b: date) -> None:
    earlier, later = sorted((a, b))
    before, then = (light_of(one, rule, day, CALENDAR) for day in (earlier, later))
    assert SEVERITY[then.colour] >= SEVERITY[before.colour]


@given(facts, rules, days, st.integers(1, 60))
def test_a_later_day_makes_no_open_light_worse_than_being_late_did(
    one: Facts, rule: Rule, today: date, more: int
) -> None:
    """An extension never turns red what was not red before it."""
    moved = Facts(**{**_as_dict(one), "due_on": one.due_on + timedelta(days=more)})  # type: ignore[arg-type]
    before, then = (light_of(of, rule, today, CALENDAR) for of in (one, moved))
    assert before.colour == Colour.RED or then.colour != Colour.RED


@given(facts, rules, days)
def test_every_light_says_why(one: Facts, rule: Rule, today: date) -> None:
    found = light_of(one, rule, today, CALENDAR)
    assert found.why.endswith("。")
    assert found.why.count("。") <= 2
    if found.colour == Colour.RED:
        assert "逾期" in found.why or "已迟" in found.why


@given(facts, rules, days, days)
def test_what_is_verified_does_not_change_any_more(one: Facts, rule: Rule, a: date, b: date) -> None:
    done = Facts(**{**_as_dict(one), "proposed_on": one.proposed_on or MONDAY, "is_verified": True})  # type: ignore[arg-type]
    first, second = (light_of(done, rule, day, CALENDAR) for day in (a, b))
    assert first == second
    assert first.colour in {Colour.BLUE, Colour.PURPLE}


@given(st.lists(st.sampled_from(Colour), min_size=1))
def test_the_one_to_look_at_first_is_none_of_the_better_ones(colours: list[Colour]) -> None:
    found = worst([Light(one, "因。") for one in colours])
    assert found is not None
    assert list(Colour).index(found.colour) == min(list(Colour).index(one) for one in colours)


def _as_dict(one: Facts) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


@given(st.sampled_from([EVERY, MONTHLY]), st.integers(1, 30), st.integers(1, 400))
def test_the_days_of_a_cycle_are_working_days_in_order_and_within_the_time(cycle: str, every: int, long: int) -> None:
    until = MONDAY + timedelta(days=long)
    found = list(days_of(cycle, every, MONDAY, until, CALENDAR))
    assert found == sorted(set(found))
    assert all(CALENDAR.is_working_day(day) and MONDAY < day <= until for day in found)
    if found:
        assert next_due(cycle, every, MONDAY, until, MONDAY, CALENDAR) == found[0]
        assert next_due(cycle, every, MONDAY, until, found[-1], CALENDAR) is None


def test_feedback_answers_the_period_in_which_it_is_given() -> None:
    due = list(days_of(EVERY, 5, MONDAY, after(20), CALENDAR))
    assert due == [after(5), after(10), after(15), after(20)]
    assert answers(due[0], EVERY, 5, MONDAY, MONDAY, CALENDAR)
    assert not answers(due[1], EVERY, 5, MONDAY, after(5), CALENDAR)
    assert answers(due[1], EVERY, 5, MONDAY, after(6), CALENDAR)
    assert answers(due[1], EVERY, 5, MONDAY, after(60), CALENDAR)
    assert not answers(None, NONE, 0, MONDAY, after(6), CALENDAR)
    assert list(days_of(NONE, 0, MONDAY, after(60), CALENDAR)) == []
    assert list(days_of(MONTHLY, 0, date(2026, 1, 30), date(2026, 3, 31), CALENDAR)) == [
        date(2026, 2, 27),
        date(2026, 3, 31),
    ]


def test_who_is_reminded_when() -> None:
    def rungs(on: date, **more: object) -> list[str]:
        given: dict[str, object] = {"opened_on": MONDAY, "due_on": after(20), "is_signed_for": True} | more
        found = due_reminders(Facts(**given), on, CALENDAR, remind_days=3, escalate_days=2)  # type: ignore[arg-type]
        return [rung for rung, _ in found]

    assert rungs(after(17)) == []
    assert rungs(after(18)) == [NEAR]
    assert rungs(after(20)) == [NEAR]
    assert rungs(after(21)) == [LATE]
    assert rungs(after(22)) == [LATE, LATE_LEADER]
    assert rungs(after(6), feedback_due_on=after(5)) == [FEEDBACK]
    assert rungs(after(7), feedback_due_on=after(5)) == [FEEDBACK, FEEDBACK_LEADER]
    assert rungs(after(30), proposed_on=after(19)) == []
    assert rungs(date(2026, 4, 11)) == []  # a Saturday


@given(
    st.dictionaries(
        st.text("甲乙丙丁", min_size=1, max_size=3),
        st.fixed_dictionaries({name: st.integers(0, 9) for name in ("parts", *COUNTED)}),
        max_size=6,
    )
)
def test_a_sum_is_what_its_parts_make_and_equal_sums_share_a_place(counts: dict[str, dict[str, int]]) -> None:
    found = ranked(counts, Points())
    for unit, score in found:
        assert score.total == sum(counts[unit][name] * getattr(Points(), name) for name in COUNTED)
        assert score.place == 1 + sum(other.total > score.total for _, other in found)
