"""入索引：what changed is told to the index, each object with the keys that open it now. The caller is alone.

The rows that say what to tell are read first and deleted last, by number: what comes meanwhile stays, and a kill repeats a little.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from archive.models import Record
from archive.search.engine.port import IndexEntry, SearchIndex
from archive.search.missing_texts import ask_for_texts
from archive.search.models import Entry, Kind, Pending
from archive.search.models.entries import newer
from office.api import changed_grants, forget_changes, lasting_keys
from office.kernel import crash
from office.kernel.clock import now

BATCH = 200


@dataclass(frozen=True)
class Due:
    """What the index has to learn, and the rows that say so."""

    objects: frozenset[UUID]
    opened: frozenset[UUID]
    pending: tuple[int, ...]
    grants: tuple[int, ...]


def index_pending(index: SearchIndex) -> int:
    """Tell the index a batch of what it does not know. → how many objects. Raises IndexUnavailable; then nothing is forgotten."""
    due = _due()
    if not due.objects:
        return 0
    tell(index, due.objects, opened=due.opened)
    crash.point("search.told")
    with transaction.atomic():
        Pending.objects.filter(id__in=due.pending).delete()
        forget_changes(due.grants)
    return len(due.objects)


def _due() -> Due:
    pending = list(Pending.objects.order_by("id").values_list("id", "uid")[:BATCH])
    grants = changed_grants(BATCH)
    return Due(
        objects=grants.objects | {uid for _, uid in pending},
        opened=grants.opened,
        pending=tuple(row for row, _ in pending),
        grants=grants.rows,
    )


def anything_pending() -> bool:
    return Pending.objects.exists() or bool(changed_grants(1).rows)


def tell(index: SearchIndex, uids: Collection[UUID], *, opened: Collection[UUID] = ()) -> None:
    """Put those that are entries and drop the rest. `opened`: those to which a key is new."""
    filed = Entry.objects.filter(filed_as__in=uids).values_list("uid", flat=True)
    regranted = set(opened) | {*filed}  # who may read a record decides who still finds its paper
    uids = {*uids, *filed}
    Entry.objects.filter(uid__in=regranted).update(version=newer())
    entries = list(Entry.objects.filter(uid__in=uids).select_related("organ"))
    index.put(index_entries(entries))
    _file_away([one for one in entries if one.kind == Kind.RECORD])
    ask_for_texts(entries)
    if gone := uids - {one.uid for one in entries}:
        index.drop(gone)
    moment = now()
    newly = [one.uid for one in entries if one.opened_at is None or one.uid in opened]
    Entry.objects.filter(uid__in=newly).update(opened_at=moment, known_at=Coalesce("known_at", Value(moment)))


def index_entries(entries: Collection[Entry]) -> list[IndexEntry]:
    """Entries as the index takes them, each with the keys by which it is found now."""
    keys = keys_that_find(entries)
    besides = {one.uid: bool(keys[one.uid]) for one in entries if one.filed_as}
    for beside in (True, False):
        uids = [uid for uid, so in besides.items() if so is beside]
        Entry.objects.filter(uid__in=uids).exclude(beside=beside).update(beside=beside)
    return [index_entry(one, keys[one.uid]) for one in entries]


def keys_that_find(entries: Collection[Entry]) -> dict[UUID, frozenset[str]]:
    """By which keys each is found: those that open it; of a paper that was filed, those that do not open its record."""
    keys = lasting_keys({uid for one in entries for uid in (one.uid, one.filed_as) if uid})
    return {one.uid: keys[one.uid] - keys[one.filed_as] if one.filed_as else keys[one.uid] for one in entries}


def index_entry(entry: Entry, readers: frozenset[str]) -> IndexEntry:
    """An entry as the index takes it."""
    facets = {
        "year": str(entry.year or ""),
        "organ": str(entry.organ.uid),
        "kind": entry.kind,
        "document_kind": entry.document_kind,
        "fonds": entry.fonds,
        "secrecy": entry.secrecy,
        "retention": entry.retention,
        "openness": entry.openness,
    }
    return IndexEntry(
        uid=entry.uid,
        version=entry.version,
        readers=readers,
        title=entry.title,
        numbers=tuple(entry.numbers),
        people=tuple(entry.people),
        body=tuple(entry.body),
        attachments=tuple(entry.attachments),
        dated_on=entry.dated_on,
        facets={name: value for name, value in facets.items() if value},
    )


def _file_away(records: list[Entry]) -> None:
    """The index holds these records now: the papers of which they were made are found as them from here on."""
    papers = dict(Record.objects.filter(uid__in=[one.uid for one in records]).values_list("paper_uid", "uid"))
    entries = Entry.objects.filter(uid__in=[uid for uid in papers if uid], filed_as__isnull=True)
    with transaction.atomic():
        for entry in entries:
            Entry.objects.filter(pk=entry.pk).update(filed_as=papers[entry.uid], version=newer())
        Pending.objects.bulk_create(Pending(uid=entry.uid) for entry in entries)
