"""The axis of working time: a working day is as wide as any other, a day of rest a fifth of that. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby

REST = 0.2  # of a working day
DAY = timedelta(days=1)

IsWorked = Callable[[date], bool]


class WorkingTime:
    """A stretch between two moments of one zone, measured from 0 to 1."""

    def __init__(self, begin: datetime, end: datetime, is_worked: IsWorked) -> None:
        midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        days = (end - midnight) // DAY + 1
        self.begin, self.end, self._is_worked = begin, end, is_worked
        self._starts: Sequence[datetime] = [midnight + n * DAY for n in range(days)]
        self._widths = [1.0 if is_worked(start.date()) else REST for start in self._starts]
        self._before = [0.0, *accumulate(self._widths)]
        self._first = self._measure(begin)
        self._whole = max(self._measure(end) - self._first, 1e-9)

    def __call__(self, moment: datetime) -> float:
        """Where a moment lies; what is outside lies at the nearer end."""
        measured = self._measure(min(max(moment, self.begin), self.end))
        return (measured - self._first) / self._whole

    def working_days(self) -> list[datetime]:
        """The beginnings of the working days inside, but for the first day."""
        return [start for start in self._starts if start > self.begin and self._is_worked(start.date())]

    def rests(self) -> list[tuple[float, float]]:
        """From where to where nobody worked; days of rest in a row are one stretch."""
        found = []
        for worked, run in groupby(self._starts, lambda start: self._is_worked(start.date())):
            if not worked:
                days = list(run)
                found.append((self(days[0]), self(days[-1] + DAY)))
        return found

    def _measure(self, moment: datetime) -> float:
        place = max(bisect_right(self._starts, moment) - 1, 0)
        return self._before[place] + self._widths[place] * ((moment - self._starts[place]) / DAY)
