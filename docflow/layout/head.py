"""版头 of the general format and of minutes: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red rule (GB/T 9704-2012 7.2)."""

from dataclasses import dataclass
from typing import Final

from docflow.elements.kinds import Form
from docflow.elements.numbering import written_number
from docflow.elements.schema import Elements
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
    TOP,
    WIDTH,
    baseline,
)
from docflow.layout.page import Page, Rule, Run
from docflow.layout.placeholders import Placeholders
from docflow.layout.setting import set_text, width_of

MARK_TOP: Final = TOP + 35.0  # 7.2.4
RULE_BELOW: Final = 4.0  # 7.2.7
RULE_THICKNESS: Final = 0.5
_MARK_WIDTH: Final = 150.0
_MARK_BEST: Final = 15.5  # mm: the height names are narrowed to keep
_MARK_HIGHEST: Final = 20.0
_MARK_NARROWEST: Final = 0.62
_SIGNERS_A_LINE: Final = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """发文机关标志 as set: its runs from the paper's left edge, and the lower edge of its characters."""

    runs: tuple[Run, ...]
    bottom: float


def draw_head(page: Page, elements: Elements, fonts: FontSet, preview: Placeholders | None) -> float | None:
    """Draw 版头. → where the red rule is, or None where there is no mark and no number and hence no head."""
    _top_left(page, elements, fonts)
    number, colour = _number(elements, preview)
    if not elements.issuers and not number:
        return None
    bottom = MARK_TOP
    if elements.issuers:
        mark = set_mark(mark_text(elements), fonts, MARK_TOP)
        page.add(mark.runs)
        bottom = mark.bottom
    row = _signers(page, elements, fonts, bottom + 2 * ROW)
    y = baseline(row, SIZE_3)
    if number:
        runs = set_text(number, fonts, Face.FANG, pitch=CHAR, colour=colour)
        upward = bool(elements.signers)
        page.add(runs, dx=LEFT + CHAR if upward else LEFT + (WIDTH - width_of(runs)) / 2, dy=y)
    rule = y + (1 - ASCENT) * SIZE_3 * POINT + RULE_BELOW
    page.add((), [Rule(LEFT, rule, RIGHT, rule, RULE_THICKNESS, RED)])
    return rule


def mark_text(elements: Elements) -> str:
    """×××文件; of minutes ×××会议纪要, or whatever its issuer calls them (7.2.4, 10.3)."""
    name = elements.issuers[0]
    if elements.form_taken is not Form.MINUTES:
        return f"{name}文件"
    return name if name.endswith("纪要") else f"{name}纪要" if name.endswith("会议") else f"{name}会议纪要"


def set_mark(text: str, fonts: FontSet, top: float, *, middle: float = LEFT + WIDTH / 2) -> Mark:
    """An organ's name in red 小标宋 around `middle`, as high as its length allows; long names are narrowed, short ones spaced out."""
    count = max(1, len(text))
    stretch = min(1.0, max(_MARK_NARROWEST, _MARK_WIDTH / (count * _MARK_BEST)))
    em = min(_MARK_HIGHEST, _MARK_WIDTH / (count * stretch))
    spare = _MARK_WIDTH - count * em * stretch
    tracking = min(spare / max(1, count - 1), 0.2 * em) if spare > 0 else 0.0
    runs = set_text(text, fonts, Face.TITLE, em / POINT, tracking=tracking, stretch=stretch, colour=RED)
    x = middle - width_of(runs) / 2
    return Mark(tuple(run.moved(x, top + ASCENT * em) for run in runs), top + em)


def _top_left(page: Page, elements: Elements, fonts: FontSet) -> None:
    """份号 on the first row, 密级 on the second, 紧急程度 on the first free one below (7.2.1–7.2.3)."""
    row = 0
    if elements.copy_number:
        page.add(set_text(elements.copy_number, fonts, Face.FANG, pitch=CHAR), dx=LEFT, dy=baseline(TOP, SIZE_3))
        row = 1
    if elements.secrecy is not None and elements.secrecy.classified:
        text = str(elements.secrecy) + (f"★{elements.secrecy_period}" if elements.secrecy_period else "")
        page.add(set_text(text, fonts, Face.HEI, pitch=CHAR), dx=LEFT, dy=baseline(TOP + ROW, SIZE_3))
        row = 2
    if elements.urgency:
        runs = set_text(str(elements.urgency), fonts, Face.HEI, pitch=CHAR)
        page.add(runs, dx=LEFT, dy=baseline(TOP + row * ROW, SIZE_3))


def _number(elements: Elements, preview: Placeholders | None) -> tuple[str, tuple[float, float, float]]:
    if elements.number:
        return written_number(elements.number), BLACK
    return (preview.number, GREY) if preview else ("", BLACK)


def _signers(page: Page, elements: Elements, fonts: FontSet, top: float) -> float:
    """签发人, two to a line, the names below each other, right end one character in (7.2.6). → the top of the last row."""
    if not elements.signers:
        return top
    label = set_text("签发人：", fonts, Face.FANG, pitch=CHAR)
    names = [set_text(name, fonts, Face.KAI, pitch=CHAR) for name in elements.signers]
    widest = max(width_of(runs) for runs in names)
    columns = min(_SIGNERS_A_LINE, len(names))
    left = RIGHT - CHAR - columns * widest - (columns - 1) * CHAR
    page.add(label, dx=left - CHAR / 2 - width_of(label), dy=baseline(top, SIZE_3))
    for k, runs in enumerate(names):
        row, column = divmod(k, _SIGNERS_A_LINE)
        page.add(runs, dx=left + column * (widest + CHAR), dy=baseline(top + row * ROW, SIZE_3))
    return top + (len(names) - 1) // _SIGNERS_A_LINE * ROW
