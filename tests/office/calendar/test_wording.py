"""Deadlines and spans as the office says them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from office.calendar.table import shipped
from office.calendar.wording import due_in_words, held_in_words
from office.calendar.working_days import WorkingCalendar
from office.kernel.clock import OFFICE_ZONE, end_of

CALENDAR = WorkingCalendar(shipped())
NOON = datetime(2026, 3, 19, 4, 0, tzinfo=UTC)  # 12:00 in the office's zone, a Thursday


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 3, 19), ("今天", "到期", "near")),
        (date(2026, 3, 20), ("明天", "余2个工作日", "")),  # today is one of them
        (date(2026, 3, 24), ("3月24日", "余4个工作日", "")),
        (date(2026, 3, 18), ("昨日", "逾期1个工作日", "late")),
        (date(2026, 3, 13), ("3月13日", "逾期4个工作日", "late")),
        (date(2025, 12, 31), ("2025年12月31日", "逾期51个工作日", "late")),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_the_day_then_the_distance(due: date, said: tuple[str, str, str]) -> None:
    words = due_in_words(CALENDAR, end_of(due))
    assert (words.day, words.distance, words.tone) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=2, minutes=10), ("今天 14:10", "余2小时", "near")),
        (timedelta(minutes=39, seconds=20), ("今天 12:39", "余40分钟", "near")),
        (timedelta(days=5, hours=5, minutes=30), ("3月24日 17:30", "余4个工作日", "")),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_moment_of_the_day_says_its_minute(ahead: timedelta, said: tuple[str, str, str]) -> None:
    words = due_in_words(CALENDAR, NOON + ahead)
    assert (words.day, words.distance, words.tone) == said


@time_machine.travel(datetime(2026, 3, 21, 4, 0, tzinfo=UTC), tick=False)  # a Saturday
def test_on_a_day_of_rest_nothing_has_been_worked_yet() -> None:
    assert due_in_words(CALENDAR, end_of(date(2026, 3, 20))).distance == "逾期不足1个工作日"
    assert due_in_words(CALENDAR, end_of(date(2026, 3, 22))).distance == "余不足1个工作日"
    assert due_in_words(CALENDAR, end_of(date(2026, 3, 23))).distance == "余1个工作日"


@time_machine.travel(datetime(2026, 3, 19, 15, 59, 59, tzinfo=UTC), tick=False)
def test_the_last_second_of_the_day_is_in_time() -> None:
    assert due_in_words(CALENDAR, end_of(date(2026, 3, 19))).tone == "near"


@time_machine.travel(datetime(2026, 12, 30, 4, 0, tzinfo=UTC), tick=False)
def test_what_was_counted_without_a_calendar_says_so() -> None:
    words = due_in_words(CALENDAR, end_of(date(2027, 1, 4)), provisional=True)
    assert words.distance == "余4个工作日·暂计"
    assert words.whole == "2027年1月4日（星期一）前。2027年工作日历未导入，按周一至周五计"


def test_what_has_ended_was_in_time_or_not() -> None:
    due = end_of(date(2026, 3, 18))
    in_time = due_in_words(CALENDAR, due, ended_at=due)
    late = due_in_words(CALENDAR, due, ended_at=due + timedelta(days=5))
    assert (in_time.distance, in_time.tone) == ("按期办结", "ok")
    assert (late.distance, late.tone) == ("逾期3个工作日办结", "late")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-03-19T09:00", "2026-03-19T17:00", "不足1个工作日"),
        ("2026-03-19T16:00", "2026-03-20T15:59", "不足1个工作日"),
        ("2026-03-19T16:00", "2026-03-20T16:00", "1个工作日"),
        ("2026-03-20T16:00", "2026-03-23T09:00", "不足1个工作日"),  # a weekend in which nobody held it
        ("2026-03-20T16:00", "2026-03-22T18:00", "不足1个工作日"),
        ("2026-03-20T16:00", "2026-03-23T16:30", "1个工作日"),
        ("2026-09-30T10:00", "2026-10-10T11:00", "3个工作日"),  # 10月8日、9日、10日（调休上班）
        ("2025-12-31T10:00", "2026-12-31T11:00", "248个工作日"),
    ],
)
def test_how_long_it_is_held(since: str, until: str, words: str) -> None:
    begin, end = (datetime.fromisoformat(one).replace(tzinfo=OFFICE_ZONE) for one in (since, until))
    assert held_in_words(CALENDAR, begin, end) == words


@time_machine.travel(NOON, tick=False)
def test_what_is_still_held_is_counted_until_now() -> None:
    assert held_in_words(CALENDAR, NOON - timedelta(days=2, minutes=1)) == "2个工作日"
