"""What is known of the calendar: the years that were imported, and those that come with the product.

A page asks for every row it draws, so the answer is kept in the process and read anew after a minute; an import in this process is
seen at once. An act that computes a deadline reads it from the tables (`calendar_in_force`), behind the gate.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from office.calendar.models import CalendarTable
from office.calendar.table import shipped
from office.calendar.working_days import KnownYear, WorkingCalendar

FRESH = 60.0  # seconds; as long as an open page may show what a command has changed


@dataclass
class _Kept:
    calendar: WorkingCalendar | None = None
    until: float = 0.0


_kept = _Kept()


def working_calendar() -> WorkingCalendar:
    """The working calendar, for pages: cheap, and at most a minute old."""
    calendar = _kept.calendar  # read once: another thread may let it be forgotten
    if calendar is None or time.monotonic() > _kept.until:
        keep(calendar := calendar_in_force())
    return calendar


def calendar_in_force() -> WorkingCalendar:
    """The working calendar as the tables have it this moment."""
    imported = CalendarTable.objects.filter(replaced_at__isnull=True).prefetch_related("days")
    return WorkingCalendar({**_shipped(), **{one.year: one.known() for one in imported}})


def keep(calendar: WorkingCalendar, seconds: float = FRESH) -> None:
    """Let pages of this process use a calendar for a while."""
    _kept.calendar, _kept.until = calendar, time.monotonic() + seconds


def forget() -> None:
    """Let the next page read the tables."""
    _kept.calendar = None


def what_is_shipped() -> WorkingCalendar:
    """The calendar of an installation that has imported nothing."""
    return WorkingCalendar(_shipped())


@cache
def _shipped() -> Mapping[int, KnownYear]:
    return shipped()
