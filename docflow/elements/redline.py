"""留痕: what changed between two texts, paragraph by paragraph and character by character, as data.

Law: the pieces that are kept or removed spell the old text, those kept or added the new one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from docflow.elements.data import to_data
from docflow.elements.names import NAMES
from docflow.elements.schema import AttachedText, Elements

_CLAUSE = re.compile(r"[^，。；：！？、\t]*[，。；：！？、\t]|[^，。；：！？、\t]+")
_TOO_MUCH = 250_000  # old × new characters, clauses or paragraphs: beyond it the two are simply exchanged
_ALIKE = 0.4  # below it two paragraphs are no versions of one another


class Op(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's pieces. `op` is of the paragraph itself: KEPT also where only its words changed."""

    op: Op
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return self.op is not Op.KEPT or any(piece.op is not Op.KEPT for piece in self.pieces)

    @property
    def old(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.op is not Op.ADDED)

    @property
    def new(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.op is not Op.REMOVED)


@dataclass(frozen=True, slots=True)
class Part:
    """One element of the document and what became of it. `name` is the element's Chinese name."""

    name: str
    paragraphs: tuple[Paragraph, ...]


def old_of(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The old text, paragraph by paragraph."""
    return tuple(p.old for p in paragraphs if p.op is not Op.ADDED)


def new_of(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The new text, paragraph by paragraph."""
    return tuple(p.new for p in paragraphs if p.op is not Op.REMOVED)


def redline(old: Elements, new: Elements) -> tuple[Part, ...]:
    """Every element that differs, in the order of the page."""
    parts = [(NAMES[field], _strings(old, field), _strings(new, field)) for field in NAMES if field != "attachments"]
    for k in range(max(len(old.attachments), len(new.attachments))):
        a, b = _attached(old.attachments, k), _attached(new.attachments, k)
        where = f"附件{k + 1}"
        parts += [
            (f"{where}标题", (a.title,) if a.title else (), (b.title,) if b.title else ()),
            (f"{where}正文", a.body, b.body),
        ]
    return tuple(Part(name, compare(a, b)) for name, a, b in parts if a != b)


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """Two lists of paragraphs: equal ones stand fast, the ones between them are paired with what they most resemble."""
    made: list[Paragraph] = []
    for same, a0, a1, b0, b1 in _stretches(old, new):
        if same:
            made += [Paragraph(Op.KEPT, _pieces([(Op.KEPT, text)])) for text in old[a0:a1]]
        else:
            made += _paired(old[a0:a1], new[b0:b1])
    return tuple(made)


def compare_text(old: str, new: str) -> tuple[Piece, ...]:
    """One paragraph against another: clause by clause, then character by character within the clauses that differ."""
    found: list[tuple[Op, str]] = []
    was, now = _CLAUSE.findall(old), _CLAUSE.findall(new)
    for same, a0, a1, b0, b1 in _stretches(was, now):
        a, b = "".join(was[a0:a1]), "".join(now[b0:b1])
        if same:
            found.append((Op.KEPT, a))
        else:
            found += _characters(a, b)
    return _pieces(found)


def _stretches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Where two sequences are the same and where not: (same, from and to in `a`, from and to in `b`), in order and without gaps.

    Their common ends are taken off first; what is left is compared only up to a size that a page can wait for.
    """
    least = min(len(a), len(b))
    head = next((k for k in range(least) if a[k] != b[k]), least)
    tail = next((k for k in range(least - head) if a[-1 - k] != b[-1 - k]), least - head)
    if head:
        yield True, 0, head, 0, head
    end_a, end_b = len(a) - tail, len(b) - tail
    if (end_a - head) * (end_b - head) > _TOO_MUCH:
        yield False, head, end_a, head, end_b
    else:
        matcher = SequenceMatcher(None, a[head:end_a], b[head:end_b], autojunk=False)
        for tag, a0, a1, b0, b1 in matcher.get_opcodes():
            yield tag == "equal", head + a0, head + a1, head + b0, head + b1
    if tail:
        yield True, end_a, len(a), end_b, len(b)


def _characters(a: str, b: str) -> Iterator[tuple[Op, str]]:
    for same, a0, a1, b0, b1 in _stretches(a, b):
        inside = a0 and a1 < len(a) and b0 and b1 < len(b)
        if same and a1 - a0 == 1 and inside:
            yield Op.REMOVED, a[a0:a1]  # one character kept between two changes reads as noise
            yield Op.ADDED, a[a0:a1]
        elif same:
            yield Op.KEPT, a[a0:a1]
        else:
            yield Op.REMOVED, a[a0:a1]
            yield Op.ADDED, b[b0:b1]


def _pieces(found: Iterable[tuple[Op, str]]) -> tuple[Piece, ...]:
    """Neighbours of one kind joined; between two kept pieces what was removed stands before what was added."""
    made: list[Piece] = []
    for kept, steps in groupby(found, key=lambda step: step[0] is Op.KEPT):
        some = list(steps)
        for kind in (Op.KEPT,) if kept else (Op.REMOVED, Op.ADDED):
            text = "".join(text for op, text in some if op is kind)
            made += [Piece(kind, text)] if text else []
    return tuple(made)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[Paragraph]:
    """The best pairing in order: the sum of resemblances is largest, nothing crosses."""
    if len(old) * len(new) > 2_500:
        return [Paragraph(Op.REMOVED, _pieces([(Op.REMOVED, t)])) for t in old] + [
            Paragraph(Op.ADDED, _pieces([(Op.ADDED, t)])) for t in new
        ]
    pairs_old, pairs_new = [_pairs(text) for text in old], [_pairs(text) for text in new]
    likeness = [[_likeness(a, b) for b in pairs_new] for a in pairs_old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    made: list[Paragraph] = []
    i = j = 0
    while i < len(old) or j < len(new):
        together = (
            i < len(old) and j < len(new) and likeness[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + likeness[i][j]
        )
        if together:
            made.append(Paragraph(Op.KEPT, compare_text(old[i], new[j])))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            made.append(Paragraph(Op.REMOVED, _pieces([(Op.REMOVED, old[i])])))
            i += 1
        else:
            made.append(Paragraph(Op.ADDED, _pieces([(Op.ADDED, new[j])])))
            j += 1
    return made


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, by which two paragraphs are known to be versions of one another."""
    return frozenset(text[k : k + 2] for k in range(len(text)))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """0 for two different paragraphs, up to 1 for much the same; by the pairs of characters they share."""
    shared = 2 * len(a & b) / max(1, len(a) + len(b))
    return shared if shared >= _ALIKE else 0.0


def _strings(elements: Elements, field: str) -> tuple[str, ...]:
    if field == "signers":
        return elements.signers
    value = to_data(elements).get(field)
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def _attached(attachments: Sequence[AttachedText], k: int) -> AttachedText:
    return attachments[k] if k < len(attachments) else AttachedText()
