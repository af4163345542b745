"""月通报的数字: counted with the same conditions as the ranking."""

from django.db.models import QuerySet

from docflow.supervision.models import Assignment, Matter
from docflow.supervision.reporting import Month, PartLine, UnitLine
from docflow.supervision.scoring import Points, ranked
from docflow.supervision.selectors.counting import Period, counted, counts_by_unit, ended_in, in_period
from docflow.supervision.selectors.facts import lit
from office.api import Organ
from office.kernel.clock import today
from office.kernel.wording import full_day


def month_of(organ: Organ, period: Period, points: Points) -> Month:
    """Of the matters that an organ supervises."""
    matters = in_period(Matter.objects.filter(organ=organ), period)
    units = {one.name: one for one in counts_by_unit(matters)}
    ordered = ranked({name: one.counts for name, one in units.items()}, points)
    parts = Assignment.objects.filter(matter__in=matters.order_by())
    return Month(
        month=period.in_words,
        today=full_day(today()),
        matters=matters.count(),
        opened=matters.filter(opened_on__gte=period.first).count(),
        closed=matters.filter(ended_in(period)).count(),
        units=[_unit_line(name, units[name].counts, score.in_time_share) for name, score in ordered],
        overdue=_lines(parts.filter(counted("overdue"))),
        done=_lines(parts.filter(counted("in_time") | counted("late"))),
    )


def _unit_line(name: str, counts: dict[str, int], share: int | None) -> UnitLine:
    of = {key: counts[key] for key in ("parts", "in_time", "late", "overdue", "extended", "returned")}
    return UnitLine(unit=name, share=share, **of)


def _lines(parts: QuerySet[Assignment]) -> list[PartLine]:
    rows = parts.select_related("matter", "organ", "department").order_by("due_on", "matter__number", "place")
    return [
        PartLine(
            one.part.matter.number,
            str(one.part.matter),
            one.part.unit_name,
            full_day(one.part.due_on),
            one.light.why.rstrip("。"),
        )
        for one in lit(rows)
    ]
