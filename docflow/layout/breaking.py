"""Lines of a paragraph: 避头尾, whole numbers and words, punctuation squeezed or gaps opened so that every line but the last is full.

Each line is the best of its possible ends: the one that asks least of its marks and gaps. A line is never wider than its measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docflow.layout.cells import Cell
from docflow.layout.marks import BLANKS, CLOSING, HALF_CLOSING, HALF_OPENING, OPENING

_EPSILON = 1e-6
_SOFT_SHARE = 6.0  # how much more a gap beside a mark, a figure or a Latin word takes than one between two 汉字
_LONELY = 0.05  # what it costs to leave one character alone on the last line


@dataclass(frozen=True, slots=True)
class SetLine:
    """Cells of one line and the way from each to the next; together `width` millimetres. `first` and `last` of its paragraph."""

    cells: tuple[Cell, ...]
    advances: tuple[float, ...]
    first: bool
    last: bool

    @property
    def text(self) -> str:
        return "".join(cell.char for cell in self.cells)

    @property
    def width(self) -> float:
        return sum(self.advances)

    @property
    def ink(self) -> float:
        """Its width up to the ink of its last mark: a closing mark may reach over the measure with its empty half."""
        return self.width - (self.cells[-1].after if self.cells else 0.0)


def break_lines(cells: Sequence[Cell], measure: float, *, indent: float = 0.0, justify: bool = True) -> list[SetLine]:
    """The lines of a paragraph `measure` wide, its first one `indent` shorter."""
    lines: list[SetLine] = []
    at = 0
    while at < len(cells):
        room = measure if at else measure - indent
        end = _end_of_line(cells, at, room)
        line = list(cells[at:end])
        while line and line[-1].blank:
            line.pop()
        last = end == len(cells)
        if line:
            advances = _advances(line, room, last=last or not justify)
            lines.append(SetLine(tuple(line), tuple(advances), first=not lines, last=last))
        at = end
        while at < len(cells) and cells[at].blank and cells[at].char in BLANKS:
            at += 1
    return lines


def _end_of_line(cells: Sequence[Cell], at: int, room: float) -> int:
    """Where the line that begins at `at` best ends. Raises nothing: what cannot end anywhere is cut where it is full."""
    best, least = at, float("inf")
    natural = room_to_give = 0.0
    gaps = 0
    full = at + 1
    for end in range(at + 1, len(cells) + 1):
        cell = cells[end - 1]
        natural += cell.width
        room_to_give += cell.after + (cell.before if end - 1 > at else 0.0)
        gaps += 0 if cell.glued or end - 1 == at else 1
        hanging = cell.width if cell.blank else cell.after
        if natural - room_to_give - (cell.width if cell.blank else 0.0) > room + _EPSILON:
            break
        if natural - hanging <= room + _EPSILON:
            full = end
        if end < len(cells) and cells[end].joined:
            continue
        cost = _cost(room - natural, hanging, room_to_give, gaps, last=end == len(cells))
        cost += _LONELY if len(cells) - end == 1 else 0.0
        if cost <= least:
            best, least = end, cost
    return best if best > at else full


def _cost(slack: float, hanging: float, to_give: float, gaps: int, *, last: bool) -> float:
    """What a line asks: nothing if it fits, or with its last mark's empty half; the share of marks squeezed; the opening of gaps."""
    if last and slack >= -hanging - _EPSILON:
        return -1.0
    if slack >= 0:
        return slack / max(1, gaps)
    need = max(0.0, -slack - hanging)
    return 0.3 * need / max(_EPSILON, to_give)


def _advances(line: Sequence[Cell], room: float, *, last: bool) -> list[float]:
    made = [cell.width for cell in line]
    slack = room - sum(made)
    if slack < -_EPSILON:
        _squeeze(line, made, -slack)
    elif not last:
        _open(line, made, slack)
    return made


def _squeeze(line: Sequence[Cell], advances: list[float], need: float) -> None:
    """Take `need` from the empty halves: of the last mark first, which nobody sees, then of all others alike."""
    at_end = min(need, line[-1].after)
    advances[-1] -= at_end
    need -= at_end
    places = [(k, cell.after) for k, cell in enumerate(line[:-1]) if cell.after]
    places += [
        (k, cell.before) for k, cell in enumerate(line[1:]) if cell.before
    ]  # before an opening mark: the gap ends there
    total = sum(give for _, give in places)
    if need > _EPSILON and total > _EPSILON:
        share = min(1.0, need / total)
        for k, give in places:
            advances[k] -= give * share


def _open(line: Sequence[Cell], advances: list[float], slack: float) -> None:
    """Spread `slack` over the gaps, most of it beside marks, figures and words, so that 汉字 keep their squares."""
    weights = [0.0 if after.glued else _SOFT_SHARE if _soft(before, after) else 1.0 for before, after in pairwise(line)]
    for k, weight in enumerate(weights):
        advances[k] += slack * weight / sum(weights) if weight else 0.0


def _soft(a: Cell, b: Cell) -> bool:
    """Whether the gap between two cells may be opened unseen: after a closing mark, before an opening one, where figures meet 汉字."""
    if a.char in OPENING | HALF_OPENING or b.char in CLOSING | HALF_CLOSING:
        return False
    return a.char in CLOSING or b.char in OPENING or a.wide != b.wide or a.blank
