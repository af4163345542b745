"""The arithmetic of working days: by hand for what was published, by properties for everything."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.calendar.table import shipped
from office.calendar.working_days import Exceptional, KnownYear, Reached, WorkingCalendar

OF_2026 = WorkingCalendar(shipped())
UNKNOWN = WorkingCalendar({})


def day(text: str) -> date:
    return date.fromisoformat(text)


def every_day(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range(366) if (first + timedelta(n)).year == year]


@pytest.mark.parametrize(
    ("first", "last", "worked"),
    [
        ("2026-01-01", "2026-01-03", False), ("2026-01-04", "2026-01-04", True), ("2026-02-14", "2026-02-14", True),
        ("2026-02-15", "2026-02-23", False), ("2026-02-28", "2026-02-28", True), ("2026-04-04", "2026-04-06", False),
        ("2026-05-01", "2026-05-05", False), ("2026-05-09", "2026-05-09", True), ("2026-06-19", "2026-06-21", False),
        ("2026-09-20", "2026-09-20", True), ("2026-09-25", "2026-09-27", False), ("2026-10-01", "2026-10-07", False),
        ("2026-10-10", "2026-10-10", True), ("2026-03-19", "2026-03-20", True), ("2026-03-21", "2026-03-22", False),
    ],
)  # fmt: skip
def test_2026_is_as_it_was_published(first: str, last: str, worked: bool) -> None:
    days = [day(first) + timedelta(n) for n in range((day(last) - day(first)).days + 1)]
    assert {OF_2026.is_working_day(one) for one in days} == {worked}


def test_2026_has_248_working_days() -> None:
    assert sum(map(OF_2026.is_working_day, every_day(2026))) == 248
    assert OF_2026.working_days_between(day("2025-12-31"), day("2026-12-31")) == 248
    assert OF_2026.years[2026].source == "国办发明电〔2025〕7号"


@pytest.mark.parametrize(
    ("start", "n", "reached"),
    [
        ("2026-03-19", 1, "2026-03-20"),
        ("2026-03-20", 1, "2026-03-23"),  # over a weekend
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday that is worked
        ("2026-02-13", 2, "2026-02-24"),  # over the spring festival
        ("2026-02-27", 3, "2026-03-03"),  # 2月28日上班: the month ends on a worked Saturday
        ("2026-09-18", 8, "2026-09-30"),  # 9月20日上班, 25日至27日放假: across what two holidays moved
        ("2026-09-30", 3, "2026-10-10"),  # 10月10日上班
        ("2026-09-18", 12, "2026-10-12"),
        ("2026-03-21", 0, "2026-03-23"),
        ("2026-03-23", 0, "2026-03-23"),
    ],
)
def test_counting_on(start: str, n: int, reached: str) -> None:
    assert OF_2026.add_working_days(day(start), n) == Reached(day(reached), provisional=False)


@pytest.mark.parametrize(
    ("start", "n", "reached", "provisional"),
    [
        ("2026-12-30", 1, "2026-12-31", False),
        ("2026-12-30", 2, "2027-01-01", True),  # nobody has said yet that it is a holiday
        ("2026-12-25", 5, "2027-01-01", True),
        ("2025-12-31", 1, "2026-01-04", False),  # counted in 2026 alone
        ("2025-12-30", 1, "2025-12-31", True),
        ("2026-12-31", 0, "2026-12-31", False),
        ("2027-01-04", 0, "2027-01-04", True),
    ],
)
def test_over_the_end_of_what_is_known(start: str, n: int, reached: str, provisional: bool) -> None:
    assert OF_2026.add_working_days(day(start), n) == Reached(day(reached), provisional)


def test_nobody_counts_back_to_a_deadline() -> None:
    with pytest.raises(ValueError, match="-1"):
        OF_2026.add_working_days(day("2026-03-19"), -1)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any few years, with any days of rest and any weekends that are worked."""
    years = {}
    for year in draw(st.sets(st.integers(2024, 2027), max_size=3)):
        days = every_day(year)
        rests = draw(st.sets(st.sampled_from(days), max_size=40))
        works = draw(st.sets(st.sampled_from([one for one in days if one.weekday() > 4]), max_size=12)) - rests
        differ = {one: Exceptional("rest", "节") for one in rests} | {one: Exceptional("work", "节") for one in works}
        years[year] = KnownYear(year, "文号", differ)
    return WorkingCalendar(years)


SOME_DAYS = st.dates(date(2023, 11, 1), date(2028, 3, 1))


@given(calendars(), SOME_DAYS, SOME_DAYS)
def test_the_count_between_two_days_is_the_count_of_the_days(calendar: WorkingCalendar, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    worked = sum(calendar.is_working_day(first + timedelta(n)) for n in range(1, (last - first).days + 1))
    assert calendar.working_days_between(a, b) == (worked if a <= b else -worked)


@given(calendars(), SOME_DAYS, SOME_DAYS, SOME_DAYS)
def test_pieces_of_a_way_add_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@given(calendars(), SOME_DAYS, st.integers(1, 260))
def test_the_day_reached_is_worked_and_that_far_away(calendar: WorkingCalendar, start: date, n: int) -> None:
    reached = calendar.add_working_days(start, n)
    assert reached.day > start
    assert calendar.is_working_day(reached.day)
    assert calendar.working_days_between(start, reached.day) == n
    counted = {(start + timedelta(k)).year for k in range(1, (reached.day - start).days + 1)}
    assert reached.provisional == any(not calendar.knows(year) for year in counted)


@given(calendars(), SOME_DAYS, st.integers(1, 60), st.integers(1, 60))
def test_two_limits_after_each_other_are_one(calendar: WorkingCalendar, start: date, n: int, m: int) -> None:
    midway = calendar.add_working_days(start, n)
    whole = calendar.add_working_days(start, n + m)
    assert calendar.add_working_days(midway.day, m).day == whole.day
    assert whole.provisional >= midway.provisional


@given(calendars(), SOME_DAYS, st.integers(0, 20))
def test_the_working_days_from_a_day_on(calendar: WorkingCalendar, start: date, n: int) -> None:
    days = list(islice(calendar.working_days_from(start), n + 1))
    assert days[n] == calendar.add_working_days(days[0], n).day
    assert calendar.add_working_days(start, 0).day == days[0]


@given(SOME_DAYS)
def test_what_is_not_known_is_monday_to_friday(one: date) -> None:
    assert UNKNOWN.is_working_day(one) == (one.weekday() < 5)
