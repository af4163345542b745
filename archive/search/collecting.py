"""检索条目的收集：what moved in the office and on the shelf becomes entries, by a sweep that may be run again at any time.

A row may be committed later than the moment that stands in it. So a beat looks a little back, a `sweep` (every few minutes) further,
and the nightly reconciliation at all there is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from archive.models import Record, RecordFile
from archive.models.records import State
from archive.search.describing import Described, of_papers, of_records, record_stamp
from archive.search.models import Entry, FileText, Kind, Pending, Progress
from archive.search.models.entries import newer
from docflow.api import every_paper, papers_moved, papers_with
from office.kernel import crash
from office.kernel.clock import now

BEAT, SWEEP = timedelta(seconds=20), timedelta(minutes=30)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
BATCH = 100


def collect(late: timedelta = BEAT) -> int:
    """Take in what moved since the last time, looking `late` further back. → how many entries changed. The caller is alone."""
    changed = _advance("texts", late, _with_new_texts)
    changed += _advance("papers", late, lambda since: _take_in(papers_moved(since), of_papers))
    changed += _advance("records", late, _records_since)
    return changed


def collect_all() -> int:
    """Compare every paper and every record with its entry, and take in what differs. The caller is alone."""
    changed = 0
    for some in _in_batches(every_paper()):
        changed += _take_in(dict(some), of_papers)
    for some in _in_batches(_stamps(Record.objects.filter(state=State.FILED))):
        changed += _take_in(dict(some), of_records)
    filed = Record.objects.filter(state=State.FILED).values("uid")
    return changed + _forget(
        Entry.objects.filter(kind=Kind.RECORD).exclude(uid__in=filed).values_list("uid", flat=True)
    )


def _advance(name: str, late: timedelta, take_in: Callable[[datetime], int]) -> int:
    """Take in since the mark, then move it: killed between the two, the same is looked at again and nothing is new."""
    begun = now()
    mark = Progress.objects.filter(name=name).first()
    changed = take_in(mark.at - late if mark else BEGINNING)
    crash.point("search.collected")
    if mark is None or changed or begun - mark.at > BEAT / 2:  # an idle second writes nothing
        Progress.objects.update_or_create(name=name, defaults={"at": begun})
    return changed


def _records_since(since: datetime) -> int:
    moved = Record.objects.filter(moved_at__gte=since)
    gone = moved.exclude(state=State.FILED).values("uid")
    forgotten = _forget(Entry.objects.filter(uid__in=gone).values_list("uid", flat=True))
    return forgotten + _take_in(dict(_stamps(moved.filter(state=State.FILED))), of_records)


def _with_new_texts(since: datetime) -> int:
    """Texts of files come after the files: what they belong to is described anew."""
    digests = list(FileText.objects.filter(at__gte=since).values_list("sm3", flat=True))
    if not digests:
        return 0
    new = set(digests)
    records = set(RecordFile.objects.filter(file__sm3__in=digests).values_list("record__uid", flat=True))
    changed = 0
    for uids, describe in ((papers_with(digests), of_papers), (records, of_records)):
        for some in _in_batches(uids):
            described = [one for one in describe(some) if new & set(one["files"])]
            changed += _write(described, unless_same=True)
    return changed


def _stamps(records: QuerySet[Record]) -> Iterator[tuple[UUID, str]]:
    rows = records.order_by("pk").values_list("uid", "moved_at", "revision")
    for uid, moved_at, revision in rows.iterator(chunk_size=2000):
        yield uid, record_stamp(moved_at.timestamp(), revision)


def _take_in(stamps: Mapping[UUID, str], describe: Callable[[Collection[UUID]], Iterator[Described]]) -> int:
    """Describe those whose entry does not bear the stamp."""
    changed = 0
    for some in _in_batches(stamps):
        known = dict(Entry.objects.filter(uid__in=some).values_list("uid", "stamp"))
        if differing := [uid for uid in some if known.get(uid) != stamps[uid]]:
            changed += _write(list(describe(differing)))
    return changed


def _write(described: list[Described], *, unless_same: bool = False) -> int:
    """Entries and what the index has to learn of them, in one transaction."""
    with transaction.atomic():
        there = {one.uid: one for one in Entry.objects.filter(uid__in=[one["uid"] for one in described])}
        written = [uid for one in described if (uid := _write_one(there.get(one["uid"]), one, unless_same=unless_same))]
        Pending.objects.bulk_create(Pending(uid=uid) for uid in written)
    return len(written)


def _write_one(entry: Entry | None, described: Described, *, unless_same: bool) -> UUID | None:
    if entry is None:
        return Entry.objects.create(**described).uid
    same = all(getattr(entry, name) == value for name, value in described.items())
    if unless_same and same:
        return None
    Entry.objects.filter(pk=entry.pk).update(**described, version=newer(), seen_at=now())
    return entry.uid


def _forget(uids: Iterable[UUID]) -> int:
    """Records that are not on the shelf any more: the papers of which they were made are found again as papers."""
    gone = list(uids)
    if not gone:
        return 0
    with transaction.atomic():
        papers = list(Entry.objects.filter(filed_as__in=gone).values_list("uid", flat=True))
        Entry.objects.filter(uid__in=papers).update(filed_as=None, beside=False, version=newer())
        Entry.objects.filter(uid__in=gone).delete()
        Pending.objects.bulk_create(Pending(uid=uid) for uid in (*papers, *gone))
    return len(gone)


T = TypeVar("T")


def _in_batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, BATCH)):
        yield some
