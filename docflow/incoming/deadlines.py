"""办理时限：working days counted from a day, and how near a day is. Pure."""

from datetime import date, timedelta
from typing import Literal

Tone = Literal["", "near", "late"]
PRESETS = (3, 5, 10)
_FRIDAY = 4


def due_day(start: date, days: int) -> date:
    """The day `days` working days after `start`, which itself does not count. Saturdays and Sundays are no working days."""
    day = start
    left = max(days, 0)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() <= _FRIDAY
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`; negative when `last` comes before it."""
    if last < first:
        return -working_days_between(last, first)
    span = (last - first).days
    return sum((first + timedelta(days=n)).weekday() <= _FRIDAY for n in range(1, span + 1))


def tone_of(due: date | None, day: date) -> Tone:
    """late when it is over, near when it is today or the next working day."""
    if due is None:
        return ""
    if due < day:
        return "late"
    return "near" if working_days_between(day, due) <= 1 else ""


def distance(due: date, day: date) -> str:
    """余4个工作日, 今天到期, 逾期1个工作日."""
    left = working_days_between(day, due)
    if due == day:
        return "今天到期"
    if due < day:
        return f"逾期{max(-left, 1)}个工作日"
    return f"余{left}个工作日"
