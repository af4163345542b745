"""A roster as rows of a spreadsheet, and one that was brought read back. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

DAY, SHIFT, ROLE, PLACE, NAME = "日期", "班次", "岗位", "第几人", "姓名"
NEEDED = (DAY, ROLE, NAME)
HEADS = (DAY, "星期", SHIFT, "开始", "结束", ROLE, PLACE, NAME, "处室职务", "电话")
WIDTHS = (12, 6, 10, 17, 17, 12, 8, 10, 24, 16)


@dataclass(frozen=True)
class Brought:
    """A row that was brought: its number in the file and what it says. `day` None: it cannot be understood."""

    number: int
    day: date | None
    said_day: str
    shift: str
    role: str
    place: int
    name: str


def brought(rows: Sequence[tuple[int, Sequence[str]]], at: dict[str, int]) -> list[Brought]:
    """`at`: the column of each head that is there."""
    found = []
    for number, cells in rows:

        def cell(head: str, cells: Sequence[str] = cells) -> str:
            n = at.get(head, -1)
            return cells[n].lstrip("'").strip() if 0 <= n < len(cells) else ""

        place = cell(PLACE)
        found.append(
            Brought(
                number,
                read_day(cell(DAY)),
                cell(DAY),
                cell(SHIFT),
                cell(ROLE),
                int(place) if place.isascii() and place.isdigit() and len(place) < 3 else 1,
                cell(NAME),
            )
        )
    return found


def read_day(text: str) -> date | None:
    """2026-12-05, 2026/12/5, 2026年12月5日, or as a spreadsheet keeps it."""
    if found := re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", text):
        try:
            return datetime(int(found[1]), int(found[2]), int(found[3])).date()  # noqa: DTZ001 - a day
        except ValueError:
            return None
    return None
