"""桌签：a tent card a sheet of A4, 200 by 100 mm a face, the same name upside down above the fold, so that it is read from both sides. Pure."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pikepdf

from docflow.layout.fonts import Face, load_fonts
from docflow.layout.geometry import PAPER_HEIGHT, PAPER_WIDTH, POINT
from docflow.layout.page import Page, Rule
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from meetings.seating.printing.fitting import LIGHT, put, spaced

WIDE: Final = 200.0
TALL: Final = 100.0
LEFT: Final = (PAPER_WIDTH - WIDE) / 2
FOLD: Final = PAPER_HEIGHT / 2
LARGEST: Final = 150.0
"""Points of a name of three characters."""
_CUT: Final = 0.1


def print_cards(title: str, organ: str, names: Sequence[str], folder: Path) -> bytes:
    """桌签 as PDF/A-2b. What is cut and where it is folded is drawn in grey."""
    fonts = load_fonts(folder)
    pages = []
    for name in names:
        page = Page()
        put(page, spaced(name), (LEFT + 12, FOLD + 15, WIDE - 24, TALL - 30), LARGEST, fonts, face=Face.TITLE)
        bottom = FOLD + TALL
        page.rules += [
            Rule(LEFT, FOLD, LEFT, bottom, _CUT, LIGHT),
            Rule(LEFT + WIDE, FOLD, LEFT + WIDE, bottom, _CUT, LIGHT),
            Rule(LEFT, bottom, LEFT + WIDE, bottom, _CUT, LIGHT),
            Rule(LEFT, FOLD, LEFT + 6, FOLD, _CUT, LIGHT),
        ]
        pages.append(page)
    plain = draw_pdf(pages or [Page()], fonts)
    return to_pdfa(_twice(plain), title=f"{title}桌签", authors=(organ,))


def _twice(plain: bytes) -> bytes:
    """Each page once more, turned by half about its middle."""
    turn = f"\nQ\nq -1 0 0 -1 {PAPER_WIDTH / POINT:.4f} {PAPER_HEIGHT / POINT:.4f} cm\n".encode()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            drawn = page.Contents.read_bytes()
            page.Contents = pdf.make_stream(b"q\n" + drawn + turn + drawn + b"\nQ\n")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()
