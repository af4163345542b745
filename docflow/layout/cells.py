"""Text as a row of cells: a character, its glyph, the way it takes, what it can give, and where a line may end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import POINT
from docflow.layout.marks import (
    BLANKS,
    CENTRED,
    CLOSING,
    NO_END,
    NO_START,
    OPENING,
    can_give_after,
    can_give_before,
    wide,
)

_WHOLE = re.compile(
    r"…{2,}|—{2,}|-{2,}"
    r"|[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff]+(?:[.,:/_%+&@#?=~'’\-][0-9A-Za-z\u00c0-\u024f]+)*[%‰℃]?"
    r"|."
)
_LONG_WORD = 16  # characters: an address on the net is broken at its joints rather than chased to the next line
_JOINTS = frozenset("./-_?&=@#~+:,")


@dataclass(frozen=True, slots=True)
class Cell:
    """One character to be set. Lengths in millimetres.

    `before` and `after` are what a mark can give of its empty half; `shift` is how far the glyph stands into its square.
    """

    char: str
    font: str
    width: float
    before: float
    after: float
    shift: float
    wide: bool
    joined: bool  # to the cell before it: no line ends here
    glued: bool  # to the cell before it: no space comes between
    blank: bool


def cells_of(text: str, fonts: FontSet, faces: Sequence[Face], size: float, pitch: float) -> list[Cell]:
    """The cells of a text whose k-th character has the k-th face; a wide character takes `pitch` millimetres."""
    em = size * POINT
    made: list[Cell] = []
    for found in _WHOLE.finditer(text):
        word = found[0]
        for k, char in enumerate(word):
            glyph = fonts.glyph(faces[found.start() + k], char)
            square = wide(char)
            width = pitch if square else glyph.advance * em
            spare = pitch - glyph.advance * em if square else 0.0
            made.append(
                Cell(
                    char=char,
                    font=glyph.font,
                    width=width,
                    before=can_give_before(char) * pitch if square else 0.0,
                    after=can_give_after(char) * pitch if square else 0.0,
                    shift=_shift(char, spare, em),
                    wide=square,
                    joined=_joined(made, char, word, k),
                    glued=k > 0,
                    blank=glyph.blank,
                )
            )
    return made


def _shift(char: str, spare: float, em: float) -> float:
    """A glyph narrower than its square (a font with Latin quotation marks) leans to where the full-width one has its ink."""
    if spare < 0.1 * em:
        return spare / 2
    return spare if char in OPENING else 0.0 if char in CLOSING | CENTRED else spare / 2


def _joined(before: Sequence[Cell], char: str, word: str, k: int) -> bool:
    if k:
        return len(word) < _LONG_WORD or word[k - 1] not in _JOINTS
    if not before:
        return True
    last = before[-1].char
    if char in BLANKS:
        return True  # blanks hang on the word before them
    if word[0] == "…" or (char in NO_START and word[:2] != "——"):
        return True
    return last in NO_END
