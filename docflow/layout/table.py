"""Tables with rules: columns by what they hold, wrapped cells, cut between rows at the end of a page, the head repeated on the next.

The standard says nothing about tables within the text; this is how offices set them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from docflow.layout.breaking import SetLine, break_lines
from docflow.layout.cells import Cell, cells_of
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import LEFT, POINT, RIGHT, WIDTH, baseline
from docflow.layout.page import Rule, Run
from docflow.layout.setting import runs_of

_SIZES: Final = (14.0, 12.0, 10.5, 9.0)
_PAD_X: Final = 1.4  # mm between rule and text
_PAD_Y: Final = 1.3
_LEADING: Final = 1.3
_RULE: Final = 0.18  # mm: half a point
_LONGEST_HEAD: Final = 24  # characters of a cell of the head


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table that stands on one page, from its own top edge; `rows` 0: nothing of it fits."""

    rows: int
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells as set lines. A spanning row has one cell over all columns."""

    cells: tuple[tuple[SetLine, ...], ...]
    leading: float
    spanning: bool = False
    head: bool = False

    @property
    def lines(self) -> int:
        return max((len(cell) for cell in self.cells), default=1) or 1

    @property
    def height(self) -> float:
        return self.lines * self.leading + 2 * _PAD_Y

    def cut(self, lines: int) -> tuple["_Row", "_Row"]:
        """The row's first lines and the rest of it, for a row higher than a page."""
        above = _Row(tuple(cell[:lines] for cell in self.cells), self.leading, self.spanning, self.head)
        return above, _Row(tuple(cell[lines:] for cell in self.cells), self.leading, self.spanning, self.head)


@dataclass(eq=False)
class Table:
    """Rows of texts to be set over the whole width of the type area."""

    rows: Sequence[Sequence[str]]
    fonts: FontSet
    part: str = "正文"
    _columns: int = field(init=False)

    def __post_init__(self) -> None:
        self._columns = max(len(row) for row in self.rows)

    @property
    def least(self) -> float:
        """The height below which a page cannot begin it: its head and one row."""
        some = self._set[: 2 if self._has_head and len(self._set) > 1 else 1]
        return min(sum(row.height for row in some), 100.0)

    def pieces(self, room: float, page: float) -> Iterator[Piece]:
        """A piece a page: the first in `room` millimetres (empty where not even a row fits), the others in `page` each."""
        head = self._set[0] if self._has_head else None
        waiting = list(self._set)
        first = True
        while waiting:
            height = room if first else page
            taken: list[_Row] = [] if head is None or waiting[0] is head else [head]
            used = sum(row.height for row in taken)
            begun = len(taken)
            while waiting and used + waiting[0].height <= height + 0.01:
                used += waiting[0].height
                taken.append(waiting.pop(0))
            if head is not None and first and len(taken) == 1 and waiting:
                waiting.insert(0, taken.pop())  # no head alone at the end of a page
            if len(taken) == begun and waiting and not first:
                lines = max(1, int((height - used - 2 * _PAD_Y) // waiting[0].leading))
                above, waiting[0] = waiting[0].cut(lines)
                taken.append(above)
            first = False
            yield self._piece(taken)

    @cached_property
    def _has_head(self) -> bool:
        row = self.rows[0]
        short = all(len(cell) <= _LONGEST_HEAD and "\n" not in cell for cell in row)
        return (
            len(self.rows) > 1 and len(row) > 1 and all(row) and short and not any(cell[:1].isdigit() for cell in row)
        )

    @cached_property
    def _widths(self) -> list[float]:
        return _column_widths(self.rows, self._columns, self._size)

    @cached_property
    def _size(self) -> float:
        """The largest size at which short cells stay on one line; small print beats a column of single characters."""
        for size in _SIZES[:-1]:
            widths = _column_widths(self.rows, self._columns, size)
            em = size * POINT
            short = [cell for row in self.rows for cell in enumerate(row) if len(row) > 1 and len(cell[1]) <= 6]
            roomy = all(len(cell) * em <= widths[k] - 2 * _PAD_X + 0.01 for k, cell in short)
            if roomy and min(widths) >= 4 * em + 2 * _PAD_X:
                return size
        return _SIZES[1] if self._columns <= 6 else _SIZES[2] if self._columns <= 9 else _SIZES[3]

    @cached_property
    def _set(self) -> list[_Row]:
        made = []
        for n, row in enumerate(self.rows):
            spanning = len(row) == 1 and self._columns > 1
            head = n == 0 and self._has_head
            face = Face.HEI if spanning or head else Face.FANG
            widths = [WIDTH] if spanning else self._widths
            texts = [*row, *[""] * (len(widths) - len(row))]
            cells = tuple(self._cell(text, width, face) for text, width in zip(texts, widths, strict=True))
            made.append(_Row(cells, _LEADING * self._size * POINT, spanning, head))
        return made

    def _cell(self, text: str, width: float, face: Face) -> tuple[SetLine, ...]:
        lines: list[SetLine] = []
        for part in text.split("\n"):
            em = self._size * POINT
            cells: list[Cell] = cells_of(part, self.fonts, [face] * len(part), self._size, em)
            lines += break_lines(cells, width - 2 * _PAD_X, justify=False)
        return tuple(lines)

    @cached_property
    def _centred(self) -> list[bool]:
        """Columns whose cells all stand on one line, or nearly."""
        rows = [row for row in self._set if not row.spanning and not row.head]
        return [all(len(row.cells[k]) <= 2 for row in rows) for k in range(self._columns)]

    def _piece(self, rows: Sequence[_Row]) -> Piece:
        runs: list[Run] = []
        rules: list[Rule] = []
        texts: list[str] = []
        top = 0.0
        for row in rows:
            x = LEFT
            widths = [WIDTH] if row.spanning else self._widths
            edges = [LEFT, RIGHT] if row.spanning else [LEFT + sum(widths[:k]) for k in range(len(widths) + 1)]
            rules += [Rule(edge, top, edge, top + row.height, _RULE) for edge in edges]
            rules.append(Rule(LEFT, top, RIGHT, top, _RULE))
            for k, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
                runs += self._cell_runs(row, cell, x, top, width, centred=row.spanning or row.head or self._centred[k])
                x += width
            texts.append("\t".join("".join(line.text for line in cell) for cell in row.cells))
            top += row.height
        if rows:
            rules.append(Rule(LEFT, top, RIGHT, top, _RULE))
        return Piece(len(rows), top, tuple(runs), tuple(rules), tuple(texts))

    def _cell_runs(
        self, row: _Row, cell: Sequence[SetLine], x: float, top: float, width: float, *, centred: bool
    ) -> Iterator[Run]:
        y = top + (row.height - len(cell) * row.leading) / 2
        for line in cell:
            spare = width - line.width
            start = x + (spare / 2 if centred else _PAD_X)
            yield from (run.moved(dy=baseline(y, self._size, row.leading)) for run in runs_of(line, start, self._size))
            y += row.leading


def _column_widths(rows: Sequence[Sequence[str]], columns: int, size: float) -> list[float]:
    """Narrow columns as wide as their longest cell, the others by how much they hold; together the type area's width."""
    em = size * POINT
    cells = [[row[k] if k < len(row) else "" for row in rows if len(row) > 1] for k in range(columns)]
    longest = [max((_ems(line) for cell in column for line in cell.split("\n")), default=1.0) for column in cells]
    mass = [
        (sum(_ems(cell) for cell in column) / max(1, len(column)) + longest[k]) / 2 for k, column in enumerate(cells)
    ]
    natural = [max(2.0, length) * em + 2 * _PAD_X for length in longest]
    if sum(natural) <= WIDTH:
        return [width * WIDTH / sum(natural) for width in natural]
    least = [min(width, 4.2 * em + 2 * _PAD_X) for width in natural]
    fixed: dict[int, float] = {}
    while True:
        free = [k for k in range(columns) if k not in fixed]
        room = WIDTH - sum(fixed.values())
        share = {k: room * mass[k] ** 0.75 / sum(mass[j] ** 0.75 for j in free) for k in free}
        bound = {
            k: natural[k] if share[k] > natural[k] else least[k] for k in free if not least[k] <= share[k] <= natural[k]
        }
        if not bound or len(bound) == len(free):
            widths = [fixed.get(k, share.get(k, 0.0)) for k in range(columns)]
            return [width * WIDTH / sum(widths) for width in widths]
        fixed |= bound


def _ems(text: str) -> float:
    return sum(1.0 if ord(char) > 0x2000 else 0.55 for char in text)
