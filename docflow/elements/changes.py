"""花脸稿 in a sentence: in how many places a text was changed, by how much, and the first of them in full view."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from docflow.elements.redline import Op, Paragraph, redline
from docflow.elements.schema import Elements

_SHOWN: Final = 3
_LONGEST: Final = 24  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class Change:
    """One place that was changed, in the element of that name: what was struck out, and what stands there instead."""

    where: str
    removed: str
    added: str

    def __str__(self) -> str:
        if self.removed and self.added:
            return f"“{_excerpt(self.removed)}”改为“{_excerpt(self.added)}”"
        return f"增“{_excerpt(self.added)}”" if self.added else f"删“{_excerpt(self.removed)}”"


def changes(old: Elements, new: Elements) -> Iterator[Change]:
    """Every place, in the order of the page."""
    for part in redline(old, new):
        for paragraph in part.paragraphs:
            yield from _of_paragraph(part.name, paragraph)


def summary(old: Elements, new: Elements) -> str:
    """改动2处，增9字，删1字：抄送机关增“各人民团体”；正文“按期”改为“如期”。 Empty where nothing was changed."""
    found = list(changes(old, new))
    if not found:
        return ""
    added, removed = sum(_count(one.added) for one in found), sum(_count(one.removed) for one in found)
    counts = [f"改动{len(found)}处", *[f"增{added}字"] * bool(added), *[f"删{removed}字"] * bool(removed)]
    shown = found[:_SHOWN]
    told = "；".join(
        where + "，".join(str(one) for one in some) for where, some in groupby(shown, key=lambda one: one.where)
    )
    return f"{'，'.join(counts)}：{told}{'等' if len(found) > len(shown) else ''}。"


def _of_paragraph(where: str, paragraph: Paragraph) -> Iterator[Change]:
    for changed, pieces in groupby(paragraph.pieces, key=lambda piece: piece.op is not Op.KEPT):
        if changed:
            some = list(pieces)
            removed = "".join(piece.text for piece in some if piece.op is Op.REMOVED)
            yield Change(where, removed, "".join(piece.text for piece in some if piece.op is Op.ADDED))


def _count(text: str) -> int:
    return sum(not char.isspace() for char in text)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
