"""The proof of the trail: every stream, every block, the anchor, and that nothing lies beside the blocks.

It runs through each table once or twice, in constant memory, and trusts nothing that it reads. A finding is a sentence that says
which entry or block does not hold.
"""

import time
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError

from office.models.trail import TrailEntry, TrailMember
from office.trail.anchor import Anchor, AnchorBroken, Line
from office.trail.blocks import Blocks
from office.trail.counts import Counts
from office.trail.naming import short, which
from office.trail.reading import bare, is_key, moment, rows, snapshot
from office.trail.streams import stream_findings

MOST = 1000  # late entries that are named
GRACE = timedelta(seconds=5)  # an entry may be this much older than the newest block and not yet in one
BEAT = 1.0  # seconds in which the sealer takes in what a long transaction committed just now


class Proof:
    """One run. `findings()` yields sentences, the first being where the trail first does not hold; none: all of it holds."""

    def __init__(self, anchor: Anchor, keys: Callable[[], dict[str, Ed25519PublicKey]]) -> None:
        self.counts = Counts()
        self._anchor = anchor
        self._blocks = Blocks(anchor, keys, self.counts)
        self._late: list[tuple[Any, str]] = []

    def findings(self) -> Generator[str, None, None]:
        try:
            anchored = self._anchored()
            with snapshot():
                yield from stream_findings(self.counts)
                yield from self._blocks.findings(anchored)
                self._look_beside_blocks()
            yield from self._late_findings()
        except DatabaseError as error:
            yield f"记录的表已被改动，读不下去：{short(' '.join(str(error).split()))}"
        except AnchorBroken as broken:
            yield str(broken)

    def _anchored(self) -> Line | None:
        """The anchor's last line, read before the snapshot: a block is in the database before it is in the anchor."""
        try:
            return self._anchor.last()
        except AnchorBroken:  # said when the blocks come to that line
            return None

    def _look_beside_blocks(self) -> None:
        """Entries in no block are the youngest ones only."""
        columns = ", ".join(bare(name, "e") for name in ("id", "stream", "stream_seq", "at"))
        query = (
            f'SELECT {columns} FROM "{TrailEntry._meta.db_table}" e '  # noqa: S608 - own names
            f'LEFT JOIN "{TrailMember._meta.db_table}" m ON m.entry_id = e.id '
            "WHERE m.entry_id IS NULL ORDER BY e.id"
        )
        newest = self._blocks.newest_at
        with rows(query) as loose:
            for key, stream, seq, written in loose:
                at = moment(written)
                if at is None or newest is None or newest - datetime.fromisoformat(at) <= GRACE:
                    self.counts.waiting += 1
                elif len(self._late) < MOST:
                    it = which(key, stream, seq)
                    self._late.append((key, f"{it}早于最新一块，却不在任何一块中：记录是后来插入的，或块被改动。"))

    def _late_findings(self) -> Iterator[str]:
        """A transaction longer than GRACE may have ended a moment ago; its entries are in a block soon, others never."""
        if not self._late:
            return
        time.sleep(BEAT)
        for key, finding in self._late:
            if is_key(key) and TrailMember.objects.filter(pk=key).exists():
                self.counts.waiting += 1
            else:
                yield finding
