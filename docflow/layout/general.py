"""The general format (文件): one organ's document from its red head to its imprint (GB/T 9704-2012 clause 7).

Minutes (纪要) are set likewise but for their mark and the seal that they do not carry (10.3).
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from docflow.elements.schema import Elements
from docflow.layout.attached import draw_attachments
from docflow.layout.closing import MOST_OVERHANG, Closing, make_closing
from docflow.layout.flow import Entry, Grid, Spot, draw, page_at
from docflow.layout.folio import draw_page_numbers
from docflow.layout.fonts import FontSet
from docflow.layout.geometry import BOTTOM, ROW, ROWS, SIZE_2, SIZE_3, TOP, baseline
from docflow.layout.head import draw_head
from docflow.layout.heading import TITLE_PITCH, title_block
from docflow.layout.imprint import Imprint, make_imprint
from docflow.layout.page import Page, SealPlace
from docflow.layout.placeholders import Placeholders
from docflow.layout.settle import Settled, may_be_closer, settle
from docflow.layout.text import (
    attachment_note_entries,
    body_entries,
    people_entries,
    recipients_entries,
    recipients_text,
)
from docflow.layout.title import title_lines

_AIR: Final = 3.0  # mm at least between the text and the imprint


@dataclass(frozen=True, slots=True)
class Composed:
    """A document as pages, and where its seals belong."""

    pages: list[Page]
    seal_places: tuple[SealPlace, ...]


def compose_file(elements: Elements, fonts: FontSet, preview: Placeholders | None, diameter: float) -> Composed:
    """Lay out a document of one organ in the general format, or that of minutes."""
    pages = [Page()]
    start = _draw_top(pages[0], elements, fonts, preview)
    closing = make_closing(elements, fonts, preview)
    text, moved = _text(elements, fonts), False
    settled = settle(text, closing, start)
    if not settled.good and elements.main_recipients:
        shorter = settle(_text(elements, fonts, recipients=False), closing, start)
        settled, moved = (shorter, True) if shorter.good else (settled, False)
    imprint = make_imprint(elements, fonts, preview, elements.main_recipients if moved else ())
    if imprint.height and not elements.attachments:
        settled = _room_for(imprint, settled, closing)
    draw([*settled.placed, *closing.placed(settled.closing)], pages, settled.grid)
    bottom = draw_attachments(pages, elements, fonts) if elements.attachments else _bottom(settled, closing)
    if imprint.height:
        draw_imprint(pages, imprint, bottom)
    draw_page_numbers(pages, fonts)
    seal = closing.seal_place(settled.closing, settled.grid, diameter)
    return Composed(pages, (seal,) if seal else ())


def draw_imprint(pages: list[Page], imprint: Imprint, bottom: float) -> None:
    """On the last page if that is even and its text ends high enough, else on the next even one.

    A page left blank before it carries no number, and nor does its own page then (7.5).
    """
    if len(pages) % 2 or not fits_below(imprint, bottom):
        if len(pages) % 2 == 0:
            page_at(pages, len(pages)).numbered = False
            page_at(pages, len(pages)).numbered = False
        else:
            page_at(pages, len(pages))
    imprint.draw(pages[-1])


def fits_below(imprint: Imprint, bottom: float) -> bool:
    """Whether there is room for the imprint below a text that ends at `bottom` mm."""
    return bottom + _AIR <= BOTTOM - imprint.height


def _draw_top(page: Page, elements: Elements, fonts: FontSet, preview: Placeholders | None) -> int:
    """Draw 版头 and title. → the first row of the text."""
    rule = draw_head(page, elements, fonts, preview)
    top = TOP if rule is None else rule + 2 * ROW  # 7.3.1: two blank lines below the red rule
    lines = title_lines(elements.title, given=elements.title_lines, organs=elements.issuers, body=elements.body)
    if not lines:
        return min(ROWS - 1, max(0, ceil((top - TOP) / ROW)))
    block = title_block(lines, fonts)
    page.add(block.runs, block.rules, dy=top)
    page.breaks += block.texts
    last = top + baseline((len(lines) - 1) * TITLE_PITCH, SIZE_2, TITLE_PITCH)
    ideal = last + 2 * ROW  # one blank line below the title, as near as the grid allows
    return min(ROWS - 1, max(0, ceil((ideal - baseline(TOP, SIZE_3)) / ROW - 0.3)))


def _text(elements: Elements, fonts: FontSet, *, recipients: bool = True) -> list[Entry]:
    line = recipients_text(elements.main_recipients, elements.main_recipients_line) if recipients else ""
    return [
        *recipients_entries(line, fonts),
        *body_entries(elements.body, fonts),
        *attachment_note_entries(elements.attachment_note, fonts),
        *people_entries(elements.people, fonts),
    ]


def _room_for(imprint: Imprint, settled: Settled, closing: Closing) -> Settled:
    """The last page at a closer pitch where that lets the imprint stand on it and so spares two pages, one of them blank."""
    page = settled.closing.page
    if page % 2 == 0 or fits_below(imprint, _bottom(settled, closing)):
        return settled
    closer = replace(settled, grid=Grid(settled.grid.start, {**settled.grid.rows, page: ROWS + 1}))
    allowed = page not in settled.grid.rows and may_be_closer(settled.placed, page, closer.grid)
    return closer if allowed and fits_below(imprint, _bottom(closer, closing)) else settled


def _bottom(settled: Settled, closing: Closing) -> float:
    """Where the text or its seal ends on the last page, in mm."""
    end = Spot(settled.closing.page, settled.closing.row + closing.rows)
    below_date = MOST_OVERHANG if closing.sealed and not closing.note else 0.0
    return settled.grid.top(end) + below_date
