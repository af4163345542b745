"""The shifts of a month: which patterns begin on which of its days, and when. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from office.kernel.clock import OFFICE_ZONE

WORKDAY, WEEKEND, HOLIDAY = "workday", "weekend", "holiday"
WEEKDAYS = "一二三四五六日"


class Differs(Protocol):
    """How a day differs from Monday to Friday."""

    @property
    def arrangement(self) -> str: ...


class Days(Protocol):
    """What is asked of a working calendar."""

    def is_working_day(self, day: date) -> bool: ...
    def exceptional(self, day: date) -> Differs | None: ...


class Begins(Protocol):
    """A pattern: its minutes, and the kinds of day on which it begins."""

    @property
    def begins(self) -> int: ...
    @property
    def lasts(self) -> int: ...
    @property
    def on_workdays(self) -> bool: ...
    @property
    def on_weekends(self) -> bool: ...
    @property
    def on_holidays(self) -> bool: ...


P = TypeVar("P", bound=Begins)


@dataclass(frozen=True)
class Span(Generic[P]):
    """A shift that is to be."""

    pattern: P
    day: date
    kind: str
    starts_at: datetime
    ends_at: datetime


def kind_of(calendar: Days, day: date) -> str:
    """A day off of a published holiday is a holiday, its 调休 work day a workday, any other day as it is in the week."""
    if calendar.is_working_day(day):
        return WORKDAY
    differs = calendar.exceptional(day)
    return HOLIDAY if differs is not None and differs.arrangement == "rest" else WEEKEND


def days_of(month: date) -> Iterator[date]:
    """All days of the month in which a day lies."""
    day = month.replace(day=1)
    while day.month == month.month:
        yield day
        day += timedelta(days=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def shifts_of(month: date, patterns: Iterable[P], calendar: Days) -> Iterator[Span[P]]:
    """What begins in a month, in the order of the days. Whatever begins on its last day ends in the next."""
    wanted = list(patterns)
    for day in days_of(month):
        kind = kind_of(calendar, day)
        for one in wanted:
            if begins_on(one, kind):
                starts_at = datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE) + timedelta(minutes=one.begins)
                yield Span(one, day, kind, starts_at, starts_at + timedelta(minutes=one.lasts))


def begins_on(pattern: Begins, kind: str) -> bool:
    """Whether a pattern is for days of a kind."""
    return {WORKDAY: pattern.on_workdays, WEEKEND: pattern.on_weekends, HOLIDAY: pattern.on_holidays}[kind]


def weekday(day: date) -> str:
    """周三."""
    return f"周{WEEKDAYS[day.weekday()]}"


def day_words(day: date) -> str:
    """12月5日."""
    return f"{day.month}月{day.day}日"
