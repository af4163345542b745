"""座位与排法：what a hall is made of. Lengths are in seats: a seat takes one by one. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How the seats of a part of the hall stand."""

    PODIUM = "podium"  # 主席台
    ROWS = "rows"  # 课桌式
    HOLLOW = "hollow"  # 回形
    TABLE = "table"  # 长桌对坐
    ROUND = "round"  # 圆桌


class Side(StrEnum):
    """At a table with two sides."""

    HOST = "host"  # 主方
    GUEST = "guest"  # 客方


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A part of the hall. `columns`: seats in a row, on the short sides of a hollow square, on one side of a table, at a round table.

    `rows`: rows, seats on each flank of a hollow square, or round tables. `aisles`: after which seat of a row one walks.
    `door_at_end`: the long table points at the door. `name` tells it from another of its kind.
    """

    place: int
    kind: Kind
    rows: int = 1
    columns: int = 1
    aisles: tuple[int, ...] = ()
    door_at_end: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat. `row` is its row, side or table, `number` its number there; (x, y) is its middle.

    `rank` is its place in the protocol order of its block, `run` the place that it has where people of one unit sit side by side.
    `near` are the seats at which a neighbour sits; at a round table these are all the others.
    """

    code: str
    block: int
    row: int
    number: int
    x: float
    y: float
    rank: int
    run: int
    words: str
    near: tuple[str, ...] = ()
    side: str = ""
    on_podium: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A table top, or a line of tables: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A word in the plan, at its middle."""

    x: float
    y: float
    text: str


@dataclass(slots=True)
class Drawn:
    """A block as it stands by itself, from (0, 0)."""

    width: float
    height: float
    seats: list[Seat] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def code_of(block: int, row: int, number: int) -> str:
    """What a seat is called in the rows of a plan. It stays, whoever sits beside it: on a podium the number is that of the rank."""
    return f"{block}-{row}-{number}"
