"""What a room's rules say of a wish: the first thing that stands against it, in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from meetings.rules.slots import Slot, clock_words, day_words
from office.kernel.clock import day_of

LATE_BY = timedelta(minutes=15)
"""A meeting that has just begun can still be entered."""


class Calendar(Protocol):
    """What is asked of the working calendar."""

    def is_working_day(self, day: date) -> bool: ...
    def knows(self, year: int) -> bool: ...


@dataclass(frozen=True)
class Rules:
    """Of one room. `hours`: weekday → (opens, closes) in minutes; a weekday that is not there is closed."""

    seats: int
    longest_minutes: int
    days_ahead: int
    hours: Mapping[int, tuple[int, int]]


@dataclass(frozen=True)
class Objection:
    """What is wrong, and which field of a form is to blame."""

    sentence: str
    field: str


def counted_weekday(calendar: Calendar, day: date) -> int:
    """0 to 6: a weekend that is worked counts as a Monday, a day off as a Sunday."""
    works, weekday = calendar.is_working_day(day), day.weekday()
    if works and weekday > 4:
        return 0
    return 6 if not works and weekday < 5 else weekday


def unknown_years(calendar: Calendar, days: list[date]) -> list[int]:
    """The years among some days whose working calendar is not known: there only the days of the week count."""
    return sorted({day.year for day in days if not calendar.knows(day.year)})


def objection(rules: Rules, slot: Slot, people: int, *, now: datetime, calendar: Calendar) -> Objection | None:
    """The first; None: nothing stands against it."""
    if slot.ends_at <= slot.starts_at:
        return Objection("结束时间须在开始时间之后", "ends")
    if slot.starts_at < now - LATE_BY:
        return Objection("开始时间已经过去，请另选时间", "starts")
    if slot.minutes > rules.longest_minutes:
        return Objection(
            f"这个会议室一次最多用{span_words(rules.longest_minutes)}，您要用{span_words(slot.minutes)}", "ends"
        )
    if day_of(slot.starts_at) > day_of(now) + timedelta(days=rules.days_ahead):
        return Objection(f"这个会议室最多提前{rules.days_ahead}天预订", "day")
    if people < 1:
        return Objection("请写有多少人", "people")
    if people > rules.seats:
        return Objection(f"这个会议室有{rules.seats}座，坐不下{people}人，请选大些的会议室", "people")
    return _outside(rules, slot, calendar)


def _outside(rules: Rules, slot: Slot, calendar: Calendar) -> Objection | None:
    for day, begin, end in slot.parts():
        weekday = counted_weekday(calendar, day)
        span = rules.hours.get(weekday)
        if span is None:
            why = "这天放假，" if weekday == 6 and day.weekday() < 5 else ""
            return Objection(f"{day_words(day)}{why}不开放预订，请另选日期", "day")
        if begin < span[0] or end > span[1]:
            return Objection(
                f"{day_words(day)}{clock_words(span[0])}至{clock_words(span[1])}可以预订，请改时间", "starts"
            )
    return None


def span_words(minutes: int) -> str:
    """45分钟, 2小时, 1小时30分钟, 3天."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = (f"{days}天" if days else "", f"{hours}小时" if hours else "", f"{left}分钟" if left else "")
    return "".join(parts) or "0分钟"
