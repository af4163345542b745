"""签收时限：so many working days after sending."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from office.kernel.clock import OFFICE_ZONE, day_of

DAYS_TO_SIGN = 2
END_OF_DAY = time(23, 59, 59)
SATURDAY = 5


@dataclass(frozen=True)
class Due:
    """A moment, and whether it may still move because no working calendar was asked."""

    at: datetime
    provisional: bool


def due_after(sent_at: datetime, days: int) -> Due:
    """The end of the last of so many working days after the day of sending: Monday to Friday, holidays unknown."""
    day, left = day_of(sent_at), days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return Due(datetime.combine(day, END_OF_DAY, OFFICE_ZONE), provisional=True)
