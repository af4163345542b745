"""反馈周期: the days by which feedback is due, one after the other. Pure.

A feedback answers the period in which it is signed; one more in the same period answers nothing. Of periods that were missed, one
late feedback answers all.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

NONE, EVERY, MONTHLY = "none", "every", "monthly"
ONE_DAY = timedelta(days=1)
DECEMBER = 12


class HasDay(Protocol):
    @property
    def day(self) -> date: ...


class Calendar(Protocol):
    """What is asked of the working calendar."""

    def add_working_days(self, start_day: date, n: int) -> HasDay: ...
    def working_days_between(self, a: date, b: date) -> int: ...
    def is_working_day(self, day: date) -> bool: ...


def days_of(cycle: str, every: int, start: date, until: date, calendar: Calendar) -> Iterator[date]:
    """The days by which feedback is due, after `start` and not after `until`: every n-th working day, or the last one of each month."""
    if cycle == NONE:
        return
    day = start
    while True:
        day = calendar.add_working_days(day, every).day if cycle == EVERY else _end_of_month_after(day, calendar)
        if day > until:
            return
        yield day


def next_due(cycle: str, every: int, start: date, until: date, after: date, calendar: Calendar) -> date | None:
    """The first such day that lies after a day; None where there is no more."""
    return next((day for day in days_of(cycle, every, start, until, calendar) if day > after), None)


def answers(due: date | None, cycle: str, every: int, start: date, today: date, calendar: Calendar) -> bool:
    """Whether a feedback of today answers the day that is due next: today lies in its period, or after it."""
    if due is None:
        return False
    before = start
    for day in days_of(cycle, every, start, due, calendar):
        if day >= due:
            break
        before = day
    return today > before or before == start


def _end_of_month_after(day: date, calendar: Calendar) -> date:
    """The last working day of a month that lies after a day."""
    found = _last_working_day(day.year, day.month, calendar)
    if found > day:
        return found
    year, month = (day.year + 1, 1) if day.month == DECEMBER else (day.year, day.month + 1)
    return _last_working_day(year, month, calendar)


def _last_working_day(year: int, month: int, calendar: Calendar) -> date:
    first_of_next = date(year + 1, 1, 1) if month == DECEMBER else date(year, month + 1, 1)
    day = first_of_next - ONE_DAY
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day
