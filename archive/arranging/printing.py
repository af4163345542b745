"""归档文件目录 (A4 across) and 备考表 (A4 upright) on paper, by the primitives of the sheets: PDF/A-2b, for the working child. Pure.

Nothing on them is refused: a character that no font has is shown by its code. The same values and fonts give the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.arranging.catalogue import COLUMNS, Catalogue, Note
from docflow.layout.fonts import Face, FontSet, load_fonts
from docflow.layout.geometry import PAPER_HEIGHT, PAPER_WIDTH
from docflow.layout.page import Page, Rule, Run
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from docflow.layout.setting import set_text, width_of
from docflow.sheets.boxes import PAD_X, Box, Manner, Row, Stand, strips_of
from docflow.sheets.legible import legible

_TITLE: Final = Manner(Face.TITLE, 20.0, Stand.MIDDLE, leading=1.3)
_ABOUT: Final = Manner(Face.SONG, 10.5)
_HEAD: Final = Manner(Face.HEI, 10.5, Stand.MIDDLE)
_MIDDLE: Final = Manner(Face.FANG, 10.5, Stand.MIDDLE)
_CODE: Final = Manner(Face.SONG, 9.0, Stand.MIDDLE)
_LEFT: Final = Manner(Face.FANG, 10.5)
_DOCUMENT: Final = Manner(Face.SONG, 10.5)
_PERSON: Final = Manner(Face.KAI, 12.0)
_NAME: Final = Manner(Face.KAI, 14.0, Stand.MIDDLE)
_SMALL: Final = 9.0
_INNER: Final = 0.18
_FRAME: Final = 0.5
_SAME: Final = 1e-6

_WIDTHS: Final = (12.0, 49.0, 40.0, 34.0, 67.0, 21.0, 14.0, 12.0, 18.0)
_MANNERS: Final = (_MIDDLE, _CODE, _MIDDLE, _LEFT, _DOCUMENT, _MIDDLE, _MIDDLE, _MIDDLE, _LEFT)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper and the area for type on it, in millimetres; wider on the side where it is bound."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        return self.right - self.left


ACROSS: Final = Paper(PAPER_HEIGHT, PAPER_WIDTH, 15.0, 282.0, 25.0, 192.0)  # bound at its upper edge
UPRIGHT: Final = Paper(PAPER_WIDTH, PAPER_HEIGHT, 25.0, 190.0, 25.0, 270.0)


def print_catalogue(catalogue: Catalogue, folder: Path) -> bytes:
    """归档文件目录 as PDF/A-2b; its head comes again on every page."""
    fonts = load_fonts(folder)
    head = _row(COLUMNS, _WIDTHS, [_HEAD] * len(COLUMNS), fonts)
    lead = _lead(f"{catalogue.organ}{catalogue.title}", catalogue.about, ACROSS, fonts)
    pages = [_Filling(lead.bottom, [head])]
    for line in catalogue.lines:
        row = _row(line.cells, _WIDTHS, _MANNERS, fonts)
        if pages[-1].bottom + row.height > ACROSS.bottom + _SAME:
            pages.append(_Filling(ACROSS.top, [head]))
        pages[-1].rows.append(row)
    drawn: list[Page] = []
    for k, one in enumerate(pages, 1):
        page = Page()
        if k == 1:
            page.add(lead.runs)
        _draw(one, page, ACROSS)
        foot = f"共{len(catalogue.lines)}件　　{catalogue.printed_on}打印"
        page.add(_ends(foot, f"第{k}页　共{len(pages)}页", ACROSS, fonts), dy=ACROSS.bottom + 7.0)
        drawn.append(page)
    return _pdf(drawn, fonts, ACROSS, f"{catalogue.organ}{catalogue.title}", catalogue.organ)


def print_note(note: Note, folder: Path) -> bytes:
    """备考表 as PDF/A-2b: one page, the box of the words as high as the page leaves it."""
    fonts = load_fonts(folder)
    lead = _lead("备考表", note.about, UPRIGHT, fonts)
    label, rest = 32.0, UPRIGHT.measure - 32.0
    signing = [
        _row(texts, (label, rest / 2, label, rest / 2 - label), (_HEAD, _NAME, _HEAD, _MIDDLE), fonts, least=14.0)
        for texts in (
            ("整理人", note.arranged_by, "整理日期", note.arranged_on),
            ("检查人", note.checked_by, "检查日期", note.checked_on),
        )
    ]
    left = UPRIGHT.bottom - lead.bottom - sum(row.height for row in signing)
    words = Row(
        (
            _box("文件情况说明", label, _HEAD, fonts),
            Box(rest, strips_of(legible(note.text, fonts), _PERSON, fonts, rest - 2 * PAD_X), top=True),
        ),
        least=left,
    )
    page = Page()
    page.add(lead.runs)
    _draw(_Filling(lead.bottom, [words, *signing]), page, UPRIGHT)
    return _pdf([page], fonts, UPRIGHT, f"{note.organ}备考表", note.organ)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands above the frame, and where it ends."""

    runs: tuple[Run, ...]
    bottom: float


@dataclass(slots=True)
class _Filling:
    top: float
    rows: list[Row]

    @property
    def bottom(self) -> float:
        return self.top + sum(row.height for row in self.rows)


def _lead(title: str, about: Iterable[tuple[str, str]], paper: Paper, fonts: FontSet) -> _Lead:
    head = _box(title, paper.measure, _TITLE, fonts)
    told = "　　".join(f"{label}：{text}" for label, text in about)
    line = _box(told, paper.measure, _ABOUT, fonts)
    y = paper.top + head.height
    runs = (*head.runs(paper.left, paper.top, head.height), *line.runs(paper.left - PAD_X, y, line.height))
    return _Lead(runs, y + line.height)


def _box(text: str, width: float, manner: Manner, fonts: FontSet) -> Box:
    return Box(width, strips_of(legible(text, fonts), manner, fonts, width - 2 * PAD_X))


def _row(
    texts: Sequence[str], widths: Sequence[float], manners: Sequence[Manner], fonts: FontSet, *, least: float = 8.5
) -> Row:
    told = zip(texts, widths, manners, strict=True)
    return Row(tuple(_box(text, width, manner, fonts) for text, width, manner in told), least=least)


def _draw(filling: _Filling, page: Page, paper: Paper) -> None:
    y = filling.top
    for k, row in enumerate(filling.rows):
        x = paper.left
        for box in row.boxes:
            page.add(box.runs(x, y, row.height))
            x += box.width
        page.rules += [Rule(paper.left + edge, y, paper.left + edge, y + row.height, _INNER) for edge in row.edges]
        page.rules += [Rule(paper.left, y, paper.right, y, _INNER)] if k else []
        y += row.height
    half = _FRAME / 2
    page.rules += [Rule(paper.left - half, edge, paper.right + half, edge, _FRAME) for edge in (filling.top, y)]
    page.rules += [Rule(edge, filling.top, edge, y, _FRAME) for edge in (paper.left, paper.right)]


def _ends(left: str, right: str, paper: Paper, fonts: FontSet) -> tuple[Run, ...]:
    """A line of small type on baseline 0: one text from the left edge, the other to the right one."""
    at_left = set_text(legible(left, fonts), fonts, Face.SONG, _SMALL)
    at_right = set_text(legible(right, fonts), fonts, Face.SONG, _SMALL)
    start = paper.right - width_of(at_right)
    return (*(run.moved(dx=paper.left) for run in at_left), *(run.moved(dx=start) for run in at_right))


def _pdf(pages: Sequence[Page], fonts: FontSet, paper: Paper, title: str, author: str) -> bytes:
    plain = draw_pdf(pages, fonts, paper=(paper.width, paper.height))
    return to_pdfa(plain, title=title, authors=(author,))
