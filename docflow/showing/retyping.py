"""按文字重排：the words of a file that has no page of its own, set by the page engine, with a line on every page that says so. Pure, for the working child.

Nothing is refused: a character that no font has is shown by its code. The same words and fonts give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docflow.layout.fonts import Face, FontSet, load_fonts
from docflow.layout.geometry import baseline
from docflow.layout.page import Page, Run
from docflow.layout.pdf import draw_pdf
from docflow.layout.setting import runs_of, set_text, width_of
from docflow.sheets.boxes import Manner, Strip, strips_of
from docflow.sheets.geometry import BOTTOM, FOOT, LEFT, RIGHT, TOP, WIDTH
from docflow.sheets.legible import legible

MOST: Final = 100
"""Pages; what is beyond is left out, and said on the last."""

LARGEST: Final = 4_000_000
"""Bytes of a plain text that are read."""

_TEXT: Final = Manner(Face.FANG, 12.0, leading=1.6)
_SMALL: Final = 9.0
_TAB: Final = 4
_AT_ONCE: Final = 4000  # characters of one line that are broken into lines together
_SAID: Final = "按文字重排，版面、表格、图片和印章以原件为准"
_CUT: Final = "文字太多，只排到这里。"


@dataclass(frozen=True, slots=True)
class Retyped:
    """`cut`: there were more words than are shown."""

    pdf: bytes
    pages: int
    cut: bool


def retype(lines: Iterable[str], folder: Path, cut: bool = False) -> Retyped:
    """The lines on as many pages as they need, at most MOST. `cut`: they are not all that the file holds."""
    fonts = load_fonts(folder)
    filled: list[list[tuple[float, Strip | None]]] = [[]]
    y = TOP
    for strip in _strips(lines, fonts):
        if y + _TEXT.height > BOTTOM:
            if len(filled) == MOST:
                cut = True
                break
            filled.append([])
            y = TOP
        filled[-1].append((y, strip))
        y += _TEXT.height
    pages = [_page(strips, k, len(filled), fonts, cut) for k, strips in enumerate(filled, 1)]
    return Retyped(draw_pdf(pages, fonts), len(pages), cut)


def plain_lines(content: bytes, most: int = LARGEST) -> tuple[list[str], bool]:
    """The lines of a plain text, UTF-8 or GB18030, and whether some were left out; what is neither stands as �."""
    piece = content[:most]
    text = piece.decode("utf-8-sig", "ignore" if len(content) > most else "strict") if _is_utf8(piece) else ""
    text = text or piece.decode("gb18030", "replace")
    return text.splitlines(), len(content) > most


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start > len(piece) - 4 and error.reason == "unexpected end of data"
    return True


def _strips(lines: Iterable[str], fonts: FontSet) -> Iterator[Strip | None]:
    """None for an empty line."""
    for line in lines:
        text = line.expandtabs(_TAB).replace("\n", " ").rstrip()
        for at in range(0, max(1, len(text)), _AT_ONCE):
            yield from strips_of(legible(text[at : at + _AT_ONCE], fonts), _TEXT, fonts, WIDTH) or (None,)


def _page(strips: list[tuple[float, Strip | None]], k: int, of: int, fonts: FontSet, cut: bool) -> Page:
    page = Page()
    for y, strip in strips:
        if strip is not None:
            down = baseline(y, _TEXT.size, _TEXT.height)
            page.add([run.moved(dx=LEFT, dy=down) for run in runs_of(strip.line, 0.0, _TEXT.size)])
    said = f"{_SAID}。{_CUT}" if cut and k == of else _SAID
    page.add(_ends(said, f"第{k}页　共{of}页", fonts), dy=FOOT)
    return page


def _ends(left: str, right: str, fonts: FontSet) -> list[Run]:
    at_left, at_right = (set_text(text, fonts, Face.SONG, _SMALL) for text in (left, right))
    start = RIGHT - width_of(at_right)
    return [*(run.moved(dx=LEFT) for run in at_left), *(run.moved(dx=start) for run in at_right)]
