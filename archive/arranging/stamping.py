"""归档章: 45 × 16 mm, red, two rows of three cells (DA/T 22-2015), drawn on a copy of a PDF. Pure.

`draw` is our own work; `put_on` reads a file that may be a stranger's, and is for the stranger's child.
"""

import io
from base64 import b64encode
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Name, Rectangle

from archive.arranging.stamp import Stamp
from docflow.layout.fonts import Face, FontSet, load_fonts
from docflow.layout.geometry import POINT, RED, baseline
from docflow.layout.page import Page, Rule, Run
from docflow.layout.pdf import draw_pdf
from docflow.layout.setting import set_text, width_of
from docflow.sheets.legible import legible

WIDTH: Final = 45.0  # mm
HEIGHT: Final = 16.0
FROM_TOP: Final = 12.0  # into the blank above the type area, which begins at 37 mm (GB/T 9704-2012 5.2.1)
FROM_RIGHT: Final = 26.0  # the margin
_LINE: Final = 0.35
_SIZE: Final = 10.5  # points
_SMALLEST: Final = 5.0
_PADDING: Final = 0.8


def draw(stamp: Stamp, folder: Path) -> bytes:
    """The stamp alone, as a PDF of its own size."""
    fonts = load_fonts(folder)
    page = Page()
    half = _LINE / 2
    wide, high = WIDTH / 3, HEIGHT / 2
    for x in (half, wide, 2 * wide, WIDTH - half):
        page.rules.append(Rule(x, 0, x, HEIGHT, _LINE, RED))
    for y in (half, high, HEIGHT - half):
        page.rules.append(Rule(0, y, WIDTH, y, _LINE, RED))
    for n, row in enumerate(stamp.rows):
        for m, text in enumerate(row):
            runs, size = _fitting(text, wide - 2 * _PADDING, fonts)
            x = m * wide + (wide - width_of(runs)) / 2
            page.add(runs, dx=x, dy=baseline(n * high, size, high))
    return draw_pdf([page], fonts, paper=(WIDTH, HEIGHT))


def put_on(original: bytes, stamp: bytes) -> str:
    """A copy of a PDF with the stamp in the upper right of its first page, as Base64. The original stays what it is.

    A copy proves nothing: signatures become pictures, forms and scripts are left behind.
    """
    with pikepdf.open(io.BytesIO(original)) as pdf, pikepdf.open(io.BytesIO(stamp)) as drawn:
        pdf.flatten_annotations("all")
        for key in (Name.AcroForm, Name.Perms, Name.OpenAction, Name.AA, Name.Names, Name.Metadata, Name.OutputIntents):
            if key in pdf.Root:
                del pdf.Root[key]
        page = pdf.pages[0]
        page.add_overlay(drawn.pages[0], _place(page))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return b64encode(out.getvalue()).decode()


def _place(page: pikepdf.Page) -> Rectangle:
    """Where the stamp belongs as the page is seen, in the coordinates of the page before it is turned."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    across, down = ((right - left), (top - bottom)) if turned in {0, 180} else ((top - bottom), (right - left))
    wide, high = WIDTH / POINT, HEIGHT / POINT
    x = max(0.0, across - FROM_RIGHT / POINT - wide)
    y = min(FROM_TOP / POINT, max(0.0, down - high))
    match turned:
        case 90:
            return Rectangle(left + y, bottom + x, left + y + high, bottom + x + wide)
        case 180:
            return Rectangle(right - x - wide, bottom + y, right - x, bottom + y + high)
        case 270:
            return Rectangle(right - y - high, top - x - wide, right - y, top - x)
        case _:
            return Rectangle(left + x, top - y - high, left + x + wide, top - y)


def _fitting(text: str, room: float, fonts: FontSet) -> tuple[tuple[Run, ...], float]:
    """The text on one line, smaller where it would be too wide."""
    text = legible(text, fonts)
    size = _SIZE
    while True:
        runs = set_text(text, fonts, Face.FANG, size, colour=RED)
        if width_of(runs) <= room or size <= _SMALLEST:
            return runs, size
        size -= 0.5
