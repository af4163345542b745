"""计分: what an adoption, a 批示 or a missed request counts for a unit, each with a sentence that says how. Pure; points are decimals.

A score is worked out once, by the rule of its day, and kept with its sentence: a later rule changes no score that was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal(0)
EACH, SPLIT = "each", "split"
SUM, HIGHEST = "sum", "highest"
ADOPTED, INSTRUCTED, MISSED = "adopted", "instructed", "missed"
LABELS = {ADOPTED: "采用", INSTRUCTED: "批示", MISSED: "约稿未报"}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A rule: `points` by (periodical, kind), the kind empty for all the others; how units share; what several adoptions make."""

    version: int
    points: Mapping[tuple[str, str], Decimal]
    sharing: str = EACH
    stacking: str = SUM
    main_leader: Decimal = NOTHING
    other_leader: Decimal = NOTHING
    missed: Decimal = NOTHING


@dataclass(frozen=True)
class Target:
    """What a unit is to reach in a month, and what it may have in it by adoptions (None: any amount)."""

    quota: Decimal = NOTHING
    cap: Decimal | None = None


@dataclass(frozen=True)
class Given:
    """Points, and how they came about."""

    points: Decimal
    words: str


def in_words(points: Decimal) -> str:
    """2分, 0.5分, −10分: with a true minus sign."""
    plain = f"{points.quantize(CENT):f}".rstrip("0").rstrip(".")
    return f"{plain or '0'}分".replace("-", "−")


def of_adoption(
    terms: Terms, periodical: str, called: str, kind: str, kind_called: str, units: int, before: Decimal = NOTHING
) -> Given:
    """What one of so many units has of an adoption. `before` is what the same brief has in other periodicals already."""
    whole, words = _of_table(terms, periodical, called, kind, kind_called)
    points, words = _share(terms, whole, words, units)
    if terms.stacking == HIGHEST and before > NOTHING:
        more = max(NOTHING, points - before)
        return Given(more, f"{words}；已在别的刊物得{in_words(before)}，只计最高，加{in_words(more)}")
    return Given(points, words)


def capped(given: Given, target: Target, had: Decimal) -> Given:
    """The same, no more than leaves the unit within its cap; `had` is what it has by adoptions in this month."""
    if target.cap is None or given.points <= (room := max(NOTHING, target.cap - had)):
        return given
    words = f"本月采用已得{in_words(had)}，每月最多{in_words(target.cap)}，计{in_words(room)}"
    return Given(room, f"{given.words}；{words}")


def task_in_words(quota: Decimal, points: Decimal) -> str:
    """任务5分，差1分; nothing where there is no task."""
    if not quota:
        return ""
    return f"任务{in_words(quota)}，{f'差{in_words(quota - points)}' if points < quota else '已完成'}"


def of_instruction(terms: Terms, *, main: bool, units: int) -> Given:
    """What one of so many units has of a 批示."""
    whole = terms.main_leader if main else terms.other_leader
    who = "主要领导批示" if main else "其他领导批示"
    return Given(*_share(terms, whole, f"{who}加{in_words(whole)}", units))


def of_missed(terms: Terms, due: str) -> Given:
    """What a unit loses that has not answered a request by its day."""
    return Given(terms.missed, f"约稿应在{due}前报送，到期没有报，计{in_words(terms.missed)}")


def _of_table(terms: Terms, periodical: str, called: str, kind: str, kind_called: str) -> tuple[Decimal, str]:
    if (found := terms.points.get((periodical, kind))) is not None:
        return found, f"《{called}》采用{kind_called}一条{in_words(found)}"
    usual = terms.points.get((periodical, ""), NOTHING)
    return usual, f"《{called}》采用一条{in_words(usual)}"


def _share(terms: Terms, whole: Decimal, words: str, units: int) -> tuple[Decimal, str]:
    if units <= 1:
        return whole, words
    if terms.sharing == EACH:
        return whole, f"{words}，{units}家合编，各计{in_words(whole)}"
    part = (whole / units).quantize(CENT, ROUND_HALF_UP)
    return part, f"{words}，{units}家合编均分，各计{in_words(part)}"


@dataclass(frozen=True)
class Sum:
    """So many of one sort, and what they make together. `periodical`: of an adoption, which."""

    kind: str
    label: str
    count: int
    points: Decimal
    periodical: str = ""

    @property
    def in_words(self) -> str:
        """《政务信息》采用3条6分, 批示1次5分."""
        return f"{self.label}{self.count}{'条' if self.kind == ADOPTED else '次'}{in_words(self.points)}"


@dataclass(frozen=True)
class Total:
    """One unit's sums and its place; equal totals share a place."""

    sums: tuple[Sum, ...]
    submitted: int = 0
    place: int = 0

    @property
    def points(self) -> Decimal:
        return sum((one.points for one in self.sums), NOTHING)

    @property
    def in_words(self) -> str:
        return in_words(self.points)

    @property
    def adopted(self) -> int:
        return sum(one.count for one in self.sums if one.kind == ADOPTED)


def ranked(units: Mapping[str, tuple[int, Iterable[Sum]]]) -> list[tuple[str, Total]]:
    """The units by their points, the best first; `units` holds for each how many briefs it submitted, and its sums."""
    totals = [(unit, Total(tuple(sums), submitted)) for unit, (submitted, sums) in units.items()]
    totals.sort(key=lambda one: (-one[1].points, -one[1].adopted, one[0]))
    order: Sequence[Decimal] = [total.points for _, total in totals]
    return [(unit, Total(total.sums, total.submitted, order.index(total.points) + 1)) for unit, total in totals]
