"""附件: each on a new page before the 版记, label top left, title on the third line (GB/T 9704-2012 7.3.7)."""

from docflow.elements.schema import Elements
from docflow.layout.flow import Entry, Gap, Grid, Line, Spot, draw, place
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import CHAR, LEFT, SIZE_3
from docflow.layout.heading import title_block
from docflow.layout.page import Page
from docflow.layout.setting import set_text
from docflow.layout.text import body_entries
from docflow.layout.title import title_lines


def draw_attachments(pages: list[Page], elements: Elements, fonts: FontSet) -> float:
    """Add the pages of all attachments. → where the text of the last page ends, in mm; 0 where there are none.

    A text that the document itself issues (印发, 转发) is not listed in 附件说明 and carries no label.
    """
    bottom = 0.0
    grid = Grid()
    for k in range(len(elements.attachments)):
        placed, end = place(_entries(elements, k, fonts), Spot(len(pages), 0), grid)
        draw(placed, pages, grid)
        bottom = grid.top(end)
    return bottom


def _entries(elements: Elements, k: int, fonts: FontSet) -> list[Entry]:
    attached = elements.attachments[k]
    made: list[Entry] = []
    if elements.attachment_note:
        label = f"附件{k + 1}" if len(elements.attachments) > 1 else "附件"
        runs = set_text(label, fonts, Face.HEI, SIZE_3, pitch=CHAR)
        made += [Line(tuple(run.moved(dx=LEFT) for run in runs), label, "附件"), Gap(1)]
    if attached.title:
        lines = title_lines(attached.title, organs=elements.issuers, body=attached.body)
        made += [title_block(lines, fonts, "附件标题"), Gap(1)]
    return [*made, *body_entries(attached.body, fonts, "附件正文")]
