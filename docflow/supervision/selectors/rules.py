"""哪一套规则: that of the supervising organ, or the defaults."""

from collections.abc import Iterable

from docflow.supervision.models import SupervisionRule
from office.api import Organ


def rule_of(organ: Organ) -> SupervisionRule:
    """Not saved where the organ has set none."""
    return SupervisionRule.objects.filter(organ=organ).first() or SupervisionRule(organ=organ)


def rules_of(organs: Iterable[int]) -> dict[int, SupervisionRule]:
    """Those of several organs (by row key), in one query."""
    wanted = set(organs)
    found = {one.organ_id: one for one in SupervisionRule.objects.filter(organ__in=wanted)}
    return {pk: found.get(pk) or SupervisionRule(organ_id=pk) for pk in wanted}
