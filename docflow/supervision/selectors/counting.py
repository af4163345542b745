"""数什么: the parts that a figure counts, said once for the figure, for the list behind it and for the bulletin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from docflow.supervision import moves
from docflow.supervision.models import Assignment, Matter, MatterState
from office.api import Department, Organ
from office.kernel.clock import end_of, start_of, today

DECEMBER = 12
FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Years of which anything could be counted."""


def counted(name: str) -> Q:
    """The parts that a figure of the ranking counts."""
    reported = Q(state=moves.PROPOSED, due_on__lt=F("proposed_on"))
    return {
        "in_time": Q(state=moves.VERIFIED, proposed_on__lte=F("due_on")),
        "late": Q(state=moves.VERIFIED, proposed_on__gt=F("due_on")),
        "overdue": Q(state__in=moves.PART_WAITS, due_on__lt=today()) | reported,
        "returned": Q(returned__gt=0),
        "extended": Q(extended__gt=0),
    }[name]


@dataclass(frozen=True)
class Period:
    """A month or a year, as it stands in an address: 2026-11, 2026."""

    first: date
    last: date

    @property
    def word(self) -> str:
        return f"{self.first.year}-{self.first.month:02}" if self.is_month else str(self.first.year)

    @property
    def is_month(self) -> bool:
        return self.first.month == self.last.month

    @property
    def in_words(self) -> str:
        return f"{self.first.year}年{self.first.month}月" if self.is_month else f"{self.first.year}年"


def period_of(word: str) -> Period:
    """The one that an address names; this year where it names none, or one of which nothing could be counted."""
    year, _, month = word.partition("-")
    try:
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise ValueError(word)
        if month:
            first = date(int(year), int(month), 1)
            after = date(first.year + 1, 1, 1) if first.month == DECEMBER else date(first.year, first.month + 1, 1)
            return Period(first, after - timedelta(days=1))
        return Period(date(int(year), 1, 1), date(int(year), 12, 31))
    except (ValueError, OverflowError):
        this = today().year
        return Period(date(this, 1, 1), date(this, 12, 31))


def in_period(matters: QuerySet[Matter], period: Period) -> QuerySet[Matter]:
    """Those that were open on a day of it, without those called off."""
    rows = matters.filter(opened_on__lte=period.last).exclude(state=MatterState.CALLED_OFF)
    return rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=start_of(period.first)))


def ended_in(period: Period) -> Q:
    return Q(ended_at__gte=start_of(period.first), ended_at__lte=end_of(period.last))


@dataclass(frozen=True)
class UnitCounts:
    """One unit and its figures."""

    unit: Department | Organ
    counts: dict[str, int]

    @property
    def name(self) -> str:
        return str(self.unit)


def counts_by_unit(matters: QuerySet[Matter]) -> list[UnitCounts]:
    """What each unit has of them, in three questions however many there are."""
    rows = (
        Assignment.objects.filter(matter__in=matters)
        .order_by()
        .values("organ", "department")
        .annotate(
            parts=Count("pk"),
            in_time=Count("pk", filter=counted("in_time")),
            late=Count("pk", filter=counted("late")),
            overdue=Count("pk", filter=counted("overdue")),
            times_returned=Coalesce(Sum("returned"), 0),
            times_extended=Coalesce(Sum("extended"), 0),
        )
    )
    found: list[dict[str, Any]] = [dict(one) for one in rows]
    units = _units(found)
    return [
        UnitCounts(
            units[one["organ"], one["department"]],
            {name: one[name] for name in ("parts", "in_time", "late", "overdue")}
            | {"returned": one["times_returned"], "extended": one["times_extended"]},
        )
        for one in found
    ]


def _units(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, int | None], Department | Organ]:
    keys = [(one["organ"], one["department"]) for one in rows]
    organs = {one.pk: one for one in Organ.objects.filter(pk__in=[organ for organ, _ in keys])}
    departments = {one.pk: one for one in Department.objects.filter(pk__in=[of for _, of in keys if of is not None])}
    return {
        (organ, department): departments[department] if department is not None else organs[organ]
        for organ, department in keys
    }
