"""The proof of the streams: from the first entry on, no place missing, none taken twice, every digest that of its content."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from office.models.trail import TrailEntry
from office.trail.canonical import BEGINNING, digest_of
from office.trail.counts import Counts
from office.trail.naming import short, which
from office.trail.reading import NotAsWritten, Row, Shape, is_key, rows
from office.trail.writing import UNDIGESTED

SHAPE = Shape(TrailEntry)
KEY, STREAM, SEQ = (SHAPE.place[name] for name in ("id", "stream", "stream_seq"))


def stream_findings(counts: Counts) -> Iterator[str]:
    """Every finding in every stream."""
    query = f'SELECT {SHAPE.columns()} FROM "{TrailEntry._meta.db_table}" ORDER BY stream, stream_seq, id'  # noqa: S608 - own names
    with rows(query) as every:
        for name, stream in groupby(every, key=lambda row: row[STREAM]):
            counts.streams += 1
            yield from _stream(name, stream, counts)


def _stream(name: object, stream: Iterable[Row], counts: Counts) -> Iterator[str]:
    seq, previous = 0, BEGINNING
    for row in stream:
        counts.entries += 1
        it = which(row[KEY], name, row[SEQ])
        try:
            entry = SHAPE.restored(row)
        except NotAsWritten as column:
            yield f"{it}的“{column}”不是原来写入的样子。"
            seq, previous = row[SEQ] if is_key(row[SEQ]) else seq, ""
            continue
        place, digest = int(entry["stream_seq"] or 0), str(entry["digest"])
        if place <= seq:
            yield f"{it}是后来插入的：这个位置上已有一条。"
            continue
        if place > seq + 1:
            missing = f"第{seq + 1}条" if place == seq + 2 else f"第{seq + 1}至第{place - 1}条"
            yield f"流 {short(name)} 缺{missing}：记录被删除。"
        elif previous and digest != digest_of({k: v for k, v in entry.items() if k not in UNDIGESTED}, previous):
            yield f"{it}的内容与写入时的摘要不符：记录被改动。"
        seq, previous = place, digest
