"""四性检测：the door. Files are read, scanned and verified outside any lock; what was found is stored in one short transaction."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.db import transaction

from archive import verapdf
from archive.checks.findings import Report, Result
from archive.checks.subject import FileFacts, Scan, Seals
from archive.checks.table import check
from archive.models import CheckReport, Conclusion, Origin, Record, RecordFile, Role
from archive.selectors.subjects import files_of, subject_of
from archive.viruses import Scanned, Scanner, ScannerSilent, scanner
from docflow.api import Verdict, verify_content
from office.api import Actor, as_it_lies
from office.kernel import child, crash
from office.kernel.digests import sm3

logger = logging.getLogger(__name__)

OUR_RULES = "本系统的规则"
PDF = "application/pdf"
_HEADER, _SIGNED = b"%PDF-", b"/ByteRange"
MADE_HERE = frozenset(
    {Role.ORIGINAL, Role.FINAL_TEXT, Role.HANDLING_SHEET, Role.METADATA, Role.SIGNATURE_FACTS, Role.PROCESS}
)
"""Of an outgoing document: typeset, sealed and written by this system."""
_AT_ONCE = 16 * 1024 * 1024  # bytes that one child is given
_MEMORY = 900 * 1024 * 1024
_SECONDS = 60
_READER = "archive.checks.reading.read_files"
_CONCLUSIONS = {Result.PASSED: Conclusion.PASSED, Result.FAILED: Conclusion.FAILED, Result.MANUAL: Conclusion.MANUAL}
_UNREAD: dict[str, Any] = {
    "kind": "",
    "pages": 0,
    "unfit": [],
    "pdfa": "",
    "pdfa_flaws": [],
    "pdfa_doubt": "",
    "signed": False,
}


def run_check(item: Record, stage: str, by: Actor | None = None) -> CheckReport:
    """检测：check a record now and keep the report. Call it outside a transaction, from a job: it reads every file through.

    `stage` is GD, YJ or CB (`archive.models.Stage`). It decides nothing: whoever asked looks at `conclusion`.
    """
    report = checked(item, stage)
    crash.point("check.judged")
    with transaction.atomic():
        return CheckReport.objects.create(
            record=item,
            revision=item.revision,
            stage=stage,
            conclusion=_CONCLUSIONS[report.conclusion],
            items=[finding.as_json() for finding in report.findings],
            by=by.appointment if by else None,
        )


def checked(item: Record, stage: str) -> Report:
    """The same without keeping it."""
    guard, guard_name, guard_says = _guard()
    facts = _examined(files_of(item), guard)
    return check(stage, subject_of(item, facts, scanner=guard_name, scanner_says=guard_says))


def _guard() -> tuple[Scanner | None, str, str]:
    """The virus scanner, when it answers; its name; why there is none."""
    found = scanner()
    if found is None:
        return None, "", ""
    try:
        return found, found.name(), ""
    except ScannerSilent as silent:
        return None, "", f"{silent}，请确认本机杀毒软件正常后判定。"


def _examined(rows: Sequence[RecordFile], guard: Scanner | None) -> list[FileFacts]:
    """Files are read in one process while their seals are verified in another."""
    facts: list[FileFacts] = []
    with ThreadPoolExecutor(1) as beside:
        for batch in _batches(rows):
            contents = [_content(row) for row in batch]
            reading = beside.submit(_read, batch, contents)
            seals = [_seals(content) for content in contents]
            scans = [_scan(content, guard) for content in contents]
            found = reading.result()
            each = [_facts(*one) for one in zip(batch, contents, found, seals, scans, strict=True)]
            facts += _judged_by_verapdf(each, contents)
    return facts


def _batches(rows: Sequence[RecordFile]) -> Iterator[list[RecordFile]]:
    """So many together as one child can read; a large file alone."""
    batch: list[RecordFile] = []
    size = 0
    for row in rows:
        if batch and size + row.file.size > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.file.size
    if batch:
        yield batch


def _content(row: RecordFile) -> bytes | None:
    """What lies in the store, whatever it is; None where nothing does."""
    try:
        return as_it_lies(row.file)
    except FileNotFoundError:
        return None


def _read(batch: Sequence[RecordFile], contents: Sequence[bytes | None]) -> list[dict[str, Any]]:
    """What the reader says of each. What this system made itself, and lies as it was made, is no stranger's: the child that made it reads it."""
    both = list(zip(batch, contents, strict=True))
    ours = [content is not None and _made_here(row, content) for row, content in both]
    made = [(content, row.file.media_type) for (row, content), own in zip(both, ours, strict=True) if own]
    try:
        own_facts = iter(child.run(_READER, made, timeout=_SECONDS) if made else [])
    except child.ChildError:
        return _read_strangers(batch, contents)
    others = [None if own else content for content, own in zip(contents, ours, strict=True)]
    found = _read_strangers(batch, others)
    return [next(own_facts) if own else facts for facts, own in zip(found, ours, strict=True)]


def _made_here(row: RecordFile, content: bytes) -> bool:
    return row.record.origin == Origin.OUTGOING and row.role in MADE_HERE and sm3(content).hex() == row.file.sm3


def _read_strangers(batch: Sequence[RecordFile], contents: Sequence[bytes | None]) -> list[dict[str, Any]]:
    """In a child with limits; when one is too much for it, each by itself, so that it alone is blamed."""
    there = [
        (content, row.file.media_type) for row, content in zip(batch, contents, strict=True) if content is not None
    ]
    try:
        said = child.run_stranger(_READER, there, timeout=_SECONDS * 2, memory=_MEMORY, cpu=_SECONDS) if there else []
    except child.ChildError:
        said = [_read_alone(*one) for one in there]
    each = iter(said)
    return [dict(next(each)) if content is not None else _UNREAD | {"flaw": ""} for content in contents]


def _read_alone(content: bytes, media_type: str) -> dict[str, Any]:
    try:
        said: list[dict[str, Any]] = child.run_stranger(
            _READER, [(content, media_type)], timeout=_SECONDS * 2, memory=_MEMORY, cpu=_SECONDS
        )
        return said[0]
    except child.TooHeavy:
        return _UNREAD | {"flaw": "过于复杂，在限定的时间和内存内读不完"}
    except child.ChildError as error:
        logger.warning("a file was not read: %s", error)
        return _UNREAD | {"flaw": "读不出，读它的程序中途结束"}


def _facts(
    row: RecordFile, content: bytes | None, found: dict[str, Any], seals: tuple[Seals, str], scan: tuple[Scan, str]
) -> FileFacts:
    recorded = FileFacts(
        name=row.name,
        role=row.role,
        size=row.file.size,
        sm3=row.file.sm3,
        media_type=row.file.media_type,
        title=row.title,
        pages=row.pages,
    )
    if content is None:
        return recorded
    if found["signed"] and found["kind"] != PDF:
        seals = Seals.UNCHECKED, "有电子签章，请用OFD软件核验"
    return replace(
        recorded,
        found_size=len(content),
        found_sm3=sm3(content).hex(),
        kind=found["kind"],
        flaw=found["flaw"],
        found_pages=found["pages"],
        pdfa=found["pdfa"],
        pdfa_flaws=tuple(found["pdfa_flaws"]),
        pdfa_doubt=found["pdfa_doubt"],
        judge=OUR_RULES if found["pdfa"] else "",
        unfit=tuple(found["unfit"]),
        seals=seals[0],
        seals_say=seals[1],
        scan=scan[0],
        scan_says=scan[1],
    )


def _seals(content: bytes | None) -> tuple[Seals, str]:
    """What a PDF's signatures are worth; other kinds are not verified here."""
    if content is None or _HEADER not in content[:1024] or _SIGNED not in content:
        return Seals.UNSIGNED, ""
    told = verify_content(content)
    known = {
        Verdict.VALID: Seals.VALID,
        Verdict.UNTRUSTED: Seals.UNTRUSTED,
        Verdict.INVALID: Seals.INVALID,
        Verdict.UNSIGNED: Seals.UNSIGNED,
        Verdict.UNREADABLE: Seals.UNREADABLE,
    }
    return known[told.verdict], told.reason


def _scan(content: bytes | None, guard: Scanner | None) -> tuple[Scan, str]:
    if guard is None or content is None:
        return Scan.UNSCANNED, ""
    try:
        told = guard.scan(content)
    except ScannerSilent as silent:
        told = Scanned(says=str(silent))
    if told.virus:
        return Scan.INFECTED, told.virus
    return (Scan.UNSCANNED, told.says) if told.says else (Scan.CLEAN, "")


def _judged_by_verapdf(facts: Sequence[FileFacts], contents: Sequence[bytes | None]) -> list[FileFacts]:
    """Its verdict in place of ours, where it has one."""
    claimed = {
        str(place): content
        for place, (one, content) in enumerate(zip(facts, contents, strict=True))
        if one.pdfa and content is not None
    }
    judged = verapdf.judge(claimed)
    return [
        replace(one, pdfa_flaws=judged[str(place)], pdfa_doubt="", judge=verapdf.NAME) if str(place) in judged else one
        for place, one in enumerate(facts)
    ]
