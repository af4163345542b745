"""值班日志和电话记录的查找: by day and by words, the latest first."""

from datetime import date

from django.db.models import Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CallEntry, LogEntry

LOG_WORDS = ("source", "content", "handling", "handled_by", "result", "staff")
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


def _says(columns: tuple[str, ...], words: str) -> Q:
    """Each word stands somewhere in the entry."""
    found = Q()
    for word in words.split():
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        found &= anywhere
    return found
