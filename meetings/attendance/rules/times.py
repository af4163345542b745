"""签到表里写的时间：9:05, 09:05:30, 2026-03-16 09:05. A time of day alone is of the day, or night, of the meeting."""

import re
from datetime import datetime, timedelta

from office.kernel.clock import OFFICE_ZONE

_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?[ T]*")
_TIME = re.compile(r"(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.0+)?[分秒]?")


def moment_of(text: str, near: datetime) -> datetime | None:
    """The moment that a cell says; None where it says none. Without a day it is the one nearest to `near`: a meeting may pass midnight."""
    said = text.strip()
    day = _DAY.match(said)
    time = _TIME.fullmatch(said[day.end() :] if day else said)
    if time is None:
        return None
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    try:
        if day is not None:
            return datetime(int(day[1]), int(day[2]), int(day[3]), hour, minute, second, tzinfo=OFFICE_ZONE)
        local = near.astimezone(OFFICE_ZONE)
        same = local.replace(hour=hour, minute=minute, second=second, microsecond=0)
    except ValueError:
        return None
    around = [same + timedelta(days=days) for days in (-1, 0, 1)]
    return min(around, key=lambda one: abs(one - near))
