"""The proof of the trail: every stream, every block, the anchor, and that nothing lies beside the blocks.

It runs through each table once or twice, in constant memory, and trusts nothing that it reads. A finding is a sentence that says
which entry or block does not hold.
"""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError

from office.models.trail import TrailEntry, TrailMember
from office.trail.anchor import Anchor, AnchorBroken
from office.trail.blocks import Blocks
from office.trail.counts import Counts
from office.trail.naming import short, which
from office.trail.reading import bare, moment, rows, snapshot
from office.trail.streams import stream_findings

GRACE = timedelta(seconds=5)  # an entry may be this much older than the newest block and not yet in one


class Proof:
    """One run. `findings()` yields sentences, the first being where the trail first does not hold; none: all of it holds."""

    def __init__(self, anchor: Anchor, keys: dict[str, Ed25519PublicKey]) -> None:
        self.counts = Counts()
        self._blocks = Blocks(anchor, keys, self.counts)

    def findings(self) -> Generator[str, None, None]:
        try:
            with snapshot():
                yield from stream_findings(self.counts)
                yield from self._blocks.findings()
                yield from self._beside_blocks(self._blocks.newest_at)
        except DatabaseError as error:
            yield f"记录的表已被改动，读不下去：{short(' '.join(str(error).split()))}"
        except AnchorBroken as broken:
            yield str(broken)

    def _beside_blocks(self, newest: datetime | None) -> Iterator[str]:
        """Entries in no block are the youngest ones only."""
        columns = ", ".join(bare(name, "e") for name in ("id", "stream", "stream_seq", "at"))
        query = (
            f'SELECT {columns} FROM "{TrailEntry._meta.db_table}" e '  # noqa: S608 - own names
            f'LEFT JOIN "{TrailMember._meta.db_table}" m ON m.entry_id = e.id '
            "WHERE m.entry_id IS NULL ORDER BY e.id"
        )
        with rows(query) as loose:
            for key, stream, seq, written in loose:
                at = moment(written)
                if at is None or newest is None or newest - datetime.fromisoformat(at) <= GRACE:
                    self.counts.waiting += 1
                else:
                    yield f"{which(key, stream, seq)}早于最新一块，却不在任何一块中：记录是后来插入的，或块被改动。"
