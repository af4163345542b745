"""The proof of the blocks: each in its place in the chain, with its members, root, signature and line in the anchor."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from office.models.trail import TrailBlock
from office.trail import members
from office.trail.anchor import Anchor, Line
from office.trail.canonical import BEGINNING, block_hash, block_statement
from office.trail.counts import Counts
from office.trail.keys import is_signed
from office.trail.members import Members
from office.trail.merkle import Tree, leaf
from office.trail.naming import short
from office.trail.reading import NotAsWritten, Shape, is_key, rows

SHAPE = Shape(TrailBlock)


class Blocks:
    """One run through all blocks; afterwards `newest_at` is the newest one's moment.

    `keys` is asked within the snapshot: a key is with the anchor before its first block is in the database.
    """

    def __init__(self, anchor: Anchor, keys: Callable[[], dict[str, Ed25519PublicKey]], counts: Counts) -> None:
        self.newest_at: datetime | None = None
        self._anchor = anchor
        self._ask_keys = keys
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._counts = counts

    def findings(self, anchored: Line | None) -> Iterator[str]:
        """Every finding, in the order of blocks. `anchored`: the anchor's last line from before the snapshot. Raises AnchorBroken."""
        self._keys = self._ask_keys()
        query = f'SELECT {SHAPE.columns()} FROM "{TrailBlock._meta.db_table}" ORDER BY n'  # noqa: S608 - own names
        with rows(query) as every, rows(members.query()) as listed, closing(self._anchor.lines()) as lines:
            sealed, beside = Members(listed), _Lines(lines, self._counts)
            expected, previous = 1, BEGINNING
            for row in every:
                self._counts.blocks += 1
                try:
                    block = SHAPE.restored(row)
                except NotAsWritten as column:
                    yield f"第{short(row[0])}块的“{column}”不是原来写入的样子。"
                    expected, previous = (row[0] if is_key(row[0]) else expected) + 1, ""
                    continue
                n = int(block["n"] or 0)
                if n != expected:
                    yield f"第{expected}块不见了。" if n > expected else f"第{n}块是后来插入的：这个块号已有一块。"
                    previous = ""
                yield from self._content(n, block, sealed)
                yield from self._form(n, block, previous)
                yield from beside.meet(n, str(block["hash"]))
                expected, previous = n + 1, str(block["hash"])
                self.newest_at = datetime.fromisoformat(str(block["at"]))
            yield from sealed.left()
            yield from beside.left(expected - 1, anchored)

    def _content(self, n: int, block: dict[str, Any], sealed: Members) -> Iterator[str]:
        tree, count = Tree(), 0
        for entry, digest, finding in sealed.of(n):
            if finding:
                yield finding
            if digest:
                tree.add(leaf(entry, digest))
                count += 1
        self._counts.sealed += count
        if count != block["count"]:
            yield f"第{n}块封存了{block['count']}条，现在是{count}条。"
        elif tree.root() != block["root"]:
            yield f"第{n}块的根与所封记录的摘要不符。"

    def _form(self, n: int, block: dict[str, Any], previous: str) -> Iterator[str]:
        if previous and block["previous"] != previous:
            yield f"第{n}块没有接在前一块之后。"
        if block_hash(block["previous"], block["root"]) != block["hash"]:
            yield f"第{n}块的块摘要与内容不符。"
        statement = block_statement({name: value for name, value in block.items() if name != "signature"})
        key = self._keys.get(block["key"])
        if key is None:
            yield f"第{n}块的签名无法核对：锚中没有密钥 {short(block['key'])} 的公钥。"
        elif not is_signed(key, statement, block["signature"]):
            yield f"第{n}块的签名不对：块被改动或伪造。"


class _Lines:
    """The anchor, read along with the blocks. A crash between database and anchor leaves one block without a line, no more."""

    def __init__(self, lines: Iterator[Line], counts: Counts) -> None:
        self._lines = lines
        self._next = next(lines, None)
        self._counts = counts
        self._missing = 0

    def meet(self, n: int, block: str) -> Iterator[str]:
        """Findings about the line of block n."""
        while self._next is not None and self._next.n < n:
            yield f"锚中第{self._next.n}块在数据库里没有，或锚中有重复。"
            self._next = next(self._lines, None)
        if self._next is None or self._next.n > n:
            self._missing += 1
            if self._missing > 1 or self._next is not None:
                yield f"锚中没有第{n}块：锚被截短或改动。"
            return
        self._counts.anchored += 1
        if self._next.hash != block:
            yield f"第{n}块与锚中所记不符：数据库被换过。"
        self._next = next(self._lines, None)

    def left(self, newest: int, anchored: Line | None) -> Iterator[str]:
        """A finding where the anchor was ahead. What it has got since the snapshot belongs to blocks that are not seen here."""
        if anchored is not None and anchored.n > newest:
            yield f"锚已记到第{anchored.n}块，数据库只到第{newest}块：末尾的记录被截去，或数据库换成了旧的。"
        elif self._next is not None and self._next.n <= newest:
            yield f"锚中第{self._next.n}块有重复。"
