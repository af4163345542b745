"""The last page: the closing block stands below text, never alone (GB/T 9704-2012 7.3.5.5; 此页无正文 is never printed).

Where it does not fit, the lines of its page are set a little closer, or the last lines of the text go over with it: whichever
spoils least.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docflow.layout.closing import Closing
from docflow.layout.flow import Block, Entry, Grid, Line, Placed, Spot, place
from docflow.layout.geometry import ROWS

_MOST_CARRIED: Final = 9
_CLOSEST: Final = 0.925  # of the usual pitch

_TEXT: Final = frozenset({"正文", "出席", "请假", "列席"})

_CLOSER: Final = 0.5  # costs, in lines carried over
_LONELY_LINE: Final = 3.0
_LONELY_START: Final = 1.0
_NOTE_SPLIT: Final = 5.0
_NOTE_ONLY: Final = 6.0
_EMPTY_PAGE: Final = 50.0
_NO_TEXT: Final = 100.0
_NO_TEXT_ON_PAGE_1: Final = 200.0


@dataclass(frozen=True, slots=True)
class Settled:
    """The text and where its closing block begins. `good`: page 1 shows text, and the page of the date does not stand without."""

    placed: list[Placed]
    closing: Spot
    grid: Grid
    cost: float

    @property
    def good(self) -> bool:
        return self.cost < _EMPTY_PAGE


def settle(entries: Sequence[Entry], closing: Closing, start: int) -> Settled:
    """Place the text from row `start` of page 1 and its closing block."""
    plain = _settled(entries, closing, Grid(start), 0.0)
    if plain and (not plain.cost or not closing.stands):
        return plain
    options = [plain, *_options(entries, closing, start)]
    return min((option for option in options if option), key=lambda option: option.cost, default=None) or _alone(
        entries, start
    )


def may_be_closer(placed: Sequence[Placed], page: int, grid: Grid) -> bool:
    """Whether the lines of a page may take the closer pitch of this grid: tables and titles keep theirs."""
    here = [item.entry for item in placed if item.spot.page == page]
    return grid.pitch(page) >= _CLOSEST * Grid().pitch(page) and not any(isinstance(entry, Block) for entry in here)


def _options(entries: Sequence[Entry], closing: Closing, start: int) -> Iterator[Settled | None]:
    placed, end = place(entries, Spot(0, start), Grid(start))
    closer = Grid(start, {end.page: ROWS + 1})
    if may_be_closer(placed, end.page, closer):
        yield _settled(entries, closing, closer, _CLOSER)
    for page, full in ((end.page, end.row), (end.page - 1, ROWS)):
        first = start if page == 0 else 0
        for lines in range(1, min(_MOST_CARRIED, full - first - 1) + 1 if page >= 0 else 0):
            settled = _settled(entries, closing, Grid(start, {page: full - lines}), float(lines), carried_from=page)
            if settled and settled.closing.page == page + 1:
                yield settled


def _settled(
    entries: Sequence[Entry], closing: Closing, grid: Grid, cost: float, carried_from: int | None = None
) -> Settled | None:
    """The text on this grid, or None where the closing block does not fit below it."""
    placed, end = place(entries, Spot(0, grid.start), grid)
    if end.row + closing.rows > max(ROWS, grid.rows_on(end.page)):
        return None
    if closing.stands:
        cost += _cost_of_text(placed, end.page)
    if carried_from is not None:
        cost += _cost_of_break(placed, carried_from)
    return Settled(placed, end, grid, cost)


def _cost_of_text(placed: Sequence[Placed], last: int) -> float:
    """What is missing on page 1 and on the page of the date."""
    first = 0.0 if "正文" in _parts(placed, 0) else _NO_TEXT_ON_PAGE_1
    here = _parts(placed, last)
    return first + (0.0 if here & _TEXT else _NOTE_ONLY if "附件说明" in here else _NO_TEXT)


def _cost_of_break(placed: Sequence[Placed], page: int) -> float:
    """What is wrong with the place where the text goes over from `page` to the next."""
    stay = [item for item in placed if item.spot.page == page]
    over = [item.entry for item in placed if item.spot.page > page]
    text = sum(entry.part == "正文" for entry in over)
    cost = 0.0
    if text == 1 and isinstance(over[0], Line):
        cost += _LONELY_LINE
    if stay and over and _begins(stay[-1].entry) and not _begins(over[0]):
        cost += _LONELY_START
    if over and stay and stay[-1].entry.part == over[0].part == "附件说明":
        cost += _NOTE_SPLIT
    if text and stay and ROWS - 1 - stay[-1].spot.row > min(10, 5 + text):
        cost += _EMPTY_PAGE
    return cost


def _begins(entry: Line | Block) -> bool:
    return isinstance(entry, Block) or entry.begins


def _parts(placed: Sequence[Placed], page: int) -> set[str]:
    return {item.entry.part for item in placed if item.spot.page == page}


def _alone(entries: Sequence[Entry], start: int) -> Settled:
    """Nothing can be carried over: the block goes to a page of its own, and the result says that it is not good."""
    placed, end = place(entries, Spot(0, start), Grid(start))
    return Settled(placed, Spot(end.page + 1, 0), Grid(start), _NO_TEXT)
