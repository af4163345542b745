"""四性检测：the door. Files are read, scanned and verified outside any lock; what was found is stored in one short transaction."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from archive import verapdf
from archive.checks.findings import Report, Result
from archive.checks.subject import FileFacts, Scan, Seals
from archive.checks.table import check
from archive.models import CheckReport, Conclusion, Origin, Record, RecordFile, Role
from archive.selectors.subjects import files_of, subject_of
from archive.undecided import note_check
from archive.viruses import Scanned, Scanner, ScannerGone, ScannerSilent, scanner
from docflow.api import SealCheck, Verdict, begin_checks
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
"""Of an outgoing document, and of a meeting: typeset, sealed and written by this system."""
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
        kept = CheckReport.objects.create(
            record=item,
            revision=item.revision,
            stage=stage,
            conclusion=_CONCLUSIONS[report.conclusion],
            items=[finding.as_json() for finding in report.findings],
            by=by.appointment if by else None,
        )
        note_check(kept)
    return kept


def checked(item: Record, stage: str) -> Report:
    """The same without keeping it. Files are read and seals verified in other processes, while this one asks what stands around the record."""
    guard, name, says = _guard()
    with ThreadPoolExecutor(2) as beside:
        batches = _batches(files_of(item))
        begun = _begun(next(batches, []), beside)
        subject = subject_of(item, scanner=name, scanner_says=says)
        facts = _ended(begun, guard)
        for batch in batches:
            facts += _ended(_begun(batch, beside), guard)
    return check(stage, replace(subject, files=tuple(facts)))


def _guard() -> tuple[Scanner | None, str, str]:
    """The virus scanner, when it answers; its name; why there is none."""
    found = scanner()
    if found is None:
        return None, "", ""
    try:
        return found, found.name(), ""
    except ScannerSilent as silent:
        return None, "", f"{silent}，请确认本机杀毒软件正常后判定。"


@dataclass(frozen=True, slots=True)
class _Lying:
    """A file and what lies in the store, whatever it is; nothing of it where nothing does."""

    row: RecordFile
    content: bytes | None
    sm3: str

    @property
    def made_here(self) -> bool:
        """What this system made itself, and lies as it was made, is no stranger's."""
        own = self.row.record.origin in {Origin.OUTGOING, Origin.MEETING} and self.row.role in MADE_HERE
        return own and self.sm3 == self.row.file.sm3

    @property
    def sealed(self) -> bool:
        """Whether it may be a PDF with signatures; other kinds are not verified here."""
        return self.content is not None and _HEADER in self.content[:1024] and _SIGNED in self.content


@dataclass(frozen=True, slots=True)
class _Begun:
    """So many files as they lie, which other processes read and verify by now."""

    files: list[_Lying]
    reading: Future[list[dict[str, Any]]]
    seals: list[Callable[[], SealCheck]]


def _begun(batch: Sequence[RecordFile], beside: Executor) -> _Begun:
    files = [_lying(row) for row in batch]
    reading = beside.submit(_read, files)
    return _Begun(files, reading, begin_checks([one.content or b"" for one in files if one.sealed], beside))


def _ended(begun: _Begun, guard: Scanner | None) -> list[FileFacts]:
    scans = list(_scans(begun.files, guard))
    answers = iter(begun.seals)
    seals = [_told(next(answers)()) if one.sealed else (Seals.UNSIGNED, "") for one in begun.files]
    found = begun.reading.result()
    each = [_facts(*one) for one in zip(begun.files, found, seals, scans, strict=True)]
    return _judged_by_verapdf(each, [one.content for one in begun.files])


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


def _lying(row: RecordFile) -> _Lying:
    try:
        content = as_it_lies(row.file)
    except FileNotFoundError:
        return _Lying(row, None, "")
    except OSError:  # of a disk that fails: fixity says so in its words
        logger.exception("%s of %s was not read", row.name, row.record_id)
        return _Lying(row, None, "")
    return _Lying(row, content, sm3(content).hex())


def _read(files: Sequence[_Lying]) -> list[dict[str, Any]]:
    """What the reader says of each; the child that made what is our own reads it."""
    made = [(one.content, one.row.file.media_type) for one in files if one.made_here]
    try:
        own_facts = iter(child.run(_READER, made, timeout=_SECONDS) if made else [])
    except child.ChildError:
        return _read_strangers(files)
    others = iter(_read_strangers([one for one in files if not one.made_here]))
    return [next(own_facts) if one.made_here else next(others) for one in files]


def _read_strangers(files: Sequence[_Lying]) -> list[dict[str, Any]]:
    """In a child with limits; when one is too much for it, each by itself, so that it alone is blamed."""
    there = [(one.content, one.row.file.media_type) for one in files if one.content is not None]
    try:
        said = child.run_stranger(_READER, there, timeout=_SECONDS * 2, memory=_MEMORY, cpu=_SECONDS) if there else []
    except child.ChildError:
        said = [_read_alone(*one) for one in there]
    each = iter(said)
    return [dict(next(each)) if one.content is not None else _UNREAD | {"flaw": ""} for one in files]


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


def _facts(lying: _Lying, found: dict[str, Any], seals: tuple[Seals, str], scan: tuple[Scan, str]) -> FileFacts:
    row, content = lying.row, lying.content
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
        seals = (
            Seals.UNCHECKED,
            "有OFD电子签章，本系统只核验PDF的签章，请用OFD阅读软件打开，看签章是否有效、签章后文件是否改动",
        )
    return replace(
        recorded,
        found_size=len(content),
        found_sm3=lying.sm3,
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


def _told(check: SealCheck) -> tuple[Seals, str]:
    """What a PDF's signatures are worth."""
    known = {
        Verdict.VALID: Seals.VALID,
        Verdict.UNTRUSTED: Seals.UNTRUSTED,
        Verdict.INVALID: Seals.INVALID,
        Verdict.UNSIGNED: Seals.UNSIGNED,
        Verdict.UNREADABLE: Seals.UNREADABLE,
    }
    return known[check.verdict], check.reason


def _scans(files: Sequence[_Lying], guard: Scanner | None) -> Iterator[tuple[Scan, str]]:
    """One after the other; a scanner that has gone is not waited for again and again."""
    gone = ""
    for one in files:
        if guard is None or one.content is None or gone:
            yield Scan.UNSCANNED, gone
            continue
        try:
            told = guard.scan(one.content)
        except ScannerGone as silent:
            gone = str(silent)
            told = Scanned(says=gone)
        except ScannerSilent as silent:
            told = Scanned(says=str(silent))
        yield _scanned(told)


def _scanned(told: Scanned) -> tuple[Scan, str]:
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
