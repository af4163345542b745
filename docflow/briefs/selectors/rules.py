"""哪一版计分规则: the last one of a desk, as the pure part asks for it."""

from decimal import Decimal

from docflow.briefs.models import Desk, ScoreRule
from docflow.briefs.scoring import Terms

USUAL = Decimal(2)
"""What an adoption in a new periodical counts until the desk says otherwise."""


def rule_of(desk: Desk) -> ScoreRule | None:
    """The version that holds now; None at a desk that was not set up."""
    return desk.rules.order_by("-version").first()


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
