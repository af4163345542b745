"""The sealer: closes what has been committed into blocks, alone, soon after.

Chaining all acts inside their actions would make every action wait for every other. So entries are chained in their own stream
only, and here, afterwards, all of them together.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from office.kernel import crash
from office.kernel.clock import now
from office.kernel.filelock import FileLock
from office.kernel.transactions import OutsideTransactionError, require_transaction
from office.models.trail import TrailBlock, TrailEntry, TrailMember
from office.trail.anchor import Anchor, Line, the_anchor
from office.trail.canonical import BEGINNING, block_hash, block_statement, plain
from office.trail.keys import signing_key
from office.trail.merkle import Tree, leaf
from office.trail.writing import record

LARGEST = 10_000  # entries in a block
REACH = 2_000  # how far behind the newest sealed entry a beat looks for one whose transaction ended late
LOCK_NUMBER = 0x7472_6169_6C  # "trail", in PostgreSQL's space of advisory locks


class AnchorAhead(Exception):  # noqa: N818 - said in a sentence to the operator
    """The anchor knows a block that the database does not: the database was cut or put back, and nothing may be built on it."""


def seal(*, sweep: bool = False) -> TrailBlock | None:
    """Close one block over what is committed and in none; None when nothing waits or somebody else is sealing.

    The clock calls this twice a second. Row keys may be committed out of order, so membership decides, not the newest key; a
    beat looks REACH keys back, a `sweep` (every few minutes) at all entries. Raises AnchorAhead, AnchorBroken, TrailKeyError.
    """
    _require_no_transaction()
    anchor = the_anchor()
    if not _unsealed(sweep=sweep).exists() and _is_anchored(anchor):
        return None
    with _alone() as alone:
        if not alone:
            return None
        _mend(anchor)
        block = _close(sweep=sweep)
        if block is not None:
            crash.point("trail.block_committed")
            anchor.append([_line(block)])
        return block


def close_block(patience: float = 10.0) -> int:
    """Seal all that is committed before a command ends; → how many entries.

    Where another sealer is at work it is waited for, `patience` seconds at most: it is alive, and what is left is its own.
    """
    until = time.monotonic() + patience
    newest = TrailEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    closed = 0
    while _unsealed(sweep=True).filter(id__lte=newest).exists() and time.monotonic() < until:
        if (block := seal(sweep=True)) is None:
            time.sleep(0.05)
        else:
            closed += block.count
    return closed


def _unsealed(*, sweep: bool) -> QuerySet[TrailEntry]:
    entries = TrailEntry.objects.filter(membership__isnull=True).order_by("id")
    if sweep:
        return entries
    newest = TrailMember.objects.aggregate(newest=Max("entry"))["newest"] or 0
    return entries.filter(id__gt=newest - REACH)


def _close(*, sweep: bool) -> TrailBlock | None:
    with transaction.atomic():
        rows = list(_unsealed(sweep=sweep).values_list("id", "digest")[:LARGEST])
        if not rows:
            return None
        newest = TrailBlock.objects.order_by("n").last()
        tree = Tree()
        for entry, digest in rows:
            tree.add(leaf(entry, digest))
        block = TrailBlock(
            n=newest.n + 1 if newest else 1,
            previous=newest.hash if newest else BEGINNING,
            root=tree.root(),
            count=len(rows),
            at=now(),
        )
        block.hash = block_hash(block.previous, block.root)
        key = signing_key()
        block.key = key.id
        block.signature = key.sign(block_statement(content_of_block(block)))
        block.save(force_insert=True)
        TrailMember.objects.bulk_create(
            [TrailMember(entry_id=entry, block=block, digest=digest) for entry, digest in rows], batch_size=1000
        )
    return block


def content_of_block(block: TrailBlock) -> dict[str, str | int | None]:
    """Every column of a block but the signature."""
    return {
        field.name: plain(getattr(block, field.attname))
        for field in TrailBlock._meta.concrete_fields
        if field.name != "signature"
    }


def _line(block: TrailBlock) -> Line:
    return Line(block.n, block.hash, block.at.isoformat())


def _is_anchored(anchor: Anchor) -> bool:
    newest = TrailBlock.objects.order_by("n").last()
    line = anchor.last()
    return (newest and newest.n) == (line and line.n)


def _mend(anchor: Anchor) -> None:
    """Let the anchor catch up with the database: a sealer was killed between the two.

    That leaves one block at most. Where more are missing, somebody cut the anchor or it was lost: it is made whole all the same,
    and an entry says so for ever.
    """
    line = anchor.last()
    if line is not None and not TrailBlock.objects.filter(n=line.n, hash=line.hash).exists():
        raise AnchorAhead(
            f"锚已记到第{line.n}块，数据库中却没有这一块：数据库被截短或换成了旧的。已停止封存。请用 verify_trail 查明，再从备份恢复。"
        )
    known = line.n if line else 0
    missing = TrailBlock.objects.filter(n__gt=known).order_by("n")
    if (newest := missing.last()) is None:
        return
    anchor.append(_line(block) for block in missing.iterator())
    if newest.n > known + 1:
        with transaction.atomic():
            record(None, "office.anchor_mended", stream="trail:anchor", first=known + 1, last=newest.n)


@contextmanager
def _alone() -> Iterator[bool]:
    """True to one sealer at a time, False to the others. Held over the commit and the anchor; lost with the process."""
    if connection.vendor != "postgresql":
        lock = FileLock(settings.ANCHOR_DIR / "sealing.lock")
        alone = lock.acquire()
        try:
            yield alone
        finally:
            lock.release()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER])
        alone = bool(cursor.fetchone()[0])
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])


def _require_no_transaction() -> None:
    """A block over entries that may yet be rolled back would be anchored for nothing."""
    try:
        require_transaction()
    except OutsideTransactionError:
        return
    raise RuntimeError("blocks are closed after the transaction, not inside it")
