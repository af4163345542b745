"""发文机关署名, 成文日期, the place of the seal, and 附注 (GB/T 9704-2012 7.3.5, 7.3.6)."""

from dataclasses import dataclass
from typing import Final

from docflow.elements.numbering import written_date
from docflow.elements.schema import Elements
from docflow.layout.flow import Grid, Line, Placed, Spot
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import ASCENT, BLACK, CHAR, GREY, LEFT, POINT, RIGHT, SIZE_3, WIDTH
from docflow.layout.page import Run, SealPlace
from docflow.layout.placeholders import Placeholders
from docflow.layout.setting import runs_of, set_paragraph, set_text, width_of
from docflow.layout.text import INDENT

_NAME_AND_BLANK: Final = 3  # rows of name and blank ones above: the seal's top then stands within one line of the text
DATE_INDENT: Final = 4 * CHAR  # 7.3.5.1
SEAL_ABOVE: Final = 2.5  # mm: name and date stand slightly below the seal's centre
MOST_OVERHANG: Final = 14.0  # mm that a seal of 50 mm reaches below the date's row


@dataclass(frozen=True, slots=True)
class Closing:
    """The block below the text. `rows` it needs, the blank ones included; all rows but those of 附注 stay together."""

    organ: str = ""
    names: tuple[Line, ...] = ()
    date: Line | None = None
    note: tuple[Line, ...] = ()
    middle: float = 0.0  # x of the middle of the date, where name and seal stand
    of_seal: bool = True  # whether the document is one that is sealed

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.names, *((self.date,) if self.date else ()), *self.note)

    @property
    def stands(self) -> bool:
        """Whether there is a block that may not stand without text."""
        return bool(self.names or self.date)

    @property
    def sealed(self) -> bool:
        """Whether a seal belongs here: there is no seal on an empty place."""
        return self.of_seal and self.stands

    @property
    def blank(self) -> int:
        """Blank rows between the text and the block."""
        if not self.stands:
            return 0
        return max(1, _NAME_AND_BLANK - max(1, len(self.names))) if self.of_seal else 1

    @property
    def rows(self) -> int:
        return self.blank + len(self.lines)

    def placed(self, at: Spot) -> list[Placed]:
        """Its lines from a free row on."""
        first = at.row + self.blank
        return [Placed(Spot(at.page, first + k), line) for k, line in enumerate(self.lines)]

    def seal_place(self, at: Spot, grid: Grid, diameter: float) -> SealPlace | None:
        """Where the seal goes if the block begins at this row."""
        if not self.sealed:
            return None
        rows = [item.spot for item in self.placed(at)][: len(self.names) + (1 if self.date else 0)]
        em = SIZE_3 * POINT
        top = grid.baseline(rows[0], SIZE_3) - ASCENT * em
        bottom = grid.baseline(rows[-1], SIZE_3) + (1 - ASCENT) * em
        return SealPlace(self.organ, at.page + 1, self.middle, (top + bottom) / 2 - SEAL_ABOVE, diameter)


def make_closing(elements: Elements, fonts: FontSet, preview: Placeholders | None) -> Closing:
    """The block of a document that one organ seals, or that carries no seal."""
    date, known = date_of(elements, preview)
    name = elements.signature[0] if elements.signature else ""
    date_runs = set_text(date, fonts, Face.FANG, pitch=CHAR, colour=BLACK if known else GREY)
    names = _name_lines(name, fonts)
    widest = max((width_of(runs) for runs, _ in names), default=0.0)
    if elements.form_taken.sealed:
        middle = min(RIGHT - DATE_INDENT - width_of(date_runs) / 2, RIGHT - widest / 2)
        of_names = of_date = middle
    else:
        of_names, of_date = _unsealed(widest, width_of(date_runs))
        middle = of_date
    return Closing(
        organ=name or (elements.issuers[0] if elements.issuers else ""),
        names=tuple(Line(_around(runs, of_names), text, "发文机关署名") for runs, text in names),
        date=Line(_around(date_runs, of_date), date, "成文日期", told=False) if date else None,
        note=tuple(note_lines(elements.note, fonts)),
        middle=middle,
        of_seal=elements.form_taken.sealed,
    )


def _unsealed(name: float, date: float) -> tuple[float, float]:
    """The middles of a name and a date of these widths: the name ends two characters in, the date begins two right of it (7.3.5.2).

    A date that would end further right ends two characters in, and the name stands left of that.
    """
    end = RIGHT - INDENT
    if not name:
        return end, end - date / 2
    left = min(end - name, end - date - INDENT)
    return left + name / 2, left + INDENT + date / 2


def date_of(elements: Elements, preview: Placeholders | None) -> tuple[str, bool]:
    """成文日期 as written, and whether it is known (else it is a placeholder)."""
    if elements.date:
        return written_date(elements.date), True
    if elements.date_text:
        return elements.date_text, True
    return (preview.date, False) if preview else ("", True)


def note_lines(note: str, fonts: FontSet) -> list[Line]:
    """附注 in round brackets, indented by two."""
    plain = note.strip().strip("（）()")
    if not plain:
        return []
    text = f"（{plain}）"
    lines = set_paragraph(text, fonts, [Face.FANG] * len(text), WIDTH, indent=INDENT)
    return [Line(runs_of(line, LEFT + (INDENT if line.first else 0.0), SIZE_3), line.text, "附注") for line in lines]


def _name_lines(name: str, fonts: FontSet) -> list[tuple[tuple[Run, ...], str]]:
    """A name on one line, or on two equal ones where it is wider than the type area."""
    if not name:
        return []
    runs = set_text(name, fonts, Face.FANG, pitch=CHAR)
    if width_of(runs) <= WIDTH:
        return [(runs, name)]
    half = (len(name) + 1) // 2
    return [(set_text(part, fonts, Face.FANG, pitch=CHAR), part) for part in (name[:half], name[half:])]


def _around(runs: tuple[Run, ...], middle: float) -> tuple[Run, ...]:
    x = middle - width_of(runs) / 2
    return tuple(run.moved(dx=x) for run in runs)
