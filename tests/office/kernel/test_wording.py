"""Moments as the office says them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from office.kernel import wording

NOON = datetime(2026, 3, 19, 4, 0, tzinfo=UTC)  # 12:00 in the office's zone, a Thursday


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 19, 3, 30, tzinfo=UTC), "今天 11:30"),
        (datetime(2026, 3, 18, 9, 30, tzinfo=UTC), "昨日 17:30"),
        (datetime(2026, 3, 18, 16, 30, tzinfo=UTC), "今天 00:30"),  # the office's midnight, not Greenwich's
        (datetime(2026, 3, 20, 1, 5, tzinfo=UTC), "明天 09:05"),
        (datetime(2026, 3, 21, 1, 5, tzinfo=UTC), "3月21日"),
        (datetime(2025, 12, 31, 1, 5, tzinfo=UTC), "2025年12月31日"),
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "1月1日"),  # already this year in the office
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_moment_in_words(at: datetime, words: str) -> None:
    assert wording.moment_in_words(at) == words


@time_machine.travel(NOON, tick=False)
def test_a_day_in_words() -> None:
    days = [date(2026, 3, 19), date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 2), date(2025, 3, 19)]
    assert [wording.day_in_words(day) for day in days] == ["今天", "昨日", "明天", "3月2日", "2025年3月19日"]


def test_a_whole_moment_says_everything() -> None:
    assert wording.full_moment(datetime(2026, 3, 16, 6, 52, tzinfo=UTC)) == "2026年3月16日 14:52"


@given(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_no_padded_zero_in_a_day(at: datetime) -> None:
    day = wording.full_day(at.date())
    assert "年0" not in day
    assert "月0" not in day
