"""会场：the blocks of a hall below one another, its seats by their code and in the order in which they are given. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from meetings.seating.rules.rows import draw_podium, draw_rows
from meetings.seating.rules.seats import Block, Board, Drawn, Kind, Label, Seat
from meetings.seating.rules.tables import draw_hollow, draw_round, draw_table

GAP = 0.8
"""Between blocks."""
MOST = 3000
"""Seats of a hall."""


@dataclass(frozen=True)
class Hall:
    """Seats, tables and words, in seats from the upper left corner."""

    width: float
    height: float
    seats: Sequence[Seat]
    boards: Sequence[Board]
    labels: Sequence[Label]

    @cached_property
    def by_code(self) -> Mapping[str, Seat]:
        return {seat.code: seat for seat in self.seats}

    @cached_property
    def in_order(self) -> Sequence[Seat]:
        """As they are given by rank: block after block."""
        return sorted(self.seats, key=lambda seat: (seat.block, seat.rank))

    @cached_property
    def side_by_side(self) -> Sequence[Seat]:
        """As they are given where units sit together; the podium stays in its order."""
        return sorted(self.seats, key=lambda seat: (seat.block, seat.run))

    def words(self, code: str) -> str:
        """第2排5座; empty where there is no such seat."""
        seat = self.by_code.get(code)
        return seat.words if seat is not None else ""


def build(blocks: Iterable[Block], taken: Iterable[str] = (), *, right_is_senior: bool = False) -> Hall:
    """The hall of some blocks. `taken`: codes at which somebody sits; a podium has as many chairs as people."""
    there = list(blocks)
    chairs = _chairs(taken, {one.place for one in there if one.kind == Kind.PODIUM})
    parts = [_drawn(one, chairs.get(one.place, {}), right_is_senior=right_is_senior) for one in there]
    width = max((part.width for part in parts), default=0.0)
    seats: list[Seat] = []
    boards: list[Board] = []
    labels: list[Label] = []
    y = 0.0
    for part in parts:
        x = (width - part.width) / 2
        seats += [replace(one, x=one.x + x, y=one.y + y) for one in part.seats]
        boards += [replace(one, x=one.x + x, y=one.y + y) for one in part.boards]
        labels += [replace(one, x=one.x + x, y=one.y + y) for one in part.labels]
        y += part.height + GAP
    return Hall(width, max(y - GAP, 0.0), seats, boards, labels)


def size_of(block: Block) -> int:
    """How many seats it has."""
    return {
        Kind.HOLLOW: 2 * (block.columns + block.rows),
        Kind.TABLE: 2 * block.columns,
    }.get(block.kind, block.rows * block.columns)


def _drawn(block: Block, chairs: Mapping[int, int], *, right_is_senior: bool) -> Drawn:
    match block.kind:
        case Kind.PODIUM:
            return draw_podium(block, chairs, right_is_senior=right_is_senior)
        case Kind.ROWS:
            return draw_rows(block)
        case Kind.HOLLOW:
            return draw_hollow(block, right_is_senior=right_is_senior)
        case Kind.TABLE:
            return draw_table(block, right_is_senior=right_is_senior)
        case Kind.ROUND:
            return draw_round(block, right_is_senior=right_is_senior)


def _chairs(taken: Iterable[str], podiums: set[int]) -> dict[int, dict[int, int]]:
    """By podium and row, up to which number somebody sits."""
    found: dict[int, dict[int, int]] = {}
    for code in taken:
        block, row, number = (int(part) for part in code.split("-"))
        if block in podiums:
            rows = found.setdefault(block, {})
            rows[row] = max(rows.get(row, 0), number)
    return found
