"""Rows on pages: short ones stay whole, long ones are cut, and what heads them comes again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from docflow.layout.page import Page, Rule
from docflow.sheets.boxes import Row
from docflow.sheets.forming import Part
from docflow.sheets.geometry import BOTTOM, LEFT, RIGHT, TOP

_WHOLE: Final = 60.0  # mm: a row no higher is never cut
_LEAST: Final = 30.0  # what a cut leaves on a page is no lower
_INNER: Final = 0.18  # thickness of the rules within
_FRAME: Final = 0.5
_SAME: Final = 1e-6


@dataclass(slots=True)
class Filled:
    """One page: where its rows begin, and the rows."""

    top: float
    rows: list[Row] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        return self.top + sum(row.height for row in self.rows)


def fill(parts: Sequence[Part], first: float) -> list[Filled]:
    """The rows of every page; those of the first begin at `first`, those of the others at the top margin."""
    pages = [Filled(first)]
    for part in parts:
        head = [part.head] if part.head is not None else []
        begin = [*part.lead, *head]
        need = sum(row.height for row in begin) + min(part.rows[0].height, _WHOLE)
        if pages[-1].rows and pages[-1].bottom + need > BOTTOM:
            pages.append(Filled(TOP))
        pages[-1].rows += begin
        for row in part.rows:
            _put(row, head, pages)
    return pages


def _put(row: Row, head: Sequence[Row], pages: list[Filled]) -> None:
    """Put a row where the last page has room for it, on as many pages as it needs."""
    while True:
        room = BOTTOM - pages[-1].bottom
        if row.height <= room + _SAME:
            pages[-1].rows.append(row)
            return
        if row.height > _WHOLE and room >= _LEAST:
            above, row = row.cut(room)
            pages[-1].rows.append(above)
        pages.append(Filled(TOP, list(head)))


def draw(filled: Filled, page: Page) -> None:
    """The boxes of a page with their rules, in the order in which they are read."""
    y = filled.top
    for k, row in enumerate(filled.rows):
        x = LEFT
        for box in row.boxes:
            page.add(box.runs(x, y, row.height))
            x += box.width
        page.rules += [Rule(LEFT + edge, y, LEFT + edge, y + row.height, _INNER) for edge in row.edges]
        page.rules += [Rule(LEFT, y, RIGHT, y, _INNER)] if k else []
        y += row.height
    half = _FRAME / 2  # the rules across close the corners
    page.rules += [Rule(LEFT - half, edge, RIGHT + half, edge, _FRAME) for edge in (filled.top, y)]
    page.rules += [Rule(edge, filled.top, edge, y, _FRAME) for edge in (LEFT, RIGHT)]
