"""Boxes of a ruled form: texts of several faces and sizes over one another, side by side in rows, cut where a page ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate
from typing import Final

from docflow.layout.breaking import SetLine, break_lines
from docflow.layout.cells import cells_of
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import POINT, baseline
from docflow.layout.page import Run
from docflow.layout.setting import runs_of

PAD_X: Final = 1.6  # mm between rule and text
PAD_Y: Final = 1.5


class Stand(Enum):
    """How a line stands in its box."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set. `leading`: the height of a line in its type size."""

    face: Face
    size: float
    stand: Stand = Stand.LEFT
    leading: float = 1.4

    @property
    def height(self) -> float:
        return self.leading * self.size * POINT


@dataclass(frozen=True, slots=True)
class Strip:
    """One line as set, and its manner."""

    line: SetLine
    manner: Manner


def strips_of(text: str, manner: Manner, fonts: FontSet, measure: float) -> tuple[Strip, ...]:
    """The lines of a text `measure` wide; each line of it is a paragraph."""
    made: list[Strip] = []
    for part in text.split("\n"):
        cells = cells_of(part, fonts, [manner.face] * len(part), manner.size, manner.size * POINT)
        made += [Strip(line, manner) for line in break_lines(cells, measure, justify=False)]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Box:
    """Lines in a box of a row. `top`: they begin at its upper edge, else they stand in its middle; `foot` stands at its lower edge.

    `again` is what the box shows where its row goes on, on the next page, once it has no lines left.
    """

    width: float
    strips: tuple[Strip, ...]
    top: bool = False
    foot: tuple[Strip, ...] = ()
    again: tuple[Strip, ...] = ()

    @property
    def height(self) -> float:
        return _height(self.strips) + _height(self.foot) + 2 * PAD_Y

    def cut(self, room: float) -> tuple["Box", "Box"]:
        """What of it fits in `room`, and the rest."""
        used, kept = 2 * PAD_Y, 0
        for strip in self.strips:
            used += strip.manner.height
            if used > room:
                break
            kept += 1
        above = replace(self, strips=self.strips[:kept], foot=())
        return above, replace(self, strips=self.strips[kept:] or self.again)

    def runs(self, x: float, y: float, height: float) -> Iterator[Run]:
        """Its glyphs, with the box's upper left corner at (x, y)."""
        yield from self._lines(self.strips, x, y + PAD_Y if self.top else y + (height - self.height) / 2 + PAD_Y)
        yield from self._lines(self.foot, x, y + height - PAD_Y - _height(self.foot))

    def _lines(self, strips: Sequence[Strip], x: float, y: float) -> Iterator[Run]:
        for strip in strips:
            size, tall = strip.manner.size, strip.manner.height
            start = x + PAD_X + (self.width - 2 * PAD_X - strip.line.ink) * strip.manner.stand.value
            yield from (run.moved(dy=baseline(y, size, tall)) for run in runs_of(strip.line, start, size))
            y += tall


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side, from one rule to the next; at least `least` high."""

    boxes: tuple[Box, ...]
    least: float = 0.0

    @property
    def height(self) -> float:
        return max(self.least, *(box.height for box in self.boxes))

    def cut(self, room: float) -> tuple["Row", "Row"]:
        """The row's part that fills `room`, and what goes on on the next page."""
        parts = [box.cut(room) for box in self.boxes]
        return Row(tuple(part for part, _ in parts), least=room), Row(tuple(rest for _, rest in parts))

    @property
    def edges(self) -> list[float]:
        """Where its upright rules stand between its boxes, from its left edge."""
        return list(accumulate(box.width for box in self.boxes[:-1]))


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.manner.height for strip in strips)
