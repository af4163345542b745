"""The last page: the closing block stands below text, never alone (GB/T 9704-2012 7.3.5.5; 此页无正文 is never printed).

Where it does not fit, the lines of its page are set a little closer; where that is not enough, the last lines of the text go over with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from docflow.layout.closing import Closing
from docflow.layout.flow import Block, Entry, Grid, Line, Placed, Spot, place
from docflow.layout.geometry import ROWS

_MOST_CARRIED: Final = 9
_CLOSEST: Final = 0.925  # of the usual pitch


@dataclass(frozen=True, slots=True)
class Settled:
    """The text and where its closing block begins. `good`: page 1 shows text, and so does the page of the date."""

    placed: list[Placed]
    closing: Spot
    grid: Grid
    good: bool


def settle(entries: Sequence[Entry], closing: Closing, start: int) -> Settled:
    """Place the text from row `start` of page 1 and its closing block."""
    found = _try(entries, Grid(start))
    if found.closing.row + closing.rows <= ROWS:
        return found if found.good or not closing.rows else _carried(entries, closing, found, found.closing.page - 1)
    page = found.closing.page
    closer = Grid(start, {page: ROWS + 1})
    if found.good and found.closing.row + closing.rows == ROWS + 1 and may_be_closer(found.placed, page, closer):
        return replace(found, grid=closer)
    return _carried(entries, closing, found, page)


def may_be_closer(placed: Sequence[Placed], page: int, grid: Grid) -> bool:
    """Whether the lines of a page may take the closer pitch of this grid: tables and titles keep theirs."""
    here = [item.entry for item in placed if item.spot.page == page]
    return grid.pitch(page) >= _CLOSEST * Grid().pitch(page) and not any(isinstance(entry, Block) for entry in here)


def _try(entries: Sequence[Entry], grid: Grid) -> Settled:
    placed, end = place(entries, Spot(0, grid.start), grid)
    return Settled(placed, end, grid, good=_shows_text(placed, 0) and _shows_text(placed, end.page))


def _carried(entries: Sequence[Entry], closing: Closing, found: Settled, page: int) -> Settled:
    """The text with some of its last rows on `page` carried over to the next one, so that the closing block stands below them."""
    full = found.closing.row if page == found.closing.page else ROWS
    rows = [full - lines for lines in range(1, _MOST_CARRIED + 1) if full - lines > found.grid.first_row(page)]
    options = []
    for row in rows if page >= 0 else ():
        settled = _try(entries, Grid(found.grid.start, {page: row}))
        if settled.closing.page == page + 1 and settled.closing.row + closing.rows <= ROWS:
            options.append((_cost(settled, page, full - row), settled))
    best = min(options, key=itemgetter(0), default=(0.0, None))[1]
    if best and (best.good or not found.good):
        return best
    return found if found.closing.row + closing.rows <= ROWS else _alone(found)


def _cost(settled: Settled, page: int, lines: int) -> float:
    """What is wrong with carrying these lines over."""
    stay = [item.entry for item in settled.placed if item.spot.page == page]
    over = [item.entry for item in settled.placed if item.spot.page > page]
    cost = float(lines)
    cost += 0.0 if settled.good else 100.0
    cost += 3.0 if sum(entry.part == "正文" for entry in over) == 1 and isinstance(over[0], Line) else 0.0
    cost += 1.0 if _splits(stay, over) else 0.0
    cost += 2.0 if "附件说明" in _parts(stay) & _parts(over) else 0.0
    return cost


def _splits(stay: Sequence[Line | Block], over: Sequence[Line | Block]) -> bool:
    """Whether a paragraph's first line is left alone at the end of the page."""
    return bool(stay and over) and _begins(stay[-1]) and not _begins(over[0])


def _begins(entry: Line | Block) -> bool:
    return isinstance(entry, Block) or entry.begins


def _parts(entries: Sequence[Line | Block]) -> set[str]:
    return {entry.part for entry in entries}


def _shows_text(placed: Sequence[Placed], page: int) -> bool:
    return any(item.entry.part == "正文" and item.spot.page == page for item in placed)


def _alone(found: Settled) -> Settled:
    """Nothing can be carried over: the block goes to a page of its own, and the result says that it is not good."""
    return Settled(found.placed, Spot(found.closing.page + 1, 0), found.grid, good=False)
