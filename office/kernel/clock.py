"""The only source of the present. Instants are UTC, days are those of the office (Asia/Shanghai)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, aware, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The office's day."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The office's day in which an aware moment lies."""
    return moment.astimezone(OFFICE_ZONE).date()


def start_of(day: date) -> datetime:
    """The first instant of an office day."""
    return datetime.combine(day, time.min, OFFICE_ZONE)


def end_of(day: date) -> datetime:
    """The last second of an office day."""
    return datetime.combine(day, time(23, 59, 59), OFFICE_ZONE)
