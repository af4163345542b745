"""尊位次序：which place of a row comes first. Pure.

On a podium left is senior, seen from those who sit on it and face the hall (§ mainland government practice); guests of other countries and
business are seated with the right as the senior side, so it is a switch. A row is told as the hall sees it, from left to right.
"""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def podium(names: Sequence[T], *, right_is_senior: bool = False) -> list[T]:
    """Names in their rank as the hall sees them: …7 5 3 1 2 4 6…; with an even number the first two share the middle."""
    seen = [*names[2::2][::-1], *names[:1], *names[1::2]]
    return seen[::-1] if right_is_senior else seen


def offset(rank: int, chairs: int, *, right_is_senior: bool = False) -> float:
    """How far the place of a rank (from 1) stands right of the middle of a row of so many chairs, as the hall sees it, in seats."""
    way = rank // 2 if rank % 2 == 0 else -(rank // 2)
    seen = way - (0 if chairs % 2 else 0.5)
    return -seen if right_is_senior else seen


def facing(chairs: int, *, right_is_senior: bool = False) -> list[int]:
    """Numbers of chairs (from 1, left to right as the hall sees them) in the order of rank, for people who face the hall."""
    middle = (chairs + 1) / 2
    return [round(middle + offset(rank, chairs, right_is_senior=right_is_senior)) for rank in range(1, chairs + 1)]


def listening(chairs: int) -> list[int]:
    """The same for a row that looks at the podium: from the middle to the sides, left first."""
    middle = (chairs + 1) / 2
    return sorted(range(1, chairs + 1), key=lambda number: (abs(number - middle), number))
