"""The days of a series."""

import calendar as gregorian
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from meetings.rules.asking import Calendar

MOST = 120
"""Occurrences of one series."""
STEPS = {"week": timedelta(weeks=1), "fortnight": timedelta(weeks=2), "workday": timedelta(days=1)}


def days_of(every: str, first: date, until: date, calendar: Calendar) -> list[date]:
    """From the first day until a day, both included: at most one more than `MOST`, so that too many can be told.

    A month without that day is left out. 每个工作日 follows the working calendar.
    """
    return list(islice(_days(every, first, until, calendar), MOST + 1))


def left_out(every: str, first: date, until: date) -> list[date]:
    """The first days of the months of a monthly series that have no such day."""
    if every != "month":
        return []
    return [month for month in _months(first, until) if _in_month(month, first.day) is None]


def _days(every: str, first: date, until: date, calendar: Calendar) -> Iterator[date]:
    if every == "month":
        found = (_in_month(month, first.day) for month in _months(first, until))
        yield from (day for day in found if day is not None and day <= until)
        return
    day = first
    while day <= until:
        if every != "workday" or calendar.is_working_day(day):
            yield day
        day += STEPS[every]


def _months(first: date, until: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _in_month(month: date, day: int) -> date | None:
    return month.replace(day=day) if day <= gregorian.monthrange(month.year, month.month)[1] else None
