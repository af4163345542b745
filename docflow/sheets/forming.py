"""The sections of a sheet as rows of boxes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from docflow.layout.fonts import Face, FontSet
from docflow.sheets.boxes import PAD_X, Box, Manner, Row, Stand, Strip, strips_of
from docflow.sheets.geometry import WIDTH
from docflow.sheets.legible import legible
from docflow.sheets.sheet import LABEL, TWELFTHS, Entries, Entry, Fact, Facts, Listing, Section, Voice

HEADING: Final = Manner(Face.HEI, 12.0, Stand.MIDDLE)
_LABEL: Final = Manner(Face.HEI, 10.5, Stand.MIDDLE)
_VOICES: Final = {
    Voice.RECORD: Manner(Face.FANG, 12.0),
    Voice.DOCUMENT: Manner(Face.SONG, 12.0),
    Voice.PERSON: Manner(Face.KAI, 14.0),
    Voice.DIGEST: Manner(Face.SONG, 9.0),
}
_SIGNED: Final = Manner(Face.KAI, 14.0, Stand.RIGHT)
_STEP: Final = Manner(Face.HEI, 10.5, Stand.MIDDLE)
_ROUND: Final = Manner(Face.SONG, 9.0, Stand.MIDDLE)
_NAME: Final = Manner(Face.KAI, 14.0, Stand.MIDDLE)
_UNSIGNED: Final = Manner(Face.FANG, 12.0, Stand.MIDDLE)
_POST: Final = Manner(Face.FANG, 10.5, Stand.MIDDLE)
_DEED: Final = Manner(Face.HEI, 10.5, leading=1.6)
_SAID: Final = Manner(Face.KAI, 14.0)
_REMARK: Final = Manner(Face.FANG, 10.5, leading=1.5)
_TIME: Final = Manner(Face.SONG, 10.5, Stand.MIDDLE)
_LISTED: Final = Manner(Face.FANG, 10.5)

_OPEN_BOX: Final = 24.0  # mm: room to write in
_ROW: Final = 9.0  # the least height of a row of facts
_COLUMNS: Final = (25.0, 36.0, WIDTH - 25.0 - 36.0 - 32.0, 32.0)
_GOES_ON: Final = "（续）"

Setter = Callable[[str, Manner, float], tuple[Strip, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A section in rows. `head` comes again on every page on which the section goes on."""

    lead: tuple[Row, ...]
    head: Row | None
    rows: tuple[Row, ...]


def parts_of(sections: tuple[Section, ...], fonts: FontSet) -> list[Part]:
    """The sections that have something in them, in their order."""

    def setter(text: str, manner: Manner, width: float) -> tuple[Strip, ...]:
        return strips_of(legible(text, fonts), manner, fonts, width - 2 * PAD_X)

    return [part for section in sections if (part := _part(section, setter)).rows]


def _part(section: Section, set_: Setter) -> Part:
    lead = (Row((Box(WIDTH, set_(section.heading, HEADING, WIDTH)),)),) if section.heading else ()
    match section:
        case Facts():
            return Part(lead, None, tuple(_fact_rows(section, set_)))
        case Entries():
            head = _row(section.columns, _COLUMNS, [_LABEL] * len(_COLUMNS), set_)
            return Part(lead, head, tuple(_entry_row(entry, set_) for entry in section.entries))
        case Listing():
            widths = tuple(column.share * WIDTH / TWELFTHS for column in section.columns)
            head = _row(tuple(column.label for column in section.columns), widths, [_LABEL] * len(widths), set_)
            rows = tuple(_row(row, widths, _manners(section), set_) for row in section.rows)
            return Part(lead, head, rows)


def _row(texts: tuple[str, ...], widths: tuple[float, ...], manners: list[Manner], set_: Setter) -> Row:
    told = zip(texts, widths, manners, strict=True)
    return Row(tuple(Box(width, set_(text, manner, width)) for text, width, manner in told))


def _manners(section: Listing) -> list[Manner]:
    """The widest column reads from the left, the others stand in the middle; what people wrote is set as everywhere on the sheet."""
    widest = max(column.share for column in section.columns)
    manners = [_SAID if column.voice is Voice.PERSON else _LISTED for column in section.columns]
    return [
        manner if column.share == widest else replace(manner, stand=Stand.MIDDLE)
        for column, manner in zip(section.columns, manners, strict=True)
    ]


def _fact_rows(section: Facts, set_: Setter) -> Iterator[Row]:
    for row in section.rows:
        boxes = [box for fact, share in row for box in _fact_boxes(fact, share * WIDTH / TWELFTHS, set_)]
        open_box = any(fact.voice is Voice.PERSON for fact, _ in row)
        yield Row(tuple(boxes), least=_OPEN_BOX if open_box else _ROW)


def _fact_boxes(fact: Fact, width: float, set_: Setter) -> Iterator[Box]:
    label = LABEL * WIDTH / TWELFTHS
    yield Box(label, set_(fact.label, _LABEL, label), again=set_(fact.label + _GOES_ON, _LABEL, label))
    width -= label
    text, signed = set_(fact.text, _VOICES[fact.voice], width), set_(fact.signed, _SIGNED, width)
    yield Box(width, text, top=fact.voice is Voice.PERSON, foot=signed)


def _entry_row(entry: Entry, set_: Setter) -> Row:
    step, who, said, when = _COLUMNS
    rounds = set_(f"第{entry.round}轮", _ROUND, step) if entry.round > 1 else ()
    hand = _NAME if entry.signed else _UNSIGNED
    name = set_(entry.name, hand, who)
    if len(name) > 1:
        name = set_(entry.name.replace(" 代 ", "\n代 "), hand, who)
    written = [(entry.deed, _DEED), (entry.opinion, _SAID), *((remark, _REMARK) for remark in entry.remarks)]
    return Row(
        (
            Box(step, set_(entry.step, _STEP, step) + rounds, again=set_(entry.step + _GOES_ON, _STEP, step)),
            Box(who, name + set_(entry.post, _POST, who), again=name),
            Box(said, tuple(strip for text, manner in written for strip in set_(text, manner, said)), top=True),
            Box(when, set_("\n".join(entry.times), _TIME, when)),
        )
    )
