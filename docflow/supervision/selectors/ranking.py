"""排名: the units of one organ's matters in a period, each point with the list that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from docflow.supervision.models import SupervisionRule
from docflow.supervision.policy import matters
from docflow.supervision.scoring import Item, Score, ranked
from docflow.supervision.selectors.counting import Period, UnitCounts, counts_by_unit, in_period
from docflow.supervision.selectors.rules import rule_of
from office.api import Actor, Organ


@dataclass(frozen=True)
class Counted:
    """One summand, and the rows behind it."""

    item: Item
    address: str


@dataclass(frozen=True)
class Ranked:
    """One unit in the ranking."""

    name: str
    beside: str
    score: Score
    address: str
    items: Sequence[Counted]


@dataclass(frozen=True)
class Ranking:
    organ: Organ
    rule: SupervisionRule
    units: Sequence[Ranked]


def organs_ranked(by: Actor) -> list[Organ]:
    """Whose matters he sees something of, his own first."""
    found = Organ.objects.filter(pk__in=matters.readable(by).order_by().values("organ"))
    return sorted(found, key=lambda one: (one.pk != by.organ.pk, one.level, one.order, one.pk))


def ranking_of(by: Actor, organ: Organ, period: Period) -> Ranking:
    """Of those of its matters that he may see."""
    rule = rule_of(organ)
    rows = in_period(matters.readable(by).filter(organ=organ), period)
    units = {str(one.unit.uid): one for one in counts_by_unit(rows)}
    ordered = ranked({uid: one.counts for uid, one in units.items()}, rule.points)
    return Ranking(organ, rule, [_ranked(units[uid], score, organ, period) for uid, score in ordered])


def _ranked(one: UnitCounts, score: Score, organ: Organ, period: Period) -> Ranked:
    def address(count: str = "") -> str:
        asked = {"view": "all", "organ": str(organ.uid), "unit": str(one.unit.uid), "period": period.word}
        if count:
            asked["count"] = count
        return f"?{urlencode(asked)}"

    beside = "" if isinstance(one.unit, Organ) else str(organ)
    return Ranked(one.name, beside, score, address(), [Counted(item, address(item.name)) for item in score.items])
