"""From a list of entries to pages: which row of which page each one stands on.

An entry is a line (one row of the grid), a gap, a block of its own height, a table that may go on on the next page, or a new page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from docflow.layout.geometry import ROW, ROWS, SIZE_3, TOP, baseline
from docflow.layout.page import Page, Rule, Run
from docflow.layout.table import Table

_MOST_KEPT: Final = 4  # rows: of a longer chain of headings only the last ones go over together


@dataclass(frozen=True, slots=True)
class Line:
    """One row. Its runs stand from the paper's left edge, on baseline 0. `part` names the element, `keep` binds it to the next entry."""

    runs: tuple[Run, ...]
    text: str
    part: str
    keep: bool = False
    begins: bool = True  # whether it is the first of its paragraph
    size: float = SIZE_3
    told: bool = True  # whether it counts among the breaks: not if it holds what is given at registration


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank rows; none at the top of a page."""

    rows: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Runs and rules with a height of their own, measured from its top edge; `texts` are its lines."""

    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    texts: tuple[str, ...]
    part: str

    @property
    def rows(self) -> int:
        return max(
            1, -int(-(self.height / ROW - 0.3) // 1)
        )  # a little overshoot is lost in the leading of the next row


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Entry = Line | Gap | Block | Table | NewPage


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a page, both from 0; `row` may be one past the last."""

    page: int
    row: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or block and where it stands."""

    spot: Spot
    entry: Line | Block


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of every page. A page may be given fewer rows (its last lines are carried over), or one more at a closer pitch (7.3.5.5).

    `start` is the first row of the text on page 0, below the head and the title.
    """

    start: int = 0
    rows: Mapping[int, int] = field(default_factory=dict)

    def rows_on(self, page: int) -> int:
        return self.rows.get(page, ROWS)

    def first_row(self, page: int) -> int:
        return self.start if page == 0 else 0

    def pitch(self, page: int) -> float:
        first, rows = self.first_row(page), self.rows_on(page)
        return ROW if rows <= ROWS else (ROWS - first) * ROW / (rows - first)

    def top(self, spot: Spot) -> float:
        """The upper edge of a row, in millimetres from the top of the paper."""
        first = self.first_row(spot.page)
        return TOP + first * ROW + (spot.row - first) * self.pitch(spot.page)

    def baseline(self, spot: Spot, size: float) -> float:
        return baseline(self.top(spot), size, self.pitch(spot.page))


def place(entries: Sequence[Entry], at: Spot, grid: Grid) -> tuple[list[Placed], Spot]:
    """Where everything stands, and the first free row after it."""
    placed: list[Placed] = []
    for k, entry in enumerate(entries):
        match entry:
            case NewPage():
                at = Spot(at.page + 1, 0) if at.row > 0 else at
            case Gap():
                room = grid.rows_on(at.page) - at.row
                at = at if at.row == 0 else Spot(at.page, at.row + min(entry.rows, room))
            case Table():
                at = _place_table(entry, at, grid, placed)
            case _:
                if at.row > grid.first_row(at.page) and at.row + _needed(entries, k) > grid.rows_on(at.page):
                    at = Spot(at.page + 1, 0)
                placed.append(Placed(at, entry))
                at = Spot(at.page, at.row + _rows(entry))
    return placed, at


def draw(placed: Sequence[Placed], pages: list[Page], grid: Grid) -> None:
    """Put what was placed on its pages, making those that are not there yet."""
    for item in placed:
        page = page_at(pages, item.spot.page)
        entry = item.entry
        if isinstance(entry, Line):
            page.add(entry.runs, dy=grid.baseline(item.spot, entry.size))
            page.breaks += [entry.text] if entry.told else []
        else:
            page.add(entry.runs, entry.rules, dy=grid.top(item.spot))
            page.breaks += entry.texts


def page_at(pages: list[Page], index: int) -> Page:
    """The page of this index, made with all before it where it is not there yet."""
    while len(pages) <= index:
        pages.append(Page())
    return pages[index]


def _rows(entry: Entry) -> int:
    match entry:
        case Block() | Gap():
            return entry.rows
        case Table():
            return ceil(entry.least / ROW)
        case NewPage():
            return 0
        case _:
            return 1


def _needed(entries: Sequence[Entry], k: int) -> int:
    """Rows that stay together from entry k on: a heading's lines and the first of what it heads."""
    need = 0
    for entry in entries[k:]:
        need += _rows(entry)
        if not (isinstance(entry, Line) and entry.keep) or need >= _MOST_KEPT:
            break
    return need


def _place_table(table: Table, at: Spot, grid: Grid, placed: list[Placed]) -> Spot:
    room = (grid.rows_on(at.page) - at.row) * ROW
    for n, piece in enumerate(table.pieces(room, ROWS * ROW)):
        if n:
            at = Spot(at.page + 1, 0)
        if not piece.rows:
            continue
        block = Block(piece.height, piece.runs, piece.rules, piece.texts, table.part)
        placed.append(Placed(at, block))
        at = Spot(at.page, min(ROWS, at.row + ceil(piece.height / ROW)))
    return at
