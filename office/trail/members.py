"""The members of blocks as they lie in the tables, beside the entries that they name, handed out block by block."""

from collections.abc import Iterator

from office.models.trail import TrailEntry, TrailMember
from office.trail.naming import short
from office.trail.reading import Row, bare, is_digest, is_key

_COLUMNS = (("block_id", "m"), ("entry_id", "m"), ("digest", "m"), ("id", "e"), ("digest", "e"))


def query() -> str:
    """Members in the order of blocks, each with its entry where there is one."""
    return (
        f"SELECT {', '.join(bare(*column) for column in _COLUMNS)} "  # noqa: S608 - own names
        f'FROM "{TrailMember._meta.db_table}" m '
        f'LEFT JOIN "{TrailEntry._meta.db_table}" e ON e.id = m.entry_id '
        "ORDER BY m.block_id, m.entry_id"
    )


class Members:
    """The answer to `query`, read once."""

    def __init__(self, answer: Iterator[Row]) -> None:
        self._answer = answer
        self._next = next(answer, None)

    def of(self, n: int) -> Iterator[tuple[int, str, str]]:
        """(entry, digest as sealed, finding) of block n. No digest: this one has no place in the block's tree."""
        for finding in self._before(n):
            yield 0, "", finding
        last = None
        while self._next is not None and self._next[0] == n:
            _, entry, sealed, found, digest = self._next
            self._next = next(self._answer, None)
            if not is_key(entry) or not is_digest(sealed):
                yield 0, "", f"第{n}块中第{short(entry)}号记录的入块摘要不是原来写入的样子。"
            elif entry == last:
                yield 0, "", f"第{entry}号记录有两份：其中一份是后来插入的。"
            elif found is None:
                yield entry, sealed, f"第{entry}号记录不见了：它封存在第{n}块中。"
            elif digest != sealed:
                yield entry, sealed, f"第{entry}号记录与第{n}块封存时的摘要不符：记录被改动或调换。"
            else:
                yield entry, sealed, ""
            last = entry

    def left(self) -> Iterator[str]:
        """Findings about members of no block, after the last block."""
        yield from self._before(None)

    def _before(self, n: int | None) -> Iterator[str]:
        while self._next is not None and (n is None or not is_key(self._next[0]) or self._next[0] < n):
            block, entry, *_ = self._next
            self._next = next(self._answer, None)
            yield f"第{short(entry)}号记录所在的第{short(block)}块不见了。"
