"""排名: points that explain themselves: each is a number of rows times what one of them counts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Points:
    """What one row of each sort counts."""

    in_time: int = 2
    late: int = -1
    overdue: int = -3
    returned: int = -1
    extended: int = -1


COUNTED = tuple(one.name for one in fields(Points))
LABELS = {
    "in_time": "按期办结",
    "late": "逾期办结",
    "overdue": "逾期未办结",
    "returned": "退办",
    "extended": "延期",
}


@dataclass(frozen=True)
class Item:
    """One summand: so many, at so much each."""

    name: str
    count: int
    each: int

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def total(self) -> int:
        return self.count * self.each

    @property
    def sum_in_words(self) -> str:
        """×（−1分）＝−2分."""
        each = f"（{_points(self.each)}）" if self.each < 0 else _points(self.each)
        return f"×{each}＝{_points(self.total)}"


@dataclass(frozen=True)
class Score:
    """One unit's: how many parts it has, what was counted, the sum, and its place; equal sums share a place."""

    parts: int
    items: tuple[Item, ...]
    place: int = 0

    @property
    def total(self) -> int:
        return sum(one.total for one in self.items)

    @property
    def total_in_words(self) -> str:
        return _points(self.total)

    @property
    def is_counted(self) -> bool:
        return any(one.count for one in self.items)

    @property
    def count(self) -> dict[str, int]:
        return {one.name: one.count for one in self.items}

    @property
    def in_time_share(self) -> int | None:
        """按期办结率 of what is done, in per cent; None while nothing is."""
        done = self.count["in_time"] + self.count["late"]
        return self.count["in_time"] * WHOLE // done if done else None


def ranked(counts: Mapping[str, Mapping[str, int]], points: Points) -> list[tuple[str, Score]]:
    """The units by their sums, the best first; `counts` holds for each its `parts` and what is counted."""
    scores = [
        (unit, Score(of["parts"], tuple(Item(name, of.get(name, 0), getattr(points, name)) for name in COUNTED)))
        for unit, of in counts.items()
    ]
    scores.sort(key=lambda one: (-one[1].total, -one[1].parts, one[0]))
    totals = [score.total for _, score in scores]
    return [(unit, Score(score.parts, score.items, totals.index(score.total) + 1)) for unit, score in scores]


def _points(n: int) -> str:
    """−3分: with a true minus sign."""
    return f"{n}分".replace("-", "−")
