"""检索条目怎样来：a paper or a record, string by string, as an entry. A table row is told cell by cell, since no match runs across two cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from archive.history import address
from archive.models import Record, RecordFile
from archive.models.records import Role, State
from archive.search.models import FileText, Kind
from docflow.api import Findable, findable

Described = dict[str, Any]
"""The columns of an entry that come from its source."""

LONGEST = 4_000_000
"""Characters of an entry's text: two files that are read as far as files are. A server refuses more at once, and would take in nothing else."""

NAMES = ("主送", "抄送", "签发人", "人名", "机构人员名称")
"""The elements of a record's description that name people and organs, beside 责任者."""


def of_papers(uids: Collection[UUID]) -> Iterator[Described]:
    """Those of these papers that are there."""
    papers = list(findable(uids))
    texts = texts_of({one.sm3 for paper in papers for one in paper.attached})
    for paper in papers:
        yield _of_paper(paper, texts)


def _of_paper(paper: Findable, texts: Mapping[str, list[str]]) -> Described:
    digests = [one.sm3 for one in paper.attached]
    names = [one.name for one in paper.attached]
    strings = [part for one in paper.attached for part in texts.get(one.sm3, [])]
    body, attachments = bounded(paper.body, (*names, *paper.attached_texts, *strings))
    return {
        "uid": paper.uid,
        "kind": paper.kind,
        "stamp": paper.stamp,
        "organ_id": paper.organ,
        "title": paper.title,
        "number": paper.number,
        "numbers": list(paper.numbers),
        "people": list(paper.people),
        "body": body,
        "attachments": attachments,
        "files": digests,
        "document_kind": paper.document_kind,
        "secrecy": paper.secrecy,
        "dated_on": paper.dated_on,
        "year": paper.dated_on.year,
        "url": paper.url,
    }


def of_records(uids: Collection[UUID]) -> Iterator[Described]:
    """Those of these records that are filed."""
    filed = Record.objects.filter(uid__in=uids, state=State.FILED).select_related("fonds").order_by()
    records = list(filed)
    files = _files_of(records)
    texts = texts_of({one.file.sm3 for found in files.values() for one in found})
    for one in records:
        yield _of_record(one, files.get(one.pk, []), texts)


def _of_record(one: Record, files: list[RecordFile], texts: Mapping[str, list[str]]) -> Described:
    text = one.text
    written = [*_strings(text.get("body")), *_strings(text.get("notes"))]
    body = written
    attached = [
        part for part in text.get("attachments", []) for part in (part.get("title"), *_strings(part.get("body")))
    ]
    names: list[str] = []
    for file in files:
        strings = texts.get(file.file.sm3, [])
        if file.role == Role.ATTACHMENT:
            names.append(file.title or file.name)
            attached += strings
        elif not body:  # a scan or a file from elsewhere: its text is the body
            body = strings
    body, attached = bounded(body, (*names, *attached))
    read = [file for file in files if file.role == Role.ATTACHMENT or not written]
    people = [one.author, *(name for key in NAMES for name in _strings(one.metadata.get(key)))]
    return {
        "uid": one.uid,
        "kind": Kind.RECORD,
        "stamp": record_stamp(one.moved_at.timestamp(), one.revision),
        "organ_id": one.organ_id,
        "title": one.title,
        "number": one.number,
        "numbers": [one.number] if one.number else [],
        "code": one.code,
        "people": list(dict.fromkeys(filter(None, people))),
        "body": body,
        "attachments": attached,
        "files": [file.file.sm3 for file in read],
        "fonds": one.fonds.code,
        "document_kind": one.kind,
        "secrecy": one.secrecy,
        "retention": one.retention,
        "openness": one.openness,
        "dated_on": one.dated_on,
        "year": one.year,
        "source_id": one.source_id,
        "url": address(one.uid),
    }


def record_stamp(moved_at: float, revision: int) -> str:
    """What changes whenever a record may have changed."""
    return f"{moved_at:.6f} {revision}"


def texts_of(digests: Collection[str]) -> dict[str, list[str]]:
    """What was read out of files, by their digest."""
    return dict(FileText.objects.filter(sm3__in=digests).values_list("sm3", "strings"))


def bounded(body: Iterable[str | None], attachments: Iterable[str | None]) -> tuple[list[str], list[str]]:
    """Both as cells, the body first, as far as an entry may be long; what is beyond is not found."""
    room = LONGEST
    kept: tuple[list[str], list[str]] = ([], [])
    for strings, into in ((body, kept[0]), (attachments, kept[1])):
        for one in cells(part for part in strings if part):
            if room <= 0:
                break
            into.append(one[:room])
            room -= len(one)
    return kept


def cells(strings: Any) -> list[str]:
    """The strings, a table row as its cells."""
    return [cell for one in strings for cell in one.split("\t") if cell.strip()]


def _files_of(records: list[Record]) -> dict[int, list[RecordFile]]:
    """The files of the revision that is filed whose text is part of the record: its original and its attachments."""
    revisions = {one.pk: one.revision for one in records}
    rows = RecordFile.objects.filter(record__in=revisions, role__in=(Role.ORIGINAL, Role.ATTACHMENT))
    found: dict[int, list[RecordFile]] = {}
    for row in rows.select_related("file").order_by("ordinal"):
        if row.revision == revisions[row.record_id]:
            found.setdefault(row.record_id, []).append(row)
    return found


def _strings(value: object) -> list[str]:
    """A string or a list of strings, as an imported description may have it."""
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
