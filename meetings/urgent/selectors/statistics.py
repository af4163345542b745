"""报送情况的统计：by unit and month, with drills apart. Each figure counts rows that stand; nothing is kept twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from meetings.duty.models import DutyUnit
from meetings.urgent.models import Clock, Finding, Report, UrgentEvent
from meetings.urgent.policy import units
from office.api import Actor
from office.kernel.clock import now, start_of


@dataclass(frozen=True)
class UnitCounts:
    """What a unit received and reported in a month. A clock that ran out and still runs counts as late until its report comes or never does."""

    unit: DutyUnit
    events: int
    reports: int
    kept: int
    late: int
    missed: int
    false: int
    concealed: int


def counted(by: Actor, month: date, *, drills: bool) -> list[UnitCounts]:
    """The units that he serves or leads, and those that report to them; by events that were received in the month."""
    mine = DutyUnit.objects.filter(Q(pk__in=units.serving(by).values("pk")) | Q(pk__in=units.led(by).values("pk")))
    shown = DutyUnit.objects.filter(Q(pk__in=mine.values("pk")) | Q(superior__in=mine.values("pk")))
    since, until = span_of(month)
    in_month = {"received_at__gte": since, "received_at__lt": until, "is_drill": drills}
    through = {f"event__{name}": value for name, value in in_month.items()}
    received = Counter(
        UrgentEvent.objects.filter(unit__in=shown.values("pk"), **in_month).values_list("unit", flat=True)
    )
    reports = Counter(
        Report.objects.filter(event__unit__in=shown.values("pk"), **through).values_list("event__unit", flat=True)
    )
    found = Counter(
        Finding.objects.filter(event__unit__in=shown.values("pk"), **through).values_list("event__unit", "what")
    )
    overdue = Q(outcome=Clock.Outcome.RUNNING, due_at__lt=now())
    clocks = {
        one["unit"]: one
        for one in Clock.objects.filter(unit__in=shown.values("pk"), **through)
        .values("unit")
        .annotate(
            kept=Count("pk", filter=Q(outcome=Clock.Outcome.KEPT)),
            late=Count("pk", filter=Q(outcome=Clock.Outcome.LATE) | overdue),
            missed=Count("pk", filter=Q(outcome=Clock.Outcome.MISSED)),
        )
        .order_by()
    }
    nothing = {"kept": 0, "late": 0, "missed": 0}
    return [
        UnitCounts(
            unit=unit,
            events=received[unit.pk],
            reports=reports[unit.pk],
            kept=clocks.get(unit.pk, nothing)["kept"],
            late=clocks.get(unit.pk, nothing)["late"],
            missed=clocks.get(unit.pk, nothing)["missed"] + found[(unit.pk, "missed")],
            false=found[(unit.pk, "false")],
            concealed=found[(unit.pk, "concealed")],
        )
        for unit in shown.select_related("organ").order_by("order", "pk")
    ]


def span_of(month: date) -> tuple[datetime, datetime]:
    """From its first instant to that of the next month."""
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return start_of(first), start_of(following)
