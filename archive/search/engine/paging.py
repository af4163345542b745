"""翻页：the cursor of a hit, and how many are given at once. A page begins behind a hit, whatever came or went before it."""

import re
from dataclasses import dataclass

from archive.search.engine.port import BadCursor, Question

MOST = 1000
SUGGESTED_FROM = 4
"""So many times as many hits are looked at as titles are told: many papers have the same one."""
UID = re.compile(r"[0-9a-f]{32}")
COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Place:
    """Where a hit stands: its tier, what it is sorted by, and how many of its tier stood before it when it was seen (a hint only)."""

    tier: int
    key: str
    before: int = 0

    def cursor(self) -> tuple[str, ...]:
        return str(self.tier), self.key, str(self.before)


def place_after(question: Question, tiers: int) -> Place | None:
    """The place that the page begins behind. Raises BadCursor for what no hit of this kind of question has."""
    match question.after:
        case ():
            return None
        case (tier, key, before) if COUNT.fullmatch(tier) and COUNT.fullmatch(before) and UID.fullmatch(key[-32:]):
            if int(tier) <= tiers and key.isprintable():
                return Place(int(tier), key, int(before))
    raise BadCursor(question.after)


def size_of(question: Question) -> int:
    return max(1, min(question.size, MOST))
