"""谁可看、份号怎样编。Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALL, ITEM, ORGANISERS = "all", "item", "organisers"
AT_EVERY_ITEM = frozenset({"host", "attending"})
"""In which capacity one sits through all of a meeting's items as of right: 主持, 出席."""


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited. `only`: the one item he comes for; `concerned`: the items that his unit reports or sits in for, or himself."""

    capacity: str
    only: int | None = None
    concerned: frozenset[int] = frozenset()

    @property
    def items(self) -> frozenset[int]:
        return self.concerned if self.only is None else self.concerned | {self.only}


def reads(audience: str, item: int | None, guest: Guest) -> bool:
    """Whether a material for these people, of this item (None: of the meeting), is for him. Who comes for one item reads only what is for it."""
    if audience == ORGANISERS:
        return False
    if guest.only is not None:
        return item is not None and item in guest.items
    if audience == ALL:
        return True
    return item is not None and (guest.capacity in AT_EVERY_ITEM or item in guest.items)


def numbers(held: Mapping[int, int], readers: Iterable[int]) -> dict[int, int]:
    """份号 for those of the readers, in the order of the list, who have none yet: on from the last, without a gap. Nobody's number moves."""
    last = max(held.values(), default=0)
    without = (one for one in dict.fromkeys(readers) if one not in held)
    return {one: last + n for n, one in enumerate(without, 1)}
