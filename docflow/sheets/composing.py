"""The door of the package: a sheet and fonts in, pages or a PDF/A-2b out."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from docflow.layout.cells import cells_of
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import POINT
from docflow.layout.page import Page, Run
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from docflow.layout.setting import set_text, width_of
from docflow.sheets.boxes import Box, Manner, Stand, strips_of
from docflow.sheets.forming import parts_of
from docflow.sheets.geometry import FOOT, HEAD, LEFT, RIGHT, TOP, WIDTH
from docflow.sheets.legible import legible
from docflow.sheets.paging import draw, fill
from docflow.sheets.sheet import Sheet

_TITLE: Final = Manner(Face.TITLE, 22.0, Stand.MIDDLE, leading=1.3)
_SMALL: Final = 9.0
_BELOW_TITLE: Final = 4.0  # mm


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet on paper."""

    pdf: bytes
    pages: int


def print_sheet(sheet: Sheet, fonts: FontSet) -> Printed:
    """The sheet as PDF/A-2b."""
    pages = compose(sheet, fonts)
    title = f"{sheet.form} {sheet.about}".strip()
    return Printed(to_pdfa(draw_pdf(pages, fonts), title=title, authors=(sheet.organ,)), len(pages))


def compose(sheet: Sheet, fonts: FontSet) -> list[Page]:
    """The pages alone. Raises nothing: what no font has is shown by its code."""
    title = _title(sheet, fonts)
    head = _line(f"{sheet.title}（续）", sheet.about, fonts)
    filled = fill(parts_of(sheet.sections, fonts), TOP + title.height + _BELOW_TITLE)
    pages: list[Page] = []
    for k, one in enumerate(filled):
        page = Page()
        if k == 0:
            page.add(title.runs(LEFT, TOP, title.height))
        else:
            page.add(head, dy=HEAD)
        draw(one, page)
        foot = f"{sheet.uid_name} {sheet.uid}　　{sheet.printed_at}打印"
        page.add(_line(foot, f"第{k + 1}页　共{len(filled)}页", fonts), dy=FOOT)
        pages.append(page)
    return pages


def _title(sheet: Sheet, fonts: FontSet) -> Box:
    """On one line, or the organ's name above the form's where it is too long for that."""
    whole = strips_of(legible(sheet.title, fonts), _TITLE, fonts, WIDTH)
    if len(whole) > 1:
        whole = strips_of(legible(f"{sheet.organ}\n{sheet.form}", fonts), _TITLE, fonts, WIDTH)
    return Box(WIDTH, whole)


def _line(left: str, right: str, fonts: FontSet) -> tuple[Run, ...]:
    """A line of small type on baseline 0: one text from the left edge, the other to the right one; what does not fit is shortened."""
    room = WIDTH - 3 * _SMALL * POINT
    at_right = _small(right, room / 2, fonts)
    at_left = _small(left, room - width_of(at_right), fonts)
    start = RIGHT - width_of(at_right)
    return (*(run.moved(dx=LEFT) for run in at_left), *(run.moved(dx=start) for run in at_right))


def _small(text: str, room: float, fonts: FontSet) -> tuple[Run, ...]:
    text = legible(text.replace("\n", " "), fonts)
    em = _SMALL * POINT
    cells = cells_of(text, fonts, [Face.SONG] * len(text), _SMALL, em)
    reached = list(accumulate(cell.width for cell in cells))
    if reached and reached[-1] > room:
        text = text[: bisect_right(reached, room - em)] + "…"
    return set_text(text, fonts, Face.SONG, _SMALL)
