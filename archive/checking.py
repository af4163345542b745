"""四性检测：the door. Files are read, scanned and verified outside any lock; what was found is stored in one short transaction."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from archive import verapdf
from archive.checks.findings import Report, Result
from archive.checks.subject import FileFacts, Scan, Seals
from archive.checks.table import check
from archive.models import CheckReport, Conclusion, Record, RecordFile
from archive.selectors.subjects import files_of, subject_of
from archive.viruses import Scanned, Scanner, ScannerSilent, scanner
from docflow.api import Verdict, verify_content
from office.api import Actor, as_it_lies
from office.kernel import child, crash
from office.kernel.digests import sm3

logger = logging.getLogger(__name__)

OUR_RULES = "本系统的规则"
PDF = "application/pdf"
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
    facts: list[FileFacts] = []
    for batch in _batches(rows):
        contents = [_content(row) for row in batch]
        found = _read(batch, contents)
        facts += [_facts(*one, guard) for one in zip(batch, contents, found, strict=True)]
        facts[-len(batch) :] = _judged_by_verapdf(facts[-len(batch) :], contents)
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
    """What the reader says of each; when one is too much for it, each by itself, so that it alone is blamed."""
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


def _facts(row: RecordFile, content: bytes | None, found: dict[str, Any], guard: Scanner | None) -> FileFacts:
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
    seals, seals_say = _seals(content, found)
    scan, scan_says = _scan(content, guard)
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
        seals=seals,
        seals_say=seals_say,
        scan=scan,
        scan_says=scan_says,
    )


def _seals(content: bytes, found: dict[str, Any]) -> tuple[Seals, str]:
    if not found["signed"]:
        return Seals.UNSIGNED, ""
    if found["kind"] != PDF:
        return Seals.UNCHECKED, "有电子签章，请用OFD软件核验"
    told = verify_content(content)
    known = {
        Verdict.VALID: Seals.VALID,
        Verdict.UNTRUSTED: Seals.UNTRUSTED,
        Verdict.INVALID: Seals.INVALID,
        Verdict.UNSIGNED: Seals.UNSIGNED,
        Verdict.UNREADABLE: Seals.UNREADABLE,
    }
    return known[told.verdict], told.reason


def _scan(content: bytes, guard: Scanner | None) -> tuple[Scan, str]:
    if guard is None:
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
