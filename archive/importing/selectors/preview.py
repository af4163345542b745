"""预览：what a batch would become, row by row, before anything is written."""

from collections import Counter
from dataclasses import dataclass, field

from archive.importing.models import Batch, Row
from archive.importing.packages import Files
from archive.importing.reading import Described
from archive.importing.working import described_by
from archive.models import Record
from office.api import read
from office.kernel.refusals import Invalid

SHOWN = 20  # rows


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


def preview_of(batch: Batch) -> Preview:
    """Read all rows as the job will, without opening the files. What another does until then may still change it."""
    found = Preview()
    files = Files(read(batch.package), batch.package_name) if batch.package else None
    sources: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for row in batch.rows.all():
        try:
            described, names = described_by(batch, row)
            _refuse_absent(files, names)
            _refuse_twice(described, sources, codes)
        except Invalid as refusal:
            found.refused.append(Flaw(row.line, refusal.sentence))
            continue
        found.fit += 1
        found.odd += [Flaw(row.line, one) for one in described.remarks]
        if len(found.shown) < SHOWN:
            found.shown.append((row.line, described, len(names)))
    found.already = _there(batch, sources)
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


def _refuse_absent(files: Files | None, names: list[str]) -> None:
    for name in names:
        if files is None:
            raise Invalid(f"目录里写了文件“{name}”，这一批却没有压缩包。")
        if name not in files:
            raise Invalid(f"压缩包里没有“{name}”，或有几个同名的。")


def _refuse_twice(described: Described, sources: "Counter[str]", codes: "Counter[str]") -> None:
    if described.code and codes[described.code]:
        raise Invalid(f"档号{described.code}在目录里不止一行。")
    if sources[described.source_id]:
        raise Invalid(f"与前面的一行是同一件（{described.source_id[:40]}）。")
    codes[described.code] += 1
    sources[described.source_id] += 1


def _there(batch: Batch, sources: "Counter[str]") -> int:
    names = list(sources)
    rows = Record.objects.filter(fonds=batch.fonds)
    return sum(rows.filter(source_id__in=names[n : n + 500]).count() for n in range(0, len(names), 500))
