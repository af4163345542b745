"""保管期限 proposed by rule: the first line of the table that fits a document. Pure; a person confirms (国家档案局令第8号)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what it speaks of, its conditions (an empty one fits everything), what it proposes."""

    ordinal: int
    heading: str
    content: str
    retention: str
    kinds: tuple[str, ...] = ()
    source: str = ""
    manner: str = ""
    words: tuple[str, ...] = ()

    def fits(self, facts: "Facts") -> bool:
        """Whether all its conditions hold; of its words, one in the title is enough."""
        return (
            (not self.kinds or facts.kind in self.kinds)
            and (not self.source or facts.source == self.source)
            and (not self.manner or facts.manner == self.manner)
            and (not self.words or any(word in facts.title for word in self.words))
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document when its retention is proposed."""

    title: str
    kind: str = ""
    source: str = ""
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the table proposes: Y, D30, D10 …, N for 不归档, or nothing where no line fits. `why` is a clerk's sentence."""

    retention: str
    why: str
    row: int | None = None


def propose(rows: Iterable[Row], facts: Facts) -> Proposal:
    """By the first line that fits, in the order of the table."""
    for row in sorted(rows, key=lambda one: one.ordinal):
        if row.fits(facts):
            return Proposal(row.retention, f"保管期限表第{row.ordinal}条：{row.content}", row.ordinal)
    return Proposal("", "保管期限表中没有合适的条目，请人工定期限。")
