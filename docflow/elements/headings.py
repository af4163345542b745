"""How a body is built: the four levels of headings (GB/T 9704-2012 7.3.3) and the tables in it, read from plain strings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LEVELS = (
    re.compile(r"[一二三四五六七八九十百零〇]{1,7}、"),
    re.compile(r"[（(][一二三四五六七八九十百零〇]{1,7}[）)]"),
    re.compile(r"[0-9]{1,3}[.．](?![0-9])"),
    re.compile(r"[（(][0-9]{1,3}[）)]"),
)
_ENDS = tuple("。；！？：，、.;!?:,")
_LONGEST_HEADING = 40
_LONGEST_LEAD = 30
_LONGEST_MERGED = 40
_CHAPTER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇0-9]{1,5}[章节编篇](?:[\s\u3000].{0,30})?|总[\s\u3000]*则|附[\s\u3000]*则|目[\s\u3000]*录|前[\s\u3000]*言|引[\s\u3000]*言)"
)


def level_of(paragraph: str) -> int:
    """1–4 by its number (一、 （一） 1. （1）), 0 without one. Says nothing about whether it is a heading or numbered text."""
    return next((level for level, number in enumerate(_LEVELS, 1) if number.match(paragraph)), 0)


def heading_length(paragraph: str) -> int:
    """How many leading characters are the heading: all of a heading of its own, the first sentence of a run-in heading, else 0."""
    level = level_of(paragraph)
    if not level:
        return 0
    if len(paragraph) <= _LONGEST_HEADING and not paragraph.endswith(_ENDS):
        return len(paragraph)
    lead = paragraph.find("。") + 1
    if level <= 2 and 0 < lead <= _LONGEST_LEAD and lead < len(paragraph):
        return lead
    return 0


def is_heading(paragraph: str) -> bool:
    """Whether the whole string is a heading, which is kept on one page with the text it heads."""
    return heading_length(paragraph) == len(paragraph) > 0 or is_chapter(paragraph)


def is_chapter(paragraph: str) -> bool:
    """第一章 总则 and the like, which stand centred by custom."""
    return bool(_CHAPTER.fullmatch(paragraph))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A row of one cell spans the whole table."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)


def blocks(body: Sequence[str]) -> Iterator[str | Table]:
    """The body as paragraphs and tables. A short string among rows belongs to their table: it spans it."""
    at = 0
    while at < len(body):
        if "\t" not in body[at]:
            yield body[at]
            at += 1
            continue
        end = at + 1
        while (more := _rows_on(body, end)) > end:
            end = more
        yield Table(tuple(tuple(cell.strip(" \u3000") for cell in row.split("\t")) for row in body[at:end]))
        at = end


def _rows_on(body: Sequence[str], at: int) -> int:
    """Where the table goes on to after `at`: past one row, or past up to two spanning strings that another row follows."""
    for end in range(at, min(at + 3, len(body))):
        if "\t" in body[end]:
            return end + 1
        if len(body[end]) > _LONGEST_MERGED or body[end].endswith(("。", "：", ":")):
            return at
    return at
