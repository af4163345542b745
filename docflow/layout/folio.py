"""页码: — 1 — in size 4, 7 mm below the type area, outside edge (GB/T 9704-2012 7.5)."""

from collections.abc import Sequence

from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import BOTTOM, EM_4, LEFT, RIGHT, SIZE_4
from docflow.layout.page import Page
from docflow.layout.setting import set_text, width_of

_DASH_BELOW = 7.0  # mm from the type area to the dash
_DASH_HEIGHT = 0.3  # of an em above the baseline


def draw_page_numbers(pages: Sequence[Page], fonts: FontSet) -> None:
    """Number every page that carries a number: right on odd ones, left on even ones, one character in."""
    for number, page in enumerate(pages, 1):
        if page.numbered:
            runs = set_text(f"— {number} —", fonts, Face.SONG, SIZE_4)
            x = RIGHT - EM_4 - width_of(runs) if number % 2 else LEFT + EM_4
            page.add(runs, dx=x, dy=BOTTOM + _DASH_BELOW + _DASH_HEIGHT * EM_4)
