"""一期刊物 as pages: 刊名 and 期号 in the head, a list of contents, the items one after the other, who it goes to at the end.

The page is that of GB/T 9704-2012 (its margins, 22 lines of 28 characters, its faces); a periodical's head is its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from docflow.briefs.paper import Paper, Piece
from docflow.layout.flow import Block, Entry, Gap, Grid, Line, Spot, draw, place
from docflow.layout.folio import draw_page_numbers
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import (
    ASCENT,
    BLACK,
    CHAR,
    GREY,
    LEFT,
    POINT,
    RED,
    RIGHT,
    ROW,
    SIZE_3,
    SIZE_4,
    TOP,
    WIDTH,
    baseline,
)
from docflow.layout.head import set_mark
from docflow.layout.page import Page, Rule
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from docflow.layout.setting import runs_of, set_paragraph, set_text, width_of
from docflow.layout.text import body_entries
from docflow.layout.title import title_lines

_TITLE: Final = 18.0  # points: 小二号
_RULE: Final = 0.7
_THIN: Final = 0.25
_NO_NUMBER: Final = "第　期"


@dataclass(frozen=True, slots=True)
class Set:
    """An issue on paper."""

    pdf: bytes
    pages: int


def typeset(paper: Paper, fonts: FontSet) -> Set:
    """Set an issue. Raises MissingCharacters with a sentence that names what no font has, and where it stands."""
    pages = compose(paper, fonts)
    title = f"{paper.name}{paper.number}"
    return Set(to_pdfa(draw_pdf(pages, fonts), title=title, authors=(paper.organ,)), len(pages))


def compose(paper: Paper, fonts: FontSet) -> list[Page]:
    """The pages alone."""
    fonts.require(_texts(paper))
    pages = [Page()]
    grid = Grid(start=_head(pages[0], paper, fonts))
    placed, _ = place(list(_entries(paper, fonts)), Spot(0, grid.start), grid)
    draw(placed, pages, grid)
    draw_page_numbers(pages, fonts)
    return pages


def _head(page: Page, paper: Paper, fonts: FontSet) -> int:
    """刊名 in red, the number below it, who edits it and of which day above a red rule. → the first row of the text."""
    mark = set_mark(paper.name, fonts, TOP)
    page.add(mark.runs)
    y = baseline(mark.bottom + ROW, SIZE_3)
    number = set_text(paper.number or _NO_NUMBER, fonts, Face.FANG, pitch=CHAR, colour=BLACK if paper.number else GREY)
    page.add(number, dx=LEFT + (WIDTH - width_of(number)) / 2, dy=y)
    y += 1.3 * ROW
    page.add(set_text(f"{paper.organ}编", fonts, Face.KAI, SIZE_4), dx=LEFT, dy=y)
    date = set_text(paper.date or "　　年　月　日", fonts, Face.KAI, SIZE_4)
    page.add(date, dx=RIGHT - width_of(date), dy=y)
    rule = y + (1 - ASCENT) * SIZE_4 * POINT + 2.0
    page.add((), [Rule(LEFT, rule, RIGHT, rule, _RULE, RED)])
    return ceil((rule + 0.6 * ROW - TOP) / ROW)


def _entries(paper: Paper, fonts: FontSet) -> Iterator[Entry]:
    if len(paper.pieces) > 1:
        yield from _contents(paper, fonts)
    for n, piece in enumerate(paper.pieces):
        if n:
            yield Gap(1)
        yield from _title(piece, fonts)
        yield from body_entries(piece.body, fonts, f"第{n + 1}条")
        if piece.sources:
            yield from _credit(piece.sources, fonts)
    yield Gap(1)
    yield _imprint(paper, fonts)


def _contents(paper: Paper, fonts: FontSet) -> Iterator[Entry]:
    """本期要目."""
    heading = set_text("本期要目", fonts, Face.HEI, pitch=CHAR)
    x = LEFT + (WIDTH - width_of(heading)) / 2
    yield Line(tuple(run.moved(dx=x) for run in heading), "本期要目", "要目", keep=True)
    for piece in paper.pieces:
        text = f"◆{piece.title}"
        for line in set_paragraph(text, fonts, [Face.KAI] * len(text), WIDTH - 4 * CHAR):
            x = LEFT + (2 if line.first else 3) * CHAR
            yield Line(runs_of(line, x, SIZE_3), line.text, "要目", begins=line.first)
    yield Block(4.0, (), (Rule(LEFT, 2.0, RIGHT, 2.0, _THIN),), (), "要目")


def _title(piece: Piece, fonts: FontSet) -> Iterator[Entry]:
    """小标宋 in the middle, in as many balanced lines as it needs, kept with what it heads."""
    for text in title_lines(piece.title, body=piece.body, measure=WIDTH / (_TITLE * POINT) - 1) or (piece.title,):
        line = set_text(text, fonts, Face.TITLE, _TITLE)
        if width_of(line) > WIDTH:
            line = set_text(text, fonts, Face.TITLE, _TITLE, stretch=WIDTH / width_of(line))
        x = LEFT + (WIDTH - width_of(line)) / 2
        yield Line(tuple(run.moved(dx=x) for run in line), text, "标题", keep=True, size=_TITLE)


def _credit(sources: str, fonts: FontSet) -> Iterator[Entry]:
    """（市教育局、市财政局）: whose briefs it was made of, at the right, wrapped where it is long."""
    text = f"（{sources}）"
    for line in set_paragraph(text, fonts, [Face.KAI] * len(text), WIDTH - 2 * CHAR, justify=False):
        yield Line(runs_of(line, RIGHT - line.ink, SIZE_3), line.text, "供稿", begins=line.first)


def _imprint(paper: Paper, fonts: FontSet) -> Block:
    """送 whom, and who edited and signed it, between rules."""
    inner, height, runs = WIDTH - 2 * CHAR, 8.0, []
    words = f"送：{paper.readers}。" if paper.readers else ""
    names = [f"编辑：{paper.editor}" if paper.editor else "", f"签发：{paper.signer}" if paper.signer else ""]
    lines = set_paragraph(words, fonts, [Face.FANG] * len(words), inner, size=SIZE_4, pitch=SIZE_4 * POINT)
    for k, line in enumerate(lines):
        runs += [run.moved(dy=baseline(k * height, SIZE_4, height)) for run in runs_of(line, LEFT + CHAR, SIZE_4)]
    middle = len(lines) * height
    foot = "　　".join(filter(None, names))
    runs += [
        run.moved(LEFT + CHAR, baseline(middle, SIZE_4, height)) for run in set_text(foot, fonts, Face.FANG, SIZE_4)
    ]
    bottom = middle + (height if foot else 0.0)
    rules = [Rule(LEFT, y, RIGHT, y, t) for y, t in ((0.0, _RULE), (middle, _THIN), (bottom, _RULE)) if y or t == _RULE]
    return Block(bottom + 1.0, tuple(runs), tuple(rules), tuple(line.text for line in lines), "版记")


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of it with the name of its place."""
    yield from (
        ("刊名", paper.name),
        ("编发机关", paper.organ),
        ("期号", paper.number),
        ("报送范围", paper.readers),
        ("编辑", paper.editor),
        ("签发", paper.signer),
    )
    for n, piece in enumerate(paper.pieces, 1):
        yield f"第{n}条标题", piece.title
        yield f"第{n}条供稿单位", piece.sources
        yield from ((f"第{n}条第{k}段", text) for k, text in enumerate(piece.body, 1))
