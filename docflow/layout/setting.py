"""Set lines as runs: one run a font, glyphs at their places."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from docflow.layout.breaking import SetLine, break_lines
from docflow.layout.cells import Cell, cells_of
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import BLACK, CHAR, POINT, SIZE_3, Colour
from docflow.layout.page import Run


def runs_of(line: SetLine, x: float, size: float, colour: Colour = BLACK) -> tuple[Run, ...]:
    """The runs of a line whose first cell begins at `x`, on baseline 0."""
    return _runs(line.cells, line.advances, x, size, colour)


def set_text(
    text: str,
    fonts: FontSet,
    face: Face,
    size: float = SIZE_3,
    *,
    pitch: float | None = None,
    tracking: float = 0.0,
    stretch: float = 1.0,
    colour: Colour = BLACK,
) -> tuple[Run, ...]:
    """A text on one line as it is, from x 0 on baseline 0. `tracking` is opened between characters, none after the last."""
    cells = cells_of(text, fonts, [face] * len(text), size, size * POINT if pitch is None else pitch)
    advances = [cell.width * stretch + tracking for cell in cells]
    if advances:
        advances[-1] -= tracking
    return _runs(cells, advances, 0.0, size, colour, stretch)


def set_paragraph(
    text: str,
    fonts: FontSet,
    faces: Sequence[Face],
    measure: float,
    *,
    size: float = SIZE_3,
    pitch: float = CHAR,
    indent: float = 0.0,
    justify: bool = True,
) -> list[SetLine]:
    """The lines of a paragraph whose k-th character has the k-th face."""
    return break_lines(cells_of(text, fonts, faces, size, pitch), measure, indent=indent, justify=justify)


def width_of(runs: Sequence[Run]) -> float:
    """From the beginning of the first run to the end of the last, in millimetres."""
    return runs[-1].x + runs[-1].width - runs[0].x if runs else 0.0


def _runs(
    cells: Sequence[Cell], advances: Sequence[float], x: float, size: float, colour: Colour, stretch: float = 1.0
) -> tuple[Run, ...]:
    made: list[Run] = []
    placed: list[tuple[Cell, float, float]] = []
    for cell, advance in zip(cells, advances, strict=True):
        placed.append((cell, x + cell.shift * stretch, advance))
        x += advance
    for font, group in groupby(placed, key=lambda p: p[0].font):
        some = list(group)
        ways = [b[1] - a[1] for a, b in pairwise(some)]  # from glyph to glyph, their shifts included
        ways.append(some[-1][2] - some[-1][0].shift * stretch)
        made.append(Run(some[0][1], 0.0, "".join(p[0].char for p in some), font, size, tuple(ways), colour, stretch))
    return tuple(made)
