"""座次图 on A4 or A3 across: one page, however large the hall. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path
from typing import Final

from docflow.layout.fonts import Face, FontSet, load_fonts
from docflow.layout.geometry import BLACK, PAPER_HEIGHT, PAPER_WIDTH, POINT
from docflow.layout.page import Page, Rule
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from meetings.seating.printing.fitting import LIGHT, frame, put, spaced
from meetings.seating.rules.hall import build
from meetings.seating.rules.picture import LONGEST
from meetings.seating.rules.seats import Block, Board, Kind

PAPERS: Final = {"a4": (PAPER_HEIGHT, PAPER_WIDTH), "a3": (2 * PAPER_WIDTH, PAPER_HEIGHT)}
MARGIN: Final = 12.0
HEAD: Final = 20.0
FOOT: Final = 7.0
WIDEST: Final = 27.0
TALLEST: Final = 17.0
"""Millimetres of a seat in a small hall."""
WITH_NUMBER: Final = 7.5
"""Millimetres from which the seat's number stands below the name."""
_THIN: Final = 0.12
_LINE: Final = 0.22
_AROUND: Final = 24


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What stands on it. `names`: by the code of a seat."""

    title: str
    about: str
    foot: str
    organ: str
    blocks: Sequence[Block]
    names: Mapping[str, str]
    right_is_senior: bool = False


def print_plan(sheet: PlanSheet, paper: str, folder: Path) -> bytes:
    """座次图 as PDF/A-2b."""
    fonts = load_fonts(folder)
    width, height = PAPERS[paper]
    page = Page()
    room = width - 2 * MARGIN
    put(page, f"{sheet.title}座次图", (MARGIN, MARGIN - 2, room, 12), 20, fonts, face=Face.TITLE)
    put(page, sheet.about, (MARGIN, MARGIN + 10, room, 6), 10.5, fonts, face=Face.SONG)
    put(page, sheet.foot, (MARGIN, height - MARGIN, room, 5), 8, fonts, face=Face.SONG, stand=1)
    hall = build(sheet.blocks, sheet.names, right_is_senior=sheet.right_is_senior)
    top, bottom = MARGIN + HEAD, height - MARGIN - FOOT + 4
    across = min(room / hall.width, WIDEST)
    down = min((bottom - top) / hall.height, across * 0.85, TALLEST)
    left, top = (width - across * hall.width) / 2, top + (bottom - top - down * hall.height) / 2
    for board in hall.boards:
        _board(page, board, left, top, across, down)
    for label in hall.labels:
        box = (left + label.x * across - 12, top + label.y * down - 3, 24.0, 6.0)
        put(page, label.text, box, min(10.5, across / POINT * 0.4), fonts, face=Face.SONG)
    rows = {one.place for one in sheet.blocks if one.kind == Kind.ROWS}
    for seat in hall.seats:
        box = (left + (seat.x - 0.45) * across, top + (seat.y - 0.43) * down, 0.9 * across, 0.86 * down)
        name = sheet.names.get(seat.code, "")
        if name or not seat.on_podium:  # elsewhere on a podium there stands no chair
            _seat(page, name, f"{seat.number}", box, fonts)
        if seat.block in rows and seat.row == 1 and box[3] < WITH_NUMBER:
            above = (box[0], box[1] - 3.2, box[2], 3.0)
            put(page, f"{seat.number}", above, 7, fonts, face=Face.SONG)
    return to_pdfa(draw_pdf([page], fonts, paper=(width, height)), title=f"{sheet.title}座次图", authors=(sheet.organ,))


def _seat(page: Page, name: str, number: str, box: tuple[float, float, float, float], fonts: FontSet) -> None:
    """A frame with the name, one that is long in two lines, and the number below it where there is room."""
    x, y, wide, tall = box
    frame(page, *box, _LINE if name else _THIN, BLACK if name else LIGHT)
    numbered = tall >= WITH_NUMBER
    first, dot, second = name.partition("·") if len(name) > LONGEST else (name, "", "")
    lines = [f"{first}·", second] if dot else [spaced(name)]
    high = tall * (0.66 if numbered else 1.0) / len(lines)
    for n, line in enumerate(lines):
        share = 0.62 if len(lines) == 1 else 0.85
        put(page, line, (x + 0.4, y + n * high, wide - 0.8, high), high / POINT * share, fonts)
    if not name:
        put(page, number, box, min(8.0, tall / POINT * 0.3), fonts, face=Face.SONG)
    elif numbered:
        put(page, number, (x, y + tall * 0.63, wide, tall * 0.34), min(8.0, tall / POINT * 0.3), fonts, face=Face.SONG)


def _board(page: Page, one: Board, left: float, top: float, across: float, down: float) -> None:
    x, y, width, height = left + one.x * across, top + one.y * down, one.width * across, one.height * down
    if not one.is_round:
        frame(page, x, y, width, height, _THIN)
        return
    turns = [2 * pi * n / _AROUND for n in range(_AROUND + 1)]
    points = [(x + width / 2 * (1 + cos(turn)), y + height / 2 * (1 + sin(turn))) for turn in turns]
    page.rules += [Rule(*one_end, *other, _THIN) for one_end, other in pairwise(points)]
