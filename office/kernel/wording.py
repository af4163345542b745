"""Moments in the office's words: 今天 11:30 · 昨日 17:30 · 3月20日 · 2025年12月31日. Spans are counted by the working calendar."""

from datetime import date, datetime

from office.kernel.clock import OFFICE_ZONE, day_of, today

END_OF_DAY = "23:59"
NEAR_DAYS = {0: "今天", -1: "昨日", 1: "明天"}


def day_in_words(day: date) -> str:
    """今天, 昨日, 明天; else the day, with the year only when it is not this one."""
    this = today()
    return NEAR_DAYS.get((day - this).days) or (f"{day.month}月{day.day}日" if day.year == this.year else full_day(day))


def full_day(day: date) -> str:
    """2026年3月16日: numbers without padded zeros, as documents write them."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_in_words(at: datetime) -> str:
    """The day, and the office's clock time while the day is near enough to matter."""
    day = day_of(at)
    near = (day - today()).days in NEAR_DAYS
    return f"{day_in_words(day)} {at.astimezone(OFFICE_ZONE):%H:%M}" if near else day_in_words(day)


def until_in_words(at: datetime) -> str:
    """今天 11:30, 3月20日 17:30: until when something may be done; the day alone where the whole of it is meant."""
    day, clock = day_of(at), f"{at.astimezone(OFFICE_ZONE):%H:%M}"
    return day_in_words(day) if clock == END_OF_DAY else f"{day_in_words(day)} {clock}"


def full_moment(at: datetime) -> str:
    """2026年3月16日 14:52, for records and where the pointer rests."""
    return f"{full_day(day_of(at))} {at.astimezone(OFFICE_ZONE):%H:%M}"
