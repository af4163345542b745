"""签到与抽查的计数，by unit and month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CheckIn, MissedCheckIn, Result, SpotCheck
from office.kernel.clock import start_of

ALL = Q(pk__isnull=False)
CHECKS: Final = {
    "checks": ALL,
    "present": Q(result=Result.PRESENT),
    "away": Q(result=Result.AWAY),
    "silent": Q(result=Result.SILENT),
    "stranger": Q(result=Result.STRANGER),
}
CHECK_INS: Final = {"came": ALL, "late": Q(is_late=True)}
ABSENT = "absent"
FIGURES: Final = {
    "checks": "抽查",
    "present": "在岗",
    "away": "脱岗",
    "silent": "无人接听",
    "stranger": "非在编",
    "came": "签到",
    "late": "其中迟",
    "absent": "没有签到",
}
"""The figures of a month, in the order in which they are shown."""


@dataclass(frozen=True)
class MonthOfDuty:
    """One unit in one month, by the names of the figures. `seconds`: on average, of those that answered; None where nobody was timed."""

    unit: DutyUnit
    figures: Mapping[str, int]
    seconds: int | None

    @property
    def shown(self) -> list[tuple[str, str, int]]:
        """Each figure with its label."""
        return [(name, label, self.figures[name]) for name, label in FIGURES.items()]


def month_of(units: list[DutyUnit], month: date) -> list[MonthOfDuty]:
    """In the order of the units, in three questions."""
    span, of = _span(month), {"unit__in": units}
    answered = Avg("seconds", filter=Q(result=Result.PRESENT))
    checks = _by_unit(_checked(span).filter(**of), **_counts(CHECKS), seconds=answered)
    came = _by_unit(_begun(CheckIn.objects.filter(**of), span), **_counts(CHECK_INS))
    absent = _by_unit(_absent(span).filter(**of), absent=Count("pk"))
    counted = [(one, checks.get(one.pk, {}) | came.get(one.pk, {}) | absent.get(one.pk, {})) for one in units]
    return [
        MonthOfDuty(one, {name: found.get(name, 0) for name in FIGURES}, _whole(found.get("seconds")))
        for one, found in counted
    ]


def checks_counted(unit: DutyUnit, month: date, name: str) -> QuerySet[SpotCheck]:
    """The spot checks that a figure counts, the last one first."""
    rows = _checked(_span(month)).filter(CHECKS[name], unit=unit)
    return rows.select_related("person").order_by("-called_at", "-pk")


def check_ins_counted(unit: DutyUnit, month: date, name: str) -> list[CheckIn]:
    """The check-ins that a figure counts, likewise."""
    rows = _begun(CheckIn.objects.filter(CHECK_INS[name], unit=unit), _span(month))
    return list(rows.select_related("person").order_by("-starts_at", "-pk"))


def absent_in(unit: DutyUnit, month: date) -> list[MissedCheckIn]:
    """Those who never checked in, likewise."""
    return list(_absent(_span(month)).filter(unit=unit).select_related("person").order_by("-starts_at", "-pk"))


def _counts(conditions: Mapping[str, Q]) -> dict[str, Any]:
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def _span(month: date) -> tuple[datetime, datetime]:
    return start_of(month.replace(day=1)), start_of(_next(month))


def _checked(span: tuple[datetime, datetime]) -> QuerySet[SpotCheck]:
    """Spot checks of which it is known how they ended."""
    rows = SpotCheck.objects.filter(called_at__gte=span[0], called_at__lt=span[1])
    return rows.exclude(result=Result.WAITS)


def _absent(span: tuple[datetime, datetime]) -> QuerySet[MissedCheckIn]:
    """Turns for which nobody ever checked in."""
    there = CheckIn.objects.filter(unit=OuterRef("unit"), person=OuterRef("person"), starts_at=OuterRef("starts_at"))
    return _begun(MissedCheckIn.objects.filter(~Exists(there)), span)


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _begun(rows: QuerySet[Any], span: tuple[datetime, datetime]) -> QuerySet[Any]:
    return rows.filter(starts_at__gte=span[0], starts_at__lt=span[1])


def _by_unit(rows: QuerySet[Any], **counts: Any) -> dict[int, dict[str, Any]]:
    found = rows.order_by().values("unit").annotate(**counts)
    return {one.pop("unit"): one for one in found}


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
