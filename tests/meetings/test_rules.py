"""The pure rules: hours by the working calendar, spans across midnight and the year's end, the days of a series, gaps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.asking import Rules, counted_weekday, objection, unknown_years
from meetings.rules.gaps import gaps, nearest
from meetings.rules.recurring import MOST, days_of, left_out
from meetings.rules.slots import Slot, slot_of
from office.calendar.knowing import what_is_shipped

CALENDAR = what_is_shipped()
NOW = datetime(2026, 9, 1, 1, tzinfo=UTC)
OFFICE_HOURS = dict.fromkeys(range(5), (8 * 60, 18 * 60))
RULES = Rules(seats=20, longest_minutes=8 * 60, days_ahead=400, hours=OFFICE_HOURS)
MONDAY, SATURDAY = date(2026, 9, 7), date(2026, 9, 12)
WORKED_SUNDAY, HOLIDAY = date(2026, 9, 20), date(2026, 10, 1)


def said(slot: Slot, rules: Rules = RULES, people: int = 10) -> str:
    found = objection(rules, slot, people, now=NOW, calendar=CALENDAR)
    return found.sentence if found else ""


def test_a_span_is_said_in_the_offices_time() -> None:
    assert slot_of(MONDAY, 9 * 60, 11 * 60).words == "9月7日（星期一）9:00至11:00"
    assert slot_of(MONDAY, 9 * 60, 11 * 60).starts_at == datetime(2026, 9, 7, 1, tzinfo=UTC)
    assert slot_of(MONDAY, 22 * 60, 60).words == "9月7日（星期一）22:00至9月8日1:00"
    assert slot_of(MONDAY, 22 * 60, 24 * 60).words == "9月7日（星期一）22:00至24:00"
    assert slot_of(date(2026, 12, 31), 22 * 60, 60).hours_words == "22:00至次日1:00"


def test_a_span_across_midnight_and_the_years_end_has_a_part_in_each_day() -> None:
    night = slot_of(date(2026, 12, 31), 22 * 60, 60)
    assert list(night.parts()) == [(date(2026, 12, 31), 22 * 60, 24 * 60), (date(2027, 1, 1), 0, 60)]
    assert night.minutes == 180


@pytest.mark.parametrize(
    ("day", "counted"), [(MONDAY, 0), (SATURDAY, 5), (WORKED_SUNDAY, 0), (HOLIDAY, 6), (date(2027, 5, 3), 0)]
)
def test_hours_follow_the_working_calendar(day: date, counted: int) -> None:
    assert counted_weekday(CALENDAR, day) == counted


def test_a_weekend_that_is_worked_is_open_and_a_day_off_is_not() -> None:
    assert said(slot_of(WORKED_SUNDAY, 9 * 60, 10 * 60)) == ""
    assert "不开放预订" in said(slot_of(SATURDAY, 9 * 60, 10 * 60))
    assert said(slot_of(HOLIDAY, 9 * 60, 10 * 60)).startswith("10月1日（星期四）这天放假")


def test_a_year_without_a_calendar_is_named() -> None:
    assert unknown_years(CALENDAR, [MONDAY, date(2027, 1, 4), date(2027, 3, 1)]) == [2027]


def test_each_rule_speaks() -> None:
    nine = 9 * 60
    assert "已经过去" in said(slot_of(date(2026, 8, 31), nine, nine + 60))
    assert "一次最多用8小时，您要用9小时" in said(slot_of(MONDAY, nine, nine + 9 * 60))
    assert "最多提前400天" in said(slot_of(date(2027, 11, 1), nine, nine + 60))
    assert "有20座，坐不下21人" in said(slot_of(MONDAY, nine, nine + 60), people=21)
    assert "8:00至18:00可以预订" in said(slot_of(MONDAY, 7 * 60, nine))
    assert "8:00至18:00可以预订" in said(slot_of(MONDAY, 17 * 60, 19 * 60))
    assert said(slot_of(MONDAY, 8 * 60, 10 * 60)) == ""


def test_a_room_that_is_open_day_and_night_is_had_across_midnight() -> None:
    always = Rules(20, 8 * 60, 400, dict.fromkeys(range(7), (0, 24 * 60)))
    assert said(slot_of(date(2026, 12, 31), 22 * 60, 60), always) == ""
    evenings = Rules(20, 8 * 60, 400, dict.fromkeys(range(7), (8 * 60, 24 * 60)))
    assert "1月1日（星期五）8:00至24:00可以预订" in said(slot_of(date(2026, 12, 31), 22 * 60, 60), evenings)


def test_the_days_of_a_series() -> None:
    assert days_of("week", MONDAY, date(2026, 9, 28), CALENDAR) == [MONDAY + timedelta(weeks=n) for n in range(4)]
    assert len(days_of("fortnight", MONDAY, date(2026, 9, 28), CALENDAR)) == 2
    monthly = days_of("month", date(2026, 10, 31), date(2027, 3, 31), CALENDAR)
    assert monthly == [date(2026, 10, 31), date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)]
    assert left_out("month", date(2026, 10, 31), date(2027, 3, 31)) == [date(2026, 11, 1), date(2027, 2, 1)]
    worked = days_of("workday", date(2026, 9, 18), date(2026, 9, 22), CALENDAR)
    assert worked == [date(2026, 9, 18), WORKED_SUNDAY, date(2026, 9, 21), date(2026, 9, 22)]
    assert len(days_of("workday", MONDAY, date(2030, 1, 1), CALENDAR)) == MOST + 1
    assert days_of("week", MONDAY, MONDAY - timedelta(days=1), CALENDAR) == []


minutes = st.integers(0, 23 * 60)


@given(st.lists(st.tuples(minutes, st.integers(5, 120)), max_size=8), minutes, st.integers(15, 240))
def test_the_nearest_gap_is_free_and_of_the_same_length(taken: list[tuple[int, int]], begin: int, length: int) -> None:
    day = slot_of(MONDAY, 0, 24 * 60)
    there = [slot_of(MONDAY, a, a + b) for a, b in taken]
    wanted = slot_of(MONDAY, begin, begin + length)
    found = nearest(wanted, day, there)
    roomy = [gap for gap in gaps(day, there) if gap.minutes >= length]
    if found is None:
        assert roomy == []
        return
    assert found.minutes == length
    assert not any(found.overlaps(one) for one in there)
    if wanted.ends_at <= day.ends_at and not any(wanted.overlaps(one) for one in there):
        assert found == wanted
