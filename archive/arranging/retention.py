"""保管期限 proposed by rule: the first line of the table that fits a document. Pure; a person confirms (国家档案局令第8号)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from archive.arranging.codes import retention_words

LEFT_OUT: Final = "N"
"""不归档."""

SOURCES: Final = {"outgoing": "本机关", "superior": "上级", "peer": "同级", "subordinate": "下级"}
"""Whose document it is, seen from the organ that files it. An organ outside its line of command is a peer (不相隶属)."""

MANNERS: Final = {"handle": "办件", "read": "阅件"}
"""Whether an incoming document asked for something to be done."""


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
        if self.kinds and facts.kind not in self.kinds:
            return False
        if self.source and facts.source != self.source:
            return False
        if self.manner and facts.manner != self.manner:
            return False
        title = plain(facts.title)
        return not self.words or any(plain(word) in title for word in self.words)

    def covers(self, other: "Row") -> bool:
        """Whether everything that `other` fits, this line fits too: then `other` behind it is never reached."""
        return (
            (not self.kinds or (bool(other.kinds) and set(other.kinds) <= set(self.kinds)))
            and self.source in {"", other.source}
            and self.manner in {"", other.manner}
            and (
                not self.words
                or (bool(other.words) and all(any(plain(w) in plain(o) for w in self.words) for o in other.words))
            )
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document when its retention is proposed: 题名, 文种, a key of SOURCES and of MANNERS (may be empty)."""

    title: str
    kind: str = ""
    source: str = ""
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the table proposes: Y, D30, D10 …, N for 不归档, or nothing where no line fits. `why` is a clerk's sentence, `row` the line."""

    retention: str
    why: str
    row: int | None = None


def propose(rows: Iterable[Row], facts: Facts) -> Proposal:
    """By the first line that fits, in the order of the table."""
    for row in sorted(rows, key=lambda one: one.ordinal):
        if row.fits(facts):
            words = retention_words(row.retention)
            return Proposal(row.retention, f"第{row.ordinal}条“{row.content}”：{words}。", row.ordinal)
    return Proposal("", "期限表里没有合适的一条，请人工确定。")


def unreached(rows: Iterable[Row]) -> dict[int, int]:
    """Lines that are never reached, each with the earlier one that covers it."""
    ordered = sorted(rows, key=lambda one: one.ordinal)
    found: dict[int, int] = {}
    for at, row in enumerate(ordered):
        cover = next((one for one in ordered[:at] if one.covers(row)), None)
        if cover is not None:
            found[row.ordinal] = cover.ordinal
    return found


def plain(text: str) -> str:
    """A text as words are looked for in it: compatible forms and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
