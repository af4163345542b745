"""Type that fits: a name in a box as large as it goes. Pure."""

import re
from typing import Final

from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import BLACK, GREY, POINT, Colour, baseline
from docflow.layout.page import Page, Rule
from docflow.layout.setting import set_text, width_of
from docflow.sheets.legible import legible

_SHORT: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{2}")
_SMALLEST: Final = 3.0  # points
LIGHT: Final = GREY


def spaced(name: str) -> str:
    """张　三: a name of two characters is opened to the width of three."""
    return f"{name[0]}　{name[1]}" if _SHORT.fullmatch(name) else name


def put(
    page: Page,
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    fonts: FontSet,
    *,
    face: Face = Face.HEI,
    stand: float = 0.5,
    colour: Colour = BLACK,
) -> float:
    """Set a text on one line in a box (x, y, width, height), at most `size` points, smaller where it is too wide. → the size."""
    x, y, width, height = box
    told = legible(text, fonts)
    size = min(size, height / POINT)
    wide = width_of(set_text(told, fonts, face, size, colour=colour))
    if wide > width:
        size = max(_SMALLEST, size * width / wide)
    runs = set_text(told, fonts, face, size, colour=colour)
    page.add(runs, dx=x + (width - width_of(runs)) * stand, dy=baseline(y, size, height))
    return size


def frame(page: Page, x: float, y: float, width: float, height: float, line: float, colour: Colour = BLACK) -> None:
    """Four rules."""
    right, bottom = x + width, y + height
    page.rules += [
        Rule(x, y, right, y, line, colour),
        Rule(x, bottom, right, bottom, line, colour),
        Rule(x, y, x, bottom, line, colour),
        Rule(right, y, right, bottom, line, colour),
    ]
