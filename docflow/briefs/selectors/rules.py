"""哪一版计分规则: the last one of a desk, as the pure part asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from docflow.briefs.models import Desk, ScoreRule
from docflow.briefs.scoring import Target, Terms
from docflow.supervision.selectors.counting import Period
from office.kernel.clock import end_of

USUAL = Decimal(2)
"""What an adoption in a new periodical counts until the desk says otherwise."""


def rule_of(desk: Desk) -> ScoreRule | None:
    """The version that holds now; None at a desk that was not set up."""
    return desk.rules.order_by("-version").first()


def rule_at_the_end(desk: Desk, period: Period) -> ScoreRule | None:
    """The version that held on the last day of a period; None where there was none yet."""
    return desk.rules.filter(at__lte=end_of(period.last)).order_by("-version").first()


@dataclass(frozen=True)
class Targets:
    """What units are to reach, by their row keys (organ, department)."""

    usual: Target = field(default_factory=Target)
    own: Mapping[tuple[int, int | None], Target] = field(default_factory=dict)

    @property
    def any_task(self) -> bool:
        return any(one.quota for one in (self.usual, *self.own.values()))

    def of(self, unit: tuple[int, int | None]) -> Target:
        return self.own.get(unit, self.usual)


def targets_of(rule: ScoreRule | None) -> Targets:
    if rule is None:
        return Targets()
    own = {
        (one.organ_id, one.department_id): Target(
            rule.quota if one.quota is None else one.quota, rule.cap if one.cap is None else one.cap
        )
        for one in rule.targets.all()
    }
    return Targets(Target(rule.quota, rule.cap), own)


def terms_of(rule: ScoreRule) -> Terms:
    points = {(str(line.periodical.uid), line.kind): line.points for line in rule.lines.select_related("periodical")}
    return Terms(
        version=rule.version,
        points=points,
        sharing=rule.sharing,
        stacking=rule.stacking,
        main_leader=rule.main_leader,
        other_leader=rule.other_leader,
        missed=rule.missed,
    )
