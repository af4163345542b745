"""签到与抽查的计数，by unit and month."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CheckIn, MissedCheckIn, Result, SpotCheck
from office.kernel.clock import start_of


@dataclass(frozen=True)
class MonthOfDuty:
    """One unit in one month. `seconds`: on average, of those that answered; None where nobody was timed."""

    unit: DutyUnit
    checks: int
    present: int
    away: int
    silent: int
    stranger: int
    seconds: int | None
    came: int
    late: int
    absent: int


def month_of(units: list[DutyUnit], month: date) -> list[MonthOfDuty]:
    """In the order of the units, in three questions."""
    span = (start_of(month.replace(day=1)), start_of(_next(month)))
    checks = _by_unit(
        SpotCheck.objects.filter(unit__in=units, called_at__gte=span[0], called_at__lt=span[1]).exclude(
            result=Result.WAITS
        ),
        checks=Count("pk"),
        present=Count("pk", filter=Q(result=Result.PRESENT)),
        away=Count("pk", filter=Q(result=Result.AWAY)),
        silent=Count("pk", filter=Q(result=Result.SILENT)),
        stranger=Count("pk", filter=Q(result=Result.STRANGER)),
        seconds=Avg("seconds", filter=Q(result=Result.PRESENT)),
    )
    came = _by_unit(
        _begun(CheckIn.objects.filter(unit__in=units), span),
        came=Count("pk"),
        late=Count("pk", filter=Q(is_late=True)),
    )
    there = CheckIn.objects.filter(unit=OuterRef("unit"), person=OuterRef("person"), starts_at=OuterRef("starts_at"))
    missed = MissedCheckIn.objects.filter(~Exists(there), unit__in=units)
    absent = _by_unit(_begun(missed, span), absent=Count("pk"))
    empty: dict[str, Any] = dict.fromkeys(
        ("checks", "present", "away", "silent", "stranger", "came", "late", "absent"), 0
    )
    counted = [
        (one, empty | {"seconds": None} | checks.get(one.pk, {}) | came.get(one.pk, {}) | absent.get(one.pk, {}))
        for one in units
    ]
    return [MonthOfDuty(unit=one, **(found | {"seconds": _whole(found["seconds"])})) for one, found in counted]


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _begun(rows: QuerySet[Any], span: tuple[datetime, datetime]) -> QuerySet[Any]:
    return rows.filter(starts_at__gte=span[0], starts_at__lt=span[1])


def _by_unit(rows: QuerySet[Any], **counts: Any) -> dict[int, dict[str, Any]]:
    found = rows.order_by().values("unit").annotate(**counts)
    return {one.pop("unit"): one for one in found}


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
