"""The working calendar as a value: which days are worked, and arithmetic in working days. Pure.

A year that is known says which of its days differ from Monday to Friday (放假, 调休上班). Any other year is counted Monday to Friday,
and what was counted in it is provisional.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

Arrangement = Literal["rest", "work"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Exceptional:
    """A day that differs: 放假 `rest` or 调休上班 `work`, and the holiday it belongs to.

    `statutory`: of the days off one that the law itself gives (全国年节及纪念日放假办法, since 2025 thirteen of them), not one that was
    moved beside it.
    """

    arrangement: Arrangement
    name: str
    statutory: bool = False


@dataclass(frozen=True)
class KnownYear:
    """A year whose arrangement is published: its days that differ, and the number of the document that says so."""

    year: int
    source: str
    days: Mapping[date, Exceptional]

    @property
    def marks_statutory(self) -> bool:
        """Whether its table says which days off are 法定节假日."""
        return any(one.statutory for one in self.days.values())


@dataclass(frozen=True)
class Reached:
    """The day that was counted to. `provisional`: some of the days counted lie in a year that is not known."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """All years that are known."""

    years: Mapping[int, KnownYear]

    def knows(self, year: int) -> bool:
        return year in self.years

    def exceptional(self, day: date) -> Exceptional | None:
        """How a day differs, or None."""
        known = self.years.get(day.year)
        return known.days.get(day) if known else None

    def is_statutory(self, day: date) -> bool | None:
        """Whether a day is a 法定节假日; None where the table of its year does not say which are."""
        known = self.years.get(day.year)
        if known is None or not known.marks_statutory:
            return None
        differs = known.days.get(day)
        return differs is not None and differs.statutory

    def is_working_day(self, day: date) -> bool:
        differs = self.exceptional(day)
        return _is_weekday(day) if differs is None else differs.arrangement == "work"

    def add_working_days(self, start_day: date, n: int) -> Reached:
        """The n-th working day after a day, which is itself not counted (期间开始的当日不计入).

        With n = 0 the day itself, or the next working day where it is not worked. Raises ValueError below 0.
        """
        if n < 0:
            raise ValueError(f"a deadline lies ahead: {n} working days")
        day, left = start_day, n
        while left > 0 or not self.is_working_day(day):
            day += ONE_DAY
            left -= self.is_working_day(day)
        return Reached(day, self._is_provisional(start_day if n == 0 else start_day + ONE_DAY, day))

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and with `b`; negative where `b` lies before `a`.

        So `working_days_between(day, add_working_days(day, n).day) == n`, and pieces of a way add up.
        """
        return self._worked_until(b) - self._worked_until(a)

    def working_days_from(self, day: date) -> Iterator[date]:
        """The working days from a day on, itself included, without end."""
        while True:
            if self.is_working_day(day):
                yield day
            day += ONE_DAY

    def _is_provisional(self, first: date, last: date) -> bool:
        return any(year not in self.years for year in range(first.year, last.year + 1))

    def _worked_until(self, day: date) -> int:
        """Working days from the beginning of time, in as many steps for a long way as for a short one."""
        weeks, rest = divmod(day.toordinal(), 7)  # ordinal 1 is a Monday
        moved, running = self._moved
        place = bisect_right(moved, day)
        return 5 * weeks + min(rest, 5) + (running[place - 1] if place else 0)

    @cached_property
    def _moved(self) -> tuple[list[date], list[int]]:
        """The days on which it matters that they differ, and by how much the count has moved with each."""
        days, running, moved = [], [], 0
        for day, differs in sorted((day, one) for known in self.years.values() for day, one in known.days.items()):
            by = (differs.arrangement == "work") - _is_weekday(day)
            if by:
                moved += by
                days.append(day)
                running.append(moved)
        return days, running


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5
