"""督办看板: the open parts that one may see, by unit or by responsible leader, in the colours of their lights."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from docflow.supervision.lights import MEANING, WORDS, Colour
from docflow.supervision.models import Assignment, Matter, MatterState
from docflow.supervision.selectors.facts import Lit, lit

OPEN_COLOURS = (Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN)
WHOLE = 100


@dataclass(frozen=True)
class Cell:
    """How many of a colour, and the list of them."""

    colour: Colour
    count: int
    address: str

    @property
    def word(self) -> str:
        return WORDS[self.colour]

    @property
    def meaning(self) -> str:
        return MEANING[self.colour]


@dataclass
class Line:
    """A unit's, or a leader's."""

    name: str
    beside: str
    address: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(one.count for one in self.cells)


@dataclass(frozen=True)
class Share:
    """A part of the bar above, in per cent of its width."""

    colour: Colour
    x: float
    width: float


@dataclass(frozen=True)
class Board:
    lines: list[Line]
    totals: list[Cell]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.totals)

    @property
    def sentence(self) -> str:
        said = "，".join(f"{one.word}{one.count}项" for one in self.totals if one.count)
        return f"在办任务{self.count}项：{said}" if self.count else "没有在办的任务"

    @property
    def shares(self) -> list[Share]:
        found, x = [], 0.0
        for one in self.totals:
            width = one.count * WHOLE / self.count if self.count else 0
            if width:
                found.append(Share(one.colour, round(x, 2), round(width, 2)))
            x += width
        return found


def board_of(matters: QuerySet[Matter], *, of_leaders: bool) -> Board:
    """All of it, in three questions however many there are."""
    parts = Assignment.objects.filter(matter__in=matters.filter(state=MatterState.OPEN).order_by())
    rows = lit(
        parts.select_related(
            "matter__leader__person", "matter__leader__post__department", "organ", "department"
        ).order_by("pk")
    )
    groups: dict[UUID | None, list[Lit]] = {}
    for one in rows:
        leader = one.part.matter.leader
        key = (leader.uid if leader is not None else None) if of_leaders else one.part.unit.uid
        groups.setdefault(key, []).append(one)
    lines = [_line(key, of, of_leaders=of_leaders) for key, of in groups.items()]
    lines.sort(key=lambda line: (*(-cell.count for cell in line.cells), line.name))
    return Board(lines, _cells(rows, "?view=open"))


def _line(key: UUID | None, rows: Sequence[Lit], *, of_leaders: bool) -> Line:
    part = rows[0].part
    if not of_leaders:
        address = f"?view=open&unit={key}"
        beside = str(part.organ) if part.department is not None else ""
        return Line(part.unit_name, beside, address, _cells(rows, address))
    leader = part.matter.leader
    if leader is None:
        return Line("未定责任领导", "", "", _cells(rows, ""))
    address = f"?view=open&leader={key}"
    return Line(leader.person.name, leader.post.title, address, _cells(rows, address))


def _cells(rows: Sequence[Lit], address: str) -> list[Cell]:
    return [
        Cell(
            colour,
            sum(one.light.colour == colour for one in rows),
            f"{address}&light={colour}" if address else "",
        )
        for colour in OPEN_COLOURS
    ]
