"""The picture of a route: bars in working time, days of rest narrow, everything inside the frame."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.pictures.lanes import NAMES, RIGHT, Held, Picture, draw
from docflow.pictures.working_time import REST, WorkingTime

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def picture(*held: Held, now: str = "2026-03-26T12:00") -> Picture:
    return draw(held, at(now), is_weekday, lambda a, b: f"{(b - a).days}天")


def stay(who: str, since: str, until: str | None, ending: str = "done") -> Held:
    return Held(who, "综合一处", "核稿", at(since), at(until) if until else None, ending if until else "now")


def test_a_weekend_takes_less_room_than_a_day() -> None:
    time = WorkingTime(at("2026-03-20T00:00"), at("2026-03-24T00:00"), is_weekday)  # Friday to Tuesday: 1 + 2 rests + 1
    whole = 2 + 2 * REST
    assert time(at("2026-03-21T00:00")) == pytest.approx(1 / whole)
    assert time(at("2026-03-23T00:00")) == pytest.approx((1 + 2 * REST) / whole)
    (rest,) = time.rests()
    assert rest == pytest.approx((1 / whole, (1 + 2 * REST) / whole))
    assert [day.day for day in time.working_days()] == [23, 24]


def test_what_goes_on_is_drawn_until_now_and_says_how_long() -> None:
    drawn = picture(stay("唐以宁", "2026-03-19T09:00", "2026-03-20T10:00"), stay("沈岚", "2026-03-20T10:00", None))
    first, second = (row.bars[0] for row in drawn.rows)
    assert (first.manner, second.manner) == ("held", "now")
    assert first.title == "核稿，唐以宁，办结，1天"
    assert second.title == "核稿，沈岚，正在办理，6天"
    assert drawn.now == RIGHT
    assert len(drawn.rests) == 1
    assert [tick.label for tick in drawn.ticks][:2] == ["3月19日", "3月23日"]


def test_what_took_hours_is_marked_by_the_clock() -> None:
    drawn = picture(stay("唐以宁", "2026-03-19T09:00", "2026-03-19T10:00"))
    assert [tick.label for tick in drawn.ticks] == ["09:00"]
    assert (drawn.now, drawn.rests) == (None, ())


def test_nothing_held_is_no_picture() -> None:
    assert picture().rows == ()


def test_a_way_that_took_no_time_is_drawn_all_the_same() -> None:
    drawn = picture(stay("唐以宁", "2026-03-21T09:00", "2026-03-21T09:00"))
    assert drawn.rows[0].bars[0].width > 0


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)).map(lambda one: one.replace(tzinfo=ZONE))  # noqa: DTZ001 - the zone is set


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_only_goes_forward(a: datetime, b: datetime, c: datetime) -> None:
    first, middle, last = sorted((a, b, c))
    time = WorkingTime(first, last, is_weekday)
    assert 0 <= time(first) <= time(middle) <= time(last) <= 1 + 1e-9
    assert time(first - timedelta(days=9)) == time(first)
    assert time(last + timedelta(days=9)) == time(last)


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 60)), min_size=1, max_size=6))
def test_everything_lies_inside_the_frame(stretches: list[tuple[datetime, int]]) -> None:
    held = [Held("甲", "处", "核稿", since, since + timedelta(days=days), "done") for since, days in stretches]
    drawn = draw(held, at("2027-03-01T12:00"), is_weekday, lambda *_: "")
    for bar in drawn.rows[0].bars:
        assert bar.x >= NAMES
        assert bar.x + bar.width <= RIGHT + 0.02
    assert all(one.x >= NAMES and one.x + one.width <= RIGHT + 0.02 for one in drawn.rests)
    assert all(b.x - a.x >= 12.9 for a, b in zip(drawn.ticks, drawn.ticks[1:], strict=False))
