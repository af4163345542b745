"""版记: 抄送机关, 印发机关 and 印发日期 between rules at the foot of the last page, which is even (GB/T 9704-2012 7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docflow.elements.numbering import written_date
from docflow.elements.schema import Elements
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import BLACK, BOTTOM, EM_4, GREY, LEFT, RIGHT, SIZE_4, baseline
from docflow.layout.page import Page, Rule, Run
from docflow.layout.placeholders import Placeholders
from docflow.layout.setting import runs_of, set_paragraph, set_text, width_of

PITCH: Final = 8.4  # mm: a line of size 4 and its leading
THICK: Final = 0.35  # 7.4.1, first and last
THIN: Final = 0.25


@dataclass(frozen=True, slots=True)
class Imprint:
    """Its runs from its own top edge, rules between the parts, and the texts of its lines. Height 0: there is none."""

    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()

    def draw(self, page: Page) -> None:
        """At the foot of the type area: the last rule is its lower edge."""
        top = BOTTOM - self.height
        ends = (THICK / 2, self.height - THICK / 2)
        rules = [Rule(LEFT, y, RIGHT, y, THICK) for y in ends] + [Rule(LEFT, y, RIGHT, y, THIN) for y in self.rules]
        page.add(self.runs, rules, dy=top)
        page.breaks += self.texts


def make_imprint(
    elements: Elements, fonts: FontSet, preview: Placeholders | None, moved: Sequence[str] = ()
) -> Imprint:
    """The imprint of a document. `moved` are 主送机关 that had no room on page 1 (7.3.2)."""
    runs: list[Run] = []
    texts: list[str] = []
    rules: list[float] = []
    y = 0.0
    for label, organs in (("主送：", moved), ("抄送：", elements.cc)):
        for line_runs, text in _listed(label, organs, fonts):
            runs += [run.moved(dy=baseline(y, SIZE_4, PITCH)) for run in line_runs]
            texts.append(text)
            y += PITCH
    printed = list(_printed(elements, fonts, preview))
    if printed and y:
        rules.append(y)
    for line_runs, text in printed:
        runs += [run.moved(dy=baseline(y, SIZE_4, PITCH)) for run in line_runs]
        texts += [text] if text else []
        y += PITCH
    return Imprint(y, tuple(runs), tuple(rules), tuple(texts))


def _listed(label: str, organs: Sequence[str], fonts: FontSet) -> list[tuple[tuple[Run, ...], str]]:
    """One character in on both sides, wrapping below the first name, a full stop at the end (7.4.2)."""
    if not organs:
        return []
    head = set_text(label, fonts, Face.FANG, SIZE_4)
    x = LEFT + EM_4 + width_of(head)
    text = "，".join(organ.rstrip("。.，,；;") for organ in organs) + "。"
    lines = set_paragraph(text, fonts, [Face.FANG] * len(text), RIGHT - EM_4 - x, size=SIZE_4, pitch=EM_4)
    first = tuple(run.moved(dx=LEFT + EM_4) for run in head)
    return [
        ((*(first if line.first else ()), *runs_of(line, x, SIZE_4)), (label if line.first else "") + line.text)
        for line in lines
    ]


def _printed(elements: Elements, fonts: FontSet, preview: Placeholders | None) -> list[tuple[tuple[Run, ...], str]]:
    """印发机关 left, 印发日期 right, one character in each (7.4.3); a long name wraps before the date."""
    date = written_date(elements.print_date) if elements.print_date else ""
    colour = BLACK
    if not date and preview and elements.print_organ:
        date, colour = preview.print_date, GREY
    date_runs = set_text(f"{date}印发" if date else "", fonts, Face.FANG, SIZE_4, colour=colour)
    right = RIGHT - EM_4 - width_of(date_runs)
    placed_date = tuple(run.moved(dx=right) for run in date_runs)
    name = elements.print_organ
    room = (right - EM_4 if date else RIGHT - EM_4) - LEFT - EM_4
    lines = set_paragraph(name, fonts, [Face.FANG] * len(name), room, size=SIZE_4, pitch=EM_4, justify=False)
    made = [(runs_of(line, LEFT + EM_4, SIZE_4), line.text) for line in lines]
    if not made:
        return [(placed_date, "")] if date else []
    last_runs, last_text = made[-1]
    return [*made[:-1], ((*last_runs, *placed_date), last_text)]
