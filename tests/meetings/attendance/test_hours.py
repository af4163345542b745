"""The hours of signing in, late and absent; the times that people write; the picture of the code. All pure."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.attendance.rules.picture import BORDER, picture_of
from meetings.attendance.rules.times import moment_of
from meetings.attendance.rules.window import EARLY, Standing, Window
from office.kernel.clock import OFFICE_ZONE

NINE = datetime(2026, 12, 31, 9, tzinfo=OFFICE_ZONE)
WINDOW = Window(NINE, NINE + timedelta(hours=2), late_minutes=5)
HOURS = st.timedeltas(min_value=timedelta(hours=-5), max_value=timedelta(hours=10))


@given(HOURS)
def test_it_is_open_from_an_hour_before_until_the_end(after: timedelta) -> None:
    assert WINDOW.is_open(NINE + after) == (-EARLY <= after < timedelta(hours=2))
    assert not Window(NINE, NINE + timedelta(hours=2), is_off=True).is_open(NINE + after)


@given(HOURS)
def test_one_that_runs_long_stays_open_until_it_is_ended(after: timedelta) -> None:
    running = Window(NINE, NINE + timedelta(hours=2), is_running=True)
    assert running.is_open(NINE + after) == (after >= -EARLY)
    ended = Window(NINE, NINE + timedelta(hours=2), ended_at=NINE + timedelta(hours=1))
    assert ended.is_open(NINE + after) == (-EARLY <= after < timedelta(hours=1))


@pytest.mark.parametrize(
    ("signed", "answer", "after", "found"),
    [
        (0, "open", 0, Standing.ON_TIME),
        (5, "open", 60, Standing.ON_TIME),
        (6, "comes", 60, Standing.LATE),
        (0, "away", 60, Standing.ON_TIME),
        (None, "open", 60, Standing.MISSING),
        (None, "comes", 120, Standing.ABSENT),
        (None, "away", 120, Standing.AWAY),
        (None, "replaced", 120, Standing.REPLACED),
    ],
)
def test_what_is_said_of_a_guest(signed: int | None, answer: str, after: int, found: Standing) -> None:
    at = NINE + timedelta(minutes=signed) if signed is not None else None
    assert WINDOW.standing(at, answer, NINE + timedelta(minutes=after)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("09:05", NINE + timedelta(minutes=5)),
        ("9：05", NINE + timedelta(minutes=5)),
        ("9时05分", NINE + timedelta(minutes=5)),
        ("09:05:30", NINE + timedelta(minutes=5, seconds=30)),
        ("2026-12-31 09:05", NINE + timedelta(minutes=5)),
        ("2026年12月31日 9:05", NINE + timedelta(minutes=5)),
        ("2026-12-31 09:05:00", NINE + timedelta(minutes=5)),
        ("到了", None),
        ("25:00", None),
        ("2026-13-01 09:00", None),
        ("9", None),
        ("", None),
        ("９" * 5000, None),
    ],
)
def test_the_times_that_people_write(text: str, found: datetime | None) -> None:
    assert moment_of(text, NINE) == found


def test_a_time_of_day_is_of_the_night_of_the_meeting() -> None:
    late = NINE.replace(hour=23, minute=30)
    assert moment_of("0:10", late) == late + timedelta(minutes=40)
    assert moment_of("23:10", late + timedelta(hours=1)) == late - timedelta(minutes=20)


@given(st.text(max_size=300))
def test_no_text_of_a_cell_breaks_it(text: str) -> None:
    assert moment_of(text, NINE) is None or ":" in text or "：" in text or "时" in text


def test_the_picture_says_its_text_and_has_a_border() -> None:
    picture = picture_of("https://office.example/attendance/here/abc/")
    xs = [int(x) for x, _ in re.findall(r"M(\d+) (\d+)", picture.outline)]
    assert min(xs) == BORDER
    assert (picture.size - 2 * BORDER - 17) % 4 == 0
    assert picture.outline.startswith(f"M{BORDER} {BORDER}h7v1h-7z")  # the corner that a reader looks for
    assert picture_of("甲") != picture_of("乙")
