"""重建与核对：an index made anew beside the one that is asked, and an index compared with what it should hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import transaction

from archive.search.collecting import collect_all
from archive.search.engine.port import IndexEntry, IndexUnavailable, SearchIndex
from archive.search.engine.shape import readers_digest
from archive.search.indexing import index_entries, keys_that_find
from archive.search.models import Entry, Pending
from archive.search.models.entries import newer
from office.kernel import crash
from office.kernel.clock import now

BATCH = 200
TOLD = 2000
"""After so many entries it is said how far it has come."""


def fill_beside(index: SearchIndex, told: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """A new index from all entries, swapped in when it is whole. → how many it holds. The caller is alone.

    The old one is asked until then. What changes meanwhile has rows that tell the index again afterwards. `told` hears how many are taken
    in, of how many. Raises IndexUnavailable; then nothing is swapped in, and nothing is left beside.
    """
    beside = index.beside()
    try:
        count = _fill(beside, told)
        crash.point("search.filled_beside")
        beside.swap_in()
    finally:
        beside.release()
    crash.point("search.swapped_in")
    moment = now()
    Entry.objects.filter(opened_at__isnull=True).update(opened_at=moment, known_at=moment)
    return count


def _fill(beside: SearchIndex, told: Callable[[int, int], None]) -> int:
    total, count = Entry.objects.count(), 0
    told(0, total)

    def entries() -> Iterator[IndexEntry]:
        nonlocal count
        for some in _batches():
            yield from index_entries(some)
            count += len(some)
            if count % TOLD < BATCH:
                told(count, total)
                crash.point("search.filling_beside")

    beside.put(entries())
    if (held := beside.count()) != count:
        raise IndexUnavailable(f"新索引收了{held}件，应有{count}件，没有换上。")
    return count


@dataclass(frozen=True)
class Reconciled:
    """What an index had wrong: entries it did not hold as they are, objects that are no entries any more."""

    collected: int
    stale: int
    foreign: int

    @property
    def all_agreed(self) -> bool:
        return not (self.collected or self.stale or self.foreign)


def reconcile(index: SearchIndex) -> Reconciled:
    """Compare office, shelf, entries and index, by id, version and keys; what differs is told to the index at the next turn. The caller is alone."""
    collected = collect_all()
    _loosen_from_what_is_gone()
    held = {one.uid: (one.version, one.readers_digest) for one in index.known()}
    waiting = set(Pending.objects.values_list("uid", flat=True))
    stale: list[UUID] = []
    for some in _batches():
        keys = keys_that_find(some)
        for entry in some:
            known = held.pop(entry.uid, None)
            if known != (entry.version, readers_digest(keys[entry.uid])) and entry.uid not in waiting:
                stale.append(entry.uid)
    foreign = [uid for uid in held if uid not in waiting]
    with transaction.atomic():
        Entry.objects.filter(uid__in=stale).update(version=newer())
        Pending.objects.bulk_create((Pending(uid=uid) for uid in (*stale, *foreign)), batch_size=500)
    return Reconciled(collected, len(stale), len(foreign))


def _loosen_from_what_is_gone() -> None:
    """A paper whose record is no entry any more is found by itself again."""
    records = Entry.objects.values("uid")
    Entry.objects.filter(filed_as__isnull=False).exclude(filed_as__in=records).update(filed_as=None, beside=False)


def _batches() -> Iterator[list[Entry]]:
    rows = Entry.objects.select_related("organ").order_by("pk").iterator(chunk_size=BATCH)
    while some := list(islice(rows, BATCH)):
        yield some
