"""主送机关, 正文, 附件说明 and the lists of a 纪要 as entries of the flow (GB/T 9704-2012 7.3.2–7.3.4, 10.3)."""

import re
from collections.abc import Sequence
from typing import Final

from docflow.elements.headings import Table as TableText
from docflow.elements.headings import blocks, heading_length, is_chapter, level_of
from docflow.layout.breaking import SetLine
from docflow.layout.flow import Entry, Gap, Line
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import CHAR, LEFT, RIGHT, SIZE_3, WIDTH
from docflow.layout.setting import runs_of, set_paragraph, set_text, width_of
from docflow.layout.table import Table

HEADING_FACES: Final = {1: Face.HEI, 2: Face.KAI}  # levels 3 and 4 stay in 仿宋
INDENT: Final = 2 * CHAR
_LABEL: Final = "附件："
_GIVEN_LABEL: Final = re.compile(r"^附件?\s*[:：]?\s*(\d+\s*[.．、]\s*)?")
_GIVEN_NUMBER: Final = re.compile(r"^\d+\s*[.．、]\s*")


def recipients_text(recipients: Sequence[str], line: str = "") -> str:
    """主送机关 as one line of text, the full-width colon after the last; "" where there are none."""
    text = (line or "，".join(recipients)).rstrip(" :：")
    return f"{text}：" if text else ""


def recipients_entries(text: str, fonts: FontSet) -> list[Entry]:
    """Flush left, also where it wraps (7.3.2)."""
    return paragraph(text, fonts, "主送机关", indent=0.0) if text else []


def body_entries(body: Sequence[str], fonts: FontSet, part: str = "正文") -> list[Entry]:
    """Paragraphs indented by two, headings in their faces and kept with what they head, tables (7.3.3)."""
    made: list[Entry] = []
    for block in blocks(body):
        if isinstance(block, TableText):
            made.append(Table(block.rows, fonts, part))
        elif is_chapter(block):
            made.append(centred(block, fonts, Face.HEI, part, keep=True))
        else:
            made += paragraph(block, fonts, part)
    return made


def paragraph(text: str, fonts: FontSet, part: str, *, indent: float = INDENT) -> list[Entry]:
    """The lines of one paragraph in the faces of its heading and its text."""
    level, heading = level_of(text), heading_length(text)
    faces = [HEADING_FACES.get(level, Face.FANG)] * heading + [Face.FANG] * (len(text) - heading)
    lines = set_paragraph(text, fonts, faces, WIDTH, indent=indent)
    keep = heading == len(text) > 0 and (level <= 2 or len(lines) == 1)
    return [_line(line, LEFT + (indent if line.first else 0.0), part, keep=keep) for line in lines]


def centred(text: str, fonts: FontSet, face: Face, part: str, *, keep: bool = False) -> Line:
    """A text on one line in the middle of the type area."""
    runs = set_text(text, fonts, face, SIZE_3, pitch=CHAR)
    x = LEFT + (WIDTH - width_of(runs)) / 2
    return Line(tuple(run.moved(dx=x) for run in runs), text, part, keep=keep)


def attachment_note_entries(names: Sequence[str], fonts: FontSet) -> list[Entry]:
    """附件说明: one blank line below the text, indented by two; names wrap below their first character (7.3.4)."""
    plain = [note_name(name, first=k == 0) for k, name in enumerate(names)]
    made: list[Entry] = [Gap(1)] if plain else []
    label = set_text(_LABEL, fonts, Face.FANG, SIZE_3, pitch=CHAR)
    left = LEFT + INDENT
    for k, name in enumerate(plain):
        number = set_text(f"{k + 1}." if len(plain) > 1 else "", fonts, Face.FANG, SIZE_3, pitch=CHAR)
        x = left + width_of(label)
        lead = [run.moved(dx=left) for run in label] if k == 0 else []
        lead += [run.moved(dx=x) for run in number]
        x += width_of(number)
        shown = (_LABEL if k == 0 else "") + "".join(run.text for run in number)
        for line in set_paragraph(name, fonts, [Face.FANG] * len(name), RIGHT - x):
            runs = (*(lead if line.first else ()), *runs_of(line, x, SIZE_3))
            made.append(Line(runs, (shown if line.first else "") + line.text, "附件说明", begins=line.first))
    return made


def people_entries(lists: Sequence[tuple[str, Sequence[str]]], fonts: FontSet) -> list[Entry]:
    """出席, 请假, 列席: one blank line below the text, each on a new line, wrapping below the first name (10.3)."""
    made: list[Entry] = [Gap(1)] if lists else []
    for label, names in lists:
        head = set_text(f"{label}：", fonts, Face.HEI, SIZE_3, pitch=CHAR)
        left = LEFT + INDENT
        x = left + width_of(head)
        lead = tuple(run.moved(dx=left) for run in head)
        for k, line in enumerate(_lines_of_names(names, fonts, RIGHT - x)):
            runs, text = runs_of(line, x, SIZE_3), line.text
            made.append(
                Line((*lead, *runs) if k == 0 else runs, f"{label}：{text}" if k == 0 else text, label, begins=k == 0)
            )
    return made


def _lines_of_names(names: Sequence[str], fonts: FontSet, measure: float) -> list[SetLine]:
    """As many whole names to a line as it takes; one that is wider than a line is broken as text is."""
    made: list[SetLine] = []
    held = ""
    for name in [f"{name}、" for name in names[:-1]] + list(names[-1:]):
        if held and len(_set(held + name, fonts, measure)) > 1:
            made += _set(held, fonts, measure)
            held = ""
        held += name
    return made + _set(held, fonts, measure)


def _set(text: str, fonts: FontSet, measure: float) -> list[SetLine]:
    return set_paragraph(text, fonts, [Face.FANG] * len(text), measure, justify=False)


def note_name(name: str, *, first: bool) -> str:
    """An entry of 附件说明 without the label and the number that it may have been given with."""
    return (_GIVEN_LABEL if first else _GIVEN_NUMBER).sub("", name)


def _line(line: SetLine, x: float, part: str, *, keep: bool) -> Line:
    return Line(runs_of(line, x, SIZE_3), line.text, part, keep=keep, begins=line.first)
