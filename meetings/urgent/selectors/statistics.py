"""报送情况的统计：by unit and month, with drills apart. Each figure counts rows that stand; nothing is kept twice, and the rows are found by what
they were counted by."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.urgent.models import Clock, Finding, Report, UrgentEvent
from meetings.urgent.policy import events, units
from meetings.urgent.selectors.page import shown_clock
from office.api import Actor
from office.kernel.clock import now, start_of

FIGURES: Final = {
    "events": "事件",
    "reports": "报告",
    "kept": "按时",
    "late": "迟报",
    "missed": "漏报",
    "false": "谎报",
    "concealed": "瞒报",
}


@dataclass(frozen=True)
class UnitCounts:
    """What a unit received and reported in a month, by the names of the figures."""

    unit: DutyUnit
    figures: Mapping[str, int]

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """Each figure with its name and its word, in their order."""
        return [(name, label, self.figures[name]) for name, label in FIGURES.items()]


@dataclass(frozen=True)
class Counted:
    """A row behind a figure, in words."""

    event: UrgentEvent
    what: str
    at: datetime
    said: str


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure: those that he may read, and how many there are that he may not."""

    rows: list[Counted]
    others: int


def units_counted(by: Actor) -> QuerySet[DutyUnit]:
    """Those that he serves or leads, and those that report to them."""
    mine = DutyUnit.objects.filter(Q(pk__in=units.serving(by).values("pk")) | Q(pk__in=units.led(by).values("pk")))
    return DutyUnit.objects.filter(Q(pk__in=mine.values("pk")) | Q(superior__in=mine.values("pk")))


def counted(by: Actor, month: date, *, drills: bool) -> list[UnitCounts]:
    """The units that are for him, by events that were received in the month."""
    shown = units_counted(by)
    of, there = _in(month, drills=drills), {"unit__in": shown.values("pk")}
    through, within = _through(of), _through(there)
    received = Counter(UrgentEvent.objects.filter(**of, **there).values_list("unit", flat=True))
    reports = Counter(Report.objects.filter(**through, **within).values_list("event__unit", flat=True))
    found = Counter(Finding.objects.filter(**through, **within).values_list("event__unit", "what"))
    clocks: dict[int, dict[str, Any]] = {
        one["unit"]: dict(one)
        for one in Clock.objects.filter(**through, **there)
        .values("unit")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in _clocks().items()})
        .order_by()
    }

    def figures(unit: int) -> dict[str, int]:
        of_clocks = clocks.get(unit, {})
        judged = {name: of_clocks.get(name, 0) + found[unit, name] for name in FIGURES}
        return judged | {"events": received[unit], "reports": reports[unit]}

    return [UnitCounts(unit, figures(unit.pk)) for unit in shown.select_related("organ").order_by("order", "pk")]


def behind(unit: DutyUnit, month: date, name: str, *, drills: bool, by: Actor) -> Behind:
    """The rows that a figure of a unit counts, the first one first."""
    of = _in(month, drills=drills)
    readable = set(events.seen(by).filter(**of).values_list("pk", flat=True))
    found = sorted(_rows(unit, name, of), key=lambda one: one.at)
    rows = [one for one in found if one.event.pk in readable]
    return Behind(rows, len(found) - len(rows))


def _rows(unit: DutyUnit, name: str, of: Mapping[str, Any]) -> Iterator[Counted]:
    through = _through(of)
    if name == "events":
        for event in UrgentEvent.objects.filter(**of, unit=unit):
            yield Counted(event, f"{event.get_kind_display()}，{event.short_level}", event.received_at, "接报")
    if name == "reports":
        for report in Report.objects.filter(**through, event__unit=unit).select_related("event"):
            yield Counted(report.event, report.label, report.sent_at, "报送")
    if (condition := _clocks().get(name)) is not None:
        clocks = Clock.objects.filter(condition, **through, unit=unit)
        for clock in clocks.select_related("event", "dispatch__report"):
            of_report = str(clock.dispatch.report) if clock.dispatch is not None else ""
            what = f"{of_report}{clock.get_timed_display()}"
            yield Counted(clock.event, what, clock.due_at, shown_clock(clock, now()).words)
    for finding in Finding.objects.filter(**through, event__unit=unit, what=name).select_related("event"):
        yield Counted(finding.event, f"认定{finding.get_what_display()}", finding.at, finding.reason)


def _clocks() -> Mapping[str, Q]:
    """By what the figures of clocks are counted. One that ran out and still runs counts as late until its report comes or never does."""
    overdue = Q(outcome=Clock.Outcome.RUNNING, due_at__lt=now())
    return {
        "kept": Q(outcome=Clock.Outcome.KEPT),
        "late": Q(outcome=Clock.Outcome.LATE) | overdue,
        "missed": Q(outcome=Clock.Outcome.MISSED),
    }


def _in(month: date, *, drills: bool) -> dict[str, Any]:
    """The events that a month counts."""
    since, until = span_of(month)
    return {"received_at__gte": since, "received_at__lt": until, "is_drill": drills}


def _through(conditions: Mapping[str, Any]) -> dict[str, Any]:
    """The same for rows of events."""
    return {f"event__{name}": value for name, value in conditions.items()}


def span_of(month: date) -> tuple[datetime, datetime]:
    """From its first instant to that of the next month."""
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return start_of(first), start_of(following)
