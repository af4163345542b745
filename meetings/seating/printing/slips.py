"""座签：slips to be cut, with the name and the seat, fourteen on a sheet of A4. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docflow.layout.fonts import Face, load_fonts
from docflow.layout.geometry import PAPER_HEIGHT, PAPER_WIDTH
from docflow.layout.page import Page, Rule
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from meetings.seating.printing.fitting import LIGHT, put, spaced

ACROSS: Final = 2
DOWN: Final = 7
LEFT: Final = 15.0
TOP: Final = 18.0
WIDE: Final = (PAPER_WIDTH - 2 * LEFT) / ACROSS
TALL: Final = (PAPER_HEIGHT - 2 * TOP) / DOWN
_CUT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's."""

    name: str
    unit: str
    seat: str


def print_slips(title: str, organ: str, slips: Sequence[Slip], folder: Path) -> bytes:
    """座签 as PDF/A-2b, in the order in which they are given."""
    fonts = load_fonts(folder)
    pages = []
    for first in range(0, max(len(slips), 1), ACROSS * DOWN):
        page = Page()
        for n, slip in enumerate(slips[first : first + ACROSS * DOWN]):
            x, y = LEFT + n % ACROSS * WIDE + 4, TOP + n // ACROSS * TALL
            room = WIDE - 8
            put(page, title, (x, y + 3, room, 5), 9, fonts, face=Face.SONG)
            put(page, spaced(slip.name), (x, y + 9, room, 13), 26, fonts)
            put(page, slip.seat, (x, y + 23, room, 7), 13, fonts, face=Face.SONG)
            put(page, slip.unit, (x, y + 30, room, 5), 9, fonts, face=Face.SONG)
        for n in range(ACROSS + 1):
            page.rules.append(Rule(LEFT + n * WIDE, TOP, LEFT + n * WIDE, PAPER_HEIGHT - TOP, _CUT, LIGHT))
        for n in range(DOWN + 1):
            page.rules.append(Rule(LEFT, TOP + n * TALL, PAPER_WIDTH - LEFT, TOP + n * TALL, _CUT, LIGHT))
        pages.append(page)
    return to_pdfa(draw_pdf(pages, fonts), title=f"{title}座签", authors=(organ,))
