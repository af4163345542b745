"""归档文件目录：the filed records of a fonds in the order of their 档号, chosen by year, retention and unit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.arranging.catalogue import Catalogue, Line, Note, eight_digits, shown_title
from archive.arranging.codes import retention_words
from archive.models import ClassNote, Fonds, ItemNumber, ItemRegister, ItemState, Record, State
from archive.selectors.units import unit_names
from office.kernel.clock import day_of, today
from office.kernel.refusals import Invalid
from office.kernel.wording import full_day

NUMBERED = (State.FILED, State.RETURNED)
"""A record that went back for correction keeps its number, and its line."""

MOST_LINES = 20_000
MOST_PRINTED = 2000
"""Records in one PDF, of whatever form."""

OWN_TITLE = "自拟题名"
"""In a record's metadata: whether its 题名 was made by the archivist."""


@dataclass(frozen=True, slots=True)
class Class:
    """What a catalogue is chosen by; one lowest class where all three are given."""

    year: int | None = None
    retention: str = ""
    unit: str | None = None

    @property
    def is_lowest(self) -> bool:
        return self.year is not None and bool(self.retention) and self.unit is not None

    @property
    def in_words(self) -> str:
        """2026年 永久 BGS."""
        words = [f"{self.year}年"] if self.year else []
        words += [retention_words(self.retention)] if self.retention else []
        return " ".join([*words, *([self.unit] if self.unit else [])]) or "全部"


def records_of(fonds: Fonds, of: Class) -> QuerySet[Record]:
    """The records of a class, in the order of the catalogue."""
    rows = Record.objects.filter(fonds=fonds, state__in=NUMBERED, item__isnull=False)
    if of.year is not None:
        rows = rows.filter(year=of.year)
    if of.retention:
        rows = rows.filter(retention=of.retention)
    if of.unit is not None:
        rows = rows.filter(unit=of.unit)
    return rows.order_by("category", "year", "retention", "unit", "item", "pk")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a catalogue can be chosen by; of the registers, which are few, not of the records."""

    years: tuple[int, ...]
    retentions: tuple[str, ...]
    units: tuple[str, ...]


def offered(fonds: Fonds) -> Offered:
    """The years, retentions and units in which numbers were given, the newest year first, 永久 first."""
    rows = list(ItemRegister.objects.filter(fonds=fonds, last__gt=0).values_list("year", "retention", "unit"))
    coded = [*unit_names(fonds), *(unit for *_, unit in rows)] if rows else []
    return Offered(
        years=tuple(sorted({year for year, *_ in rows}, reverse=True)),
        retentions=tuple(sorted({one for _, one, _ in rows}, key=lambda one: (one != "Y", one))),
        units=tuple(sorted({*coded, ""})) if rows else (),
    )


def void_numbers(fonds: Fonds, of: Class) -> QuerySet[ItemNumber]:
    """Numbers of a class that are void: they are missing in the catalogue, and 备考表 says why."""
    return _numbers(fonds, of).filter(state=ItemState.VOID).order_by("register", "number")


def missing_numbers(fonds: Fonds, of: Class) -> dict[ItemRegister, tuple[int, ...]]:
    """For each register of a class, the numbers from 1 to the last that are neither used nor void.

    There should be none, but where records came along with their 档号 from elsewhere.
    """
    there: dict[int, set[int]] = {}
    for register, number in _numbers(fonds, of, whole=True).values_list("register", "number"):
        there.setdefault(register, set()).add(number)
    rows = ItemRegister.objects.filter(pk__in=there).select_related("fonds").order_by("pk")
    gaps = {one: tuple(sorted(set(range(1, one.last + 1)) - there[one.pk])) for one in rows}
    return {one: missing for one, missing in gaps.items() if missing}


def _numbers(fonds: Fonds, of: Class, *, whole: bool = False) -> QuerySet[ItemNumber]:
    """The numbers of a class; `whole`: of all registers that count it, which may count other units too."""
    rows = ItemNumber.objects.filter(register__fonds=fonds)
    if of.year is not None:
        rows = rows.filter(register__year=of.year)
    if of.retention:
        rows = rows.filter(register__retention=of.retention)
    if of.unit is not None:
        mine = rows.filter(unit=of.unit)
        rows = rows.filter(register__in=mine.values("register")) if whole else mine
    return rows


def lines(records: Iterable[Record], first: int = 1) -> tuple[Line, ...]:
    """The records as they stand in the catalogue, counted from `first`."""
    return tuple(_line(record, n) for n, record in enumerate(records, first))


def catalogue(
    fonds: Fonds, of: Class, *, most: int = MOST_LINES, seen: Callable[[int], None] = lambda _: None
) -> Catalogue:
    """The whole catalogue of a class, for paper and spreadsheet; `seen` hears how many lines there are by now. Raises Invalid where it has more than `most`."""
    rows = records_of(fonds, of)
    if (count := rows.count()) > most:
        raise Invalid(f"这份目录有{count}件，一次最多出{most}件。请按年度、保管期限、机构分开。")
    return Catalogue(
        organ=fonds.constituting_unit,
        about=about(fonds, of),
        lines=lines(_counted(rows.iterator(), seen)),
        printed_on=full_day(today()),
    )


def _counted(rows: Iterable[Record], seen: Callable[[int], None]) -> Iterator[Record]:
    for n, record in enumerate(rows, 1):
        yield record
        seen(n)


def about(fonds: Fonds, of: Class) -> tuple[tuple[str, str], ...]:
    """By what it was chosen, label and text."""
    told = [("全宗号", fonds.code)]
    told += [("年度", str(of.year))] if of.year is not None else []
    told += [("保管期限", retention_words(of.retention))] if of.retention else []
    if of.unit:
        name = unit_names(fonds).get(of.unit, "")
        told.append(("机构（问题）", f"{of.unit} {name}".strip()))
    return tuple(told)


def note_of(fonds: Fonds, of: Class) -> ClassNote | None:
    """备考表 in force of a lowest class."""
    rows = ClassNote.objects.filter(fonds=fonds, year=of.year or 0, retention=of.retention, unit=of.unit or "")
    return rows.select_related("arranged_by__person", "checked_by__person").order_by("-pk").first()


def proposed_note(fonds: Fonds, of: Class) -> str:
    """The words with which a 备考表 begins: how many there are, and which numbers are missing and why."""
    count = records_of(fonds, of).count()
    words = f"本类共{count}件，齐全完整。"
    void = [f"{one.number}号（{one.reason}）" for one in void_numbers(fonds, of)]
    return f"{words}作废件号：{'；'.join(void)}。" if void else words


def printed_note(note: ClassNote, of: Class) -> Note:
    """备考表 for paper."""
    return Note(
        organ=note.fonds.constituting_unit,
        about=about(note.fonds, of),
        text=note.text,
        arranged_by=note.arranged_by.person.name,
        arranged_on=full_day(day_of(note.arranged_at)),
        checked_by=note.checked_by.person.name if note.checked_by else "",
        checked_on=full_day(day_of(note.checked_at)) if note.checked_at else "",
    )


def _line(record: Record, ordinal: int) -> Line:
    return Line(
        ordinal=ordinal,
        code=record.code,
        number=record.number,
        author=record.author,
        title=shown_title(record.title, is_ours=bool(record.metadata.get(OWN_TITLE))),
        dated=eight_digits(record.dated_on),
        secrecy=record.secrecy,
        pages=str(record.pages or ""),
        remark=_remark(record),
    )


def _remark(record: Record) -> str:
    if record.state == State.RETURNED:
        return "退回更正中"
    return f"第{record.revision}次归档" if record.revision > 1 else ""
