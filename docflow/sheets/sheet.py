"""A handling sheet as a value. Every text stands on paper and on the page as it stands here: who fills it writes a clerk's words."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import ClassVar, Final

TWELFTHS: Final = 12  # shares of the width of the form
LABEL: Final = 2  # of them belong to a fact's label


class Voice(StrEnum):
    """Who speaks in a box, and so in which face."""

    RECORD = "record"  # 仿宋: what was registered
    DOCUMENT = "document"  # 宋体: the document's own words
    PERSON = "person"  # 楷体: what somebody wrote
    DIGEST = "digest"  # small 宋体: long figures that are compared, not read


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled box. `share`: how many twelfths of the width it takes with its label, three at the least.

    `signed`: name and day under what a person wrote; an empty box of a person is left open, as on paper.
    """

    label: str
    text: str
    share: int = TWELFTHS
    voice: Voice = Voice.RECORD
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled boxes, in the order of the form. Without a heading they continue the box above."""

    kind: ClassVar = "facts"
    heading: str
    facts: tuple[Fact, ...]

    @property
    def rows(self) -> Iterator[tuple[tuple[Fact, int], ...]]:
        """The boxes of each row with the twelfths they fill: the last of a row takes what is left."""
        row: list[Fact] = []
        for fact in self.facts:
            if sum(one.share for one in row) + fact.share > TWELFTHS:
                yield _filled(row)
                row = []
            row.append(fact)
        if row:
            yield _filled(row)


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the way: who did what, when it had come to him and when he did it.

    `name` is the person's (顾长林 代 程远山), `post` his unit and post as they were. `times` are lines. `deed` says what was done,
    `opinion` is what he wrote, `remarks` what the record says besides, such as what he changed in the text.
    `signed`: the act is the person's own; not the system's, nor what somebody has not done. `gone_back`: it went backwards here.
    """

    step: str
    name: str
    post: str
    times: tuple[str, ...]
    deed: str
    round: int = 1
    opinion: str = ""
    remarks: tuple[str, ...] = ()
    signed: bool = True
    gone_back: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """The way, step by step."""

    kind: ClassVar = "entries"
    columns: ClassVar = ("环节", "办理人", "办理情况和意见", "时间")
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing, its twelfths of the width, and who speaks in it."""

    label: str
    share: int
    voice: Voice = Voice.RECORD


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of plain columns: attachments, uses of a seal, deliveries. The shares of the columns add up to twelve."""

    kind: ClassVar = "listing"
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def spread(self) -> Iterator[tuple[tuple[str, Column], ...]]:
        """The rows, each text with its column."""
        yield from (tuple(zip(row, self.columns, strict=True)) for row in self.rows)


Section = Facts | Entries | Listing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A 处理单. `form` is its name (发文处理单), `about` what the head of every further page says of the paper.

    `uid` is the mark by which the paper is known, `uid_name` what it is called; `printed_at` the moment in words.
    """

    organ: str
    form: str
    about: str
    uid: str
    printed_at: str
    sections: tuple[Section, ...]
    uid_name: str = "公文标识"

    @property
    def title(self) -> str:
        """The line on top."""
        return f"{self.organ}{self.form}"


def canonical_bytes(sheet: Sheet) -> bytes:
    """All that the sheet shows: two sheets with the same bytes look the same."""
    return json.dumps(asdict(sheet), ensure_ascii=False, separators=(",", ":")).encode()


def _filled(row: list[Fact]) -> tuple[tuple[Fact, int], ...]:
    left = TWELFTHS - sum(fact.share for fact in row[:-1])
    return tuple((fact, left if fact is row[-1] else fact.share) for fact in row)
