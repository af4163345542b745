"""回形、长桌对坐、圆桌. The door is at the lower edge of the plan. Pure."""

from math import ceil, cos, pi, sin

from meetings.seating.rules.order import facing, listening
from meetings.seating.rules.seats import Block, Board, Drawn, Label, Seat, Side, code_of

HEAD, LEFT, RIGHT, FOOT = 1, 2, 3, 4
SIDES = {HEAD: "正面", LEFT: "左侧", RIGHT: "右侧", FOOT: "近门侧"}
"""As somebody sees them who comes in."""
ACROSS = 4
"""Round tables in a line."""


def draw_hollow(block: Block, *, right_is_senior: bool) -> Drawn:
    """回形: No. 1 sits in the middle of the side that faces the door; after that side the flanks in turn, then along the side at the door inwards."""
    wide, deep = block.columns, block.rows
    drawn = Drawn(wide + 2, deep + 2, boards=[Board(1, 1, wide, deep)])
    if wide > 2 and deep > 2:
        drawn.boards.append(Board(2, 2, wide - 2, deep - 2))
    senior, other = (LEFT, RIGHT) if right_is_senior else (RIGHT, LEFT)
    order = [(HEAD, n) for n in facing(wide, right_is_senior=right_is_senior)]
    order += [(side, n) for n in range(1, deep + 1) for side in (senior, other)]
    order += [(FOOT, n) for n in listening(wide)[::-1]]
    round_about = [(HEAD, n) for n in range(1, wide + 1)] + [(RIGHT, n) for n in range(1, deep + 1)]
    round_about += [(FOOT, n) for n in range(wide, 0, -1)] + [(LEFT, n) for n in range(deep, 0, -1)]
    runs = {one: k for k, one in enumerate(round_about, 1)}
    for rank, (side, n) in enumerate(order, 1):
        length = wide if side in {HEAD, FOOT} else deep
        x, y = {
            HEAD: (n + 0.5, 0.5),
            FOOT: (n + 0.5, deep + 1.5),
            LEFT: (0.5, n + 0.5),
            RIGHT: (wide + 1.5, n + 0.5),
        }[side]
        words = f"{block.name}{SIDES[side]}{n}座"
        drawn.seats.append(_seat(block, side, n, x, y, rank, runs[side, n], words, length))
    _door(drawn)
    return drawn


def draw_table(block: Block, *, right_is_senior: bool) -> Drawn:
    """长桌对坐: guests face the door; where the table points at the door they sit at its right as one comes in. Each side from its middle."""
    n = block.columns
    drawn = Drawn(*((3, n) if block.door_at_end else (n, 3)))
    drawn.boards.append(Board(1, 0, 1, n) if block.door_at_end else Board(0, 1, n, 1))
    rows: dict[Side, int] = {Side.HOST: 1, Side.GUEST: 2}
    # a line is told as whoever sits opposite sees it: of the guests that is from left to right, or from the upper end of the plan down
    guests = facing(n, right_is_senior=right_is_senior)
    hosts = [n + 1 - one for one in guests]
    for side, line in ((Side.GUEST, guests), (Side.HOST, hosts)):
        row = rows[side]
        for k, number in enumerate(line, 1):
            along, across = number - 0.5, 0.5 if (side == Side.GUEST) != block.door_at_end else 2.5
            x, y = (across, along) if block.door_at_end else (along, across)
            words = f"{block.name}{'客方' if side == Side.GUEST else '主方'}{number}座"
            rank = 2 * k - (side == Side.GUEST)
            drawn.seats.append(_seat(block, row, number, x, y, rank, (row - 1) * n + number, words, n, side=side))
    _door(drawn)
    return drawn


def draw_round(block: Block, *, right_is_senior: bool) -> Drawn:
    """圆桌: table 1 stands in the middle of the first line; at each table No. 1 faces the door, the others beside him in turn."""
    seats = block.columns
    radius = max(1.25, seats * 1.3 / (2 * pi))
    cell = 2 * radius + 1.6
    across = min(block.rows, ACROSS)
    lines = ceil(block.rows / across)
    drawn = Drawn(across * cell, lines * cell)
    for table in range(1, block.rows + 1):
        line = (table - 1) // across
        there = min(across, block.rows - line * across)
        column = listening(there)[(table - 1) % across]
        x, y = (column - 0.5 + (across - there) / 2) * cell, (line + 0.5) * cell
        inner = radius - 0.6
        drawn.boards.append(Board(x - inner, y - inner, 2 * inner, 2 * inner, is_round=True))
        drawn.labels.append(Label(x, y, f"{table}号桌"))
        others = [code_of(block.place, table, n) for n in range(1, seats + 1)]
        for k in range(1, seats + 1):
            turn = k // 2 if (k % 2 == 0) != right_is_senior else -(k // 2)
            angle = 2 * pi * turn / seats
            code = others[k - 1]
            drawn.seats.append(
                Seat(
                    code,
                    block.place,
                    table,
                    k,
                    x + radius * sin(angle),
                    y - radius * cos(angle),
                    rank=(table - 1) * seats + k,
                    run=(table - 1) * seats + turn % seats + 1,
                    words=f"{block.name}{table}号桌{k}座",
                    near=tuple(one for one in others if one != code),
                )
            )
    _door(drawn)
    return drawn


def _seat(
    block: Block,
    row: int,
    number: int,
    x: float,
    y: float,
    rank: int,
    run: int,
    words: str,
    length: int,
    side: str = "",
) -> Seat:
    beside = tuple(code_of(block.place, row, n) for n in (number - 1, number + 1) if 1 <= n <= length)
    code = code_of(block.place, row, number)
    return Seat(code, block.place, row, number, x, y, rank, run, words, beside, side)


def _door(drawn: Drawn) -> None:
    drawn.labels.append(Label(drawn.width / 2, drawn.height + 0.35, "门"))
    drawn.height += 0.7
