"""预览：what a batch would become, row by row, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.importing.becoming import flaw_of_code
from archive.importing.models import Batch, Row
from archive.importing.packages import Files
from archive.importing.reading import Described
from archive.importing.working import described_by
from archive.models import Record
from archive.selectors.retention import rows_in_force
from office.api import read
from office.kernel.refusals import Invalid

SHOWN = 20  # rows
AT_ONCE = 500  # values in one question to the database


@dataclass(frozen=True)
class Flaw:
    line: int
    sentence: str


@dataclass
class Preview:
    """`shown`: the first rows as records; `refused`: rows that will not be taken, and why; `odd`: what will be taken as it is."""

    fit: int = 0
    already: int = 0
    shown: list[tuple[int, Described, int]] = field(default_factory=list)
    refused: list[Flaw] = field(default_factory=list)
    odd: list[Flaw] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    row: Row
    described: Described
    files: int


def preview_of(batch: Batch) -> Preview:
    """Read all rows as the job will, without opening the files. What another does until then may still change it."""
    found = Preview()
    readable = list(_readable(batch, found))
    there = _in_fonds(batch, "source_id", [one.described.source_id for one in readable])
    held = _in_fonds(batch, "code", [one.described.code for one in readable if one.described.code])
    rules = rows_in_force(batch.fonds)
    sources: dict[str, Row] = {}
    codes: dict[str, Row] = {}
    for one in readable:
        described, line = one.described, one.row.line
        before = sources.get(described.source_id)
        if before is not None and batch.named(before.cells) == batch.named(one.row.cells):
            found.odd.append(Flaw(line, f"与第{before.line}行完全相同，只归档一件。"))
            continue
        flaw = _twice(described, before, codes.get(described.code))
        if flaw is None and described.source_id not in there:
            taken = described.code in held
            flaw = f"全宗里已有档号{described.code}。" if taken else flaw_of_code(described, batch.fonds, rules)
        if flaw is not None:
            found.refused.append(Flaw(line, flaw))
            continue
        sources[described.source_id] = one.row
        if described.code:
            codes[described.code] = one.row
        found.fit += 1
        found.already += described.source_id in there
        found.odd += [Flaw(line, remark) for remark in described.remarks]
        if len(found.shown) < SHOWN:
            found.shown.append((line, described, one.files))
    found.refused.sort(key=lambda one: one.line)
    return found


def sample_of(batch: Batch, rows: int = 3) -> list[tuple[int, str, str, str]]:
    """(column, head, what its first cells say, the element it is taken for) for every column of the catalogue."""
    first: list[Row] = list(batch.rows.all()[:rows])
    return [
        (
            n,
            head or f"第{n + 1}列",
            "；".join(one.cells[n] for one in first if n < len(one.cells) and one.cells[n])[:80],
            batch.mapping.get(str(n), ""),
        )
        for n, head in enumerate(batch.header)
    ]


def _readable(batch: Batch, found: Preview) -> Iterator[_Read]:
    """The rows that say what a record is and name files that are there; the others are refused."""
    files = Files(read(batch.package), batch.package_name) if batch.package else None
    for row in batch.rows.all():
        try:
            described, names = described_by(batch, row)
            _refuse_absent(files, names)
        except Invalid as refusal:
            found.refused.append(Flaw(row.line, refusal.sentence))
        else:
            yield _Read(row, described, len(names))


def _refuse_absent(files: Files | None, names: list[str]) -> None:
    for name in names:
        if files is None:
            raise Invalid(f"目录里写了文件“{name}”，这一批却没有压缩包。")
        files.find(name)


def _twice(described: Described, of_source: Row | None, of_code: Row | None) -> str | None:
    """Why a row cannot be a record beside one before it."""
    if of_code is not None:
        return f"档号{described.code}与第{of_code.line}行的相同。"
    if of_source is not None:
        return f"原编号“{described.source_id[:40]}”与第{of_source.line}行的相同。"
    return None


def _in_fonds(batch: Batch, column: str, values: Sequence[str]) -> set[str]:
    """Which of the values records of the fonds bear in a column already."""
    rows = Record.objects.filter(fonds=batch.fonds)
    found: set[str] = set()
    for n in range(0, len(values), AT_ONCE):
        some = rows.filter(**{f"{column}__in": values[n : n + AT_ONCE]})
        found.update(some.values_list(column, flat=True))
    return found
