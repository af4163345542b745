"""礼宾次序：who stands before whom where nobody said otherwise. Pure.

By capacity first (主持, 出席, 列席, 工作人员), then organ by level and order, department, post; what is equal stays in the order of coming.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Rank:
    """Of one who comes; less is higher."""

    capacity: int
    level: int
    organ: int
    department: int
    post: int


def in_order(ranks: Sequence[Rank]) -> list[int]:
    """The places of some people, the highest first."""
    return sorted(range(len(ranks)), key=lambda n: ranks[n])


def merged(there: Sequence[Rank], new: Sequence[Rank]) -> list[int]:
    """The order of those there and of new ones, as places in `there` followed by `new`. Those there keep theirs, by hand or not.

    Each new one stands before the first of his own capacity whom he precedes, else behind the last of it.
    """
    order = list(range(len(there)))
    ranks = [*there, *new]
    for n in (len(there) + one for one in in_order(new)):
        order.insert(_place(order, ranks, ranks[n]), n)
    return order


def _place(order: Sequence[int], ranks: Sequence[Rank], rank: Rank) -> int:
    for place, n in enumerate(order):
        there = ranks[n]
        if there.capacity > rank.capacity or (there.capacity == rank.capacity and there > rank):
            return place
    return len(order)
