"""值班日志和电话记录的查找: by day and by words, the latest first."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CallEntry, LogEntry

LOG_WORDS = ("source", "content", "handling", "handled_by", "result", "weather", "staff")
CALL_WORDS = (
    "reporter_unit",
    "reporter_name",
    "reporter_post",
    "reporter_phone",
    "place",
    "content",
    "measures",
    "told",
)


def log_of(unit: DutyUnit, day: date | None = None, words: str = "") -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(unit=unit).filter(_says(LOG_WORDS, words))
    rows = rows.filter(day=day) if day is not None else rows
    return rows.select_related("corrects").prefetch_related("files", "corrections").order_by("-day", "-at", "-pk")


def calls_of(unit: DutyUnit, day: date | None = None, words: str = "") -> QuerySet[CallEntry]:
    rows = CallEntry.objects.filter(unit=unit).filter(_says(CALL_WORDS, words))
    rows = rows.filter(day=day) if day is not None else rows
    return rows.select_related("corrects").prefetch_related("files", "corrections").order_by("-day", "-at", "-pk")


def day_log(unit: DutyUnit, day: date) -> list[LogEntry]:
    """The log of a day as it is read from top to bottom; a correction stands behind what it corrects."""
    return sorted(log_of(unit, day), key=lambda one: ((one.corrects or one).at, one.corrects_id or one.pk, one.pk))


def day_calls(unit: DutyUnit, day: date) -> list[CallEntry]:
    """Likewise."""
    return sorted(calls_of(unit, day), key=lambda one: ((one.corrects or one).at, one.corrects_id or one.pk, one.pk))


def weather_of_days(unit: DutyUnit, days: Iterable[date]) -> dict[date, str]:
    """天气 of each of these days, as its log says it."""
    found: dict[date, list[LogEntry]] = {}
    for one in LogEntry.objects.filter(unit=unit, day__in=set(days)).order_by("pk"):
        found.setdefault(one.day, []).append(one)
    return {day: _weather(rows) for day, rows in found.items()}


def weather_between(unit: DutyUnit, starts_at: datetime, ends_at: datetime) -> str:
    """天气 of a shift, likewise: 晴、小雨 where it changed."""
    return _weather(LogEntry.objects.filter(unit=unit, at__gte=starts_at, at__lt=ends_at).order_by("pk"))


def _weather(rows: Iterable[LogEntry]) -> str:
    """In the order of the day; where an entry was corrected, by its last correction."""
    last = {one.corrects_id or one.pk: one for one in rows}
    said = [one.weather for one in sorted(last.values(), key=lambda one: (one.at, one.pk)) if one.weather]
    return "、".join(dict.fromkeys(said))


def _says(columns: tuple[str, ...], words: str) -> Q:
    """Each word stands somewhere in the entry."""
    found = Q()
    for word in words.split():
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        found &= anywhere
    return found
