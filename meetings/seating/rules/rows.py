"""主席台与课桌式：rows, the podium's facing the hall. Pure."""

from collections.abc import Mapping

from meetings.seating.rules.order import listening, offset
from meetings.seating.rules.seats import Block, Board, Drawn, Label, Seat, code_of

TABLE = 0.3
AISLE = 0.8
MARGIN = 1.0
"""Left of rows, for their number."""


def draw_podium(block: Block, chairs: Mapping[int, int], *, right_is_senior: bool) -> Drawn:
    """主席台: the first row is the one next to the hall. `chairs`: how many stand in each row, for with an even number two share the middle.

    Places beyond those chairs are there too, at the ends of the row: somebody may still be put there.
    """
    width = block.columns + 1
    drawn = Drawn(width, block.rows * (1 + TABLE))
    for row in range(1, block.rows + 1):
        y = (block.rows - row) * (1 + TABLE) + 0.5
        there = min(chairs.get(row, 0), block.columns) or block.columns
        xs = {k: width / 2 + offset(k, there, right_is_senior=right_is_senior) for k in range(1, block.columns + 1)}
        seen = sorted(range(1, there + 1), key=xs.__getitem__)
        where = f"{block.name or '主席台'}{f'第{row}排' if block.rows > 1 else ''}"
        for k, x in xs.items():
            said = f"，台下看左起第{seen.index(k) + 1}座" if k <= there else ""
            drawn.seats.append(
                Seat(
                    code_of(block.place, row, k),
                    block.place,
                    row,
                    k,
                    x,
                    y,
                    rank=(row - 1) * block.columns + k,
                    run=(row - 1) * block.columns + k,
                    words=f"{where}{k}号位{said}",
                    near=tuple(code_of(block.place, row, n) for n in _beside(k) if n <= block.columns),
                    on_podium=True,
                )
            )
        drawn.boards.append(Board((width - there) / 2, y + 0.5, there, TABLE))
    return drawn


def _beside(k: int) -> tuple[int, ...]:
    """Ranks whose places are next to that of rank `k` on a podium."""
    return {1: (2, 3), 2: (1, 4)}.get(k, (k - 2, k + 2))


def draw_rows(block: Block) -> Drawn:
    """课桌式: front to back, from the middle to the sides, left first. An aisle parts neighbours."""
    aisles = [one for one in block.aisles if one < block.columns]
    xs = [MARGIN + n - 0.5 + AISLE * sum(1 for one in aisles if one < n) for n in range(1, block.columns + 1)]
    drawn = Drawn(xs[-1] + 0.5 + MARGIN, block.rows)
    ranks = {number: k for k, number in enumerate(listening(block.columns), 1)}
    for row in range(1, block.rows + 1):
        before = (row - 1) * block.columns
        drawn.labels.append(Label(MARGIN / 2, row - 0.5, f"{row}排"))
        for n, x in enumerate(xs, 1):
            beside = [m for m, gap in ((n - 1, n - 1), (n + 1, n)) if 1 <= m <= block.columns and gap not in aisles]
            drawn.seats.append(
                Seat(
                    code_of(block.place, row, n),
                    block.place,
                    row,
                    n,
                    x,
                    row - 0.5,
                    rank=before + ranks[n],
                    run=before + (n if row % 2 else block.columns + 1 - n),
                    words=f"{block.name}第{row}排{n}座",
                    near=tuple(code_of(block.place, row, m) for m in beside),
                )
            )
    return drawn
