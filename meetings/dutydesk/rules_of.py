"""值班室规则：a unit's own, or the defaults."""

from collections.abc import Iterable

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import DeskRule


def rule_of(unit: DutyUnit) -> DeskRule:
    """What holds for a unit; where nobody has set anything, a row that is not kept."""
    return DeskRule.objects.filter(unit=unit).first() or DeskRule(unit=unit)


def rules_of(units: Iterable[DutyUnit]) -> dict[int, DeskRule]:
    """The same for many, by row key, in one question."""
    wanted = list(units)
    there = {one.unit_id: one for one in DeskRule.objects.filter(unit__in=wanted)}
    return {one.pk: there.get(one.pk) or DeskRule(unit=one) for one in wanted}
