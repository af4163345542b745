"""trail：what it costs to record an act in the chained trail, against a bare insert of the same row."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from office.api import Actor, record
from office.kernel.ids import uuid7
from office.models import TrailEntry
from office.site.benching.papers import Town
from office.site.benching.rounds import Spread, rounds_of, seconds

ACT, WORDS = "bench.reviewed", "内容可行，请审核。"


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` entries a round in one transaction, as entries of one stream each."""
    by = Town().drafters[0]
    recorded: list[float] = []
    inserted: list[float] = []
    for n in rounds_of(rounds):
        bare = _rows(by, size)  # made outside the timing: the reference only inserts
        stream = f"bench:{uuid7()}"
        turns = [(recorded, partial(_record, by, stream, size)), (inserted, partial(_insert, bare))]
        for kept, work in turns if n % 2 == 0 else reversed(turns):
            kept.append(seconds(work) / size)
    yield f"记一条 {Spread.of([1e6 * one for one in recorded])} µs"
    yield f"对照：直接插入同样一行 {Spread.of([1e6 * one for one in inserted])} µs"
    yield f"记一条/对照 {Spread.of([a / b for a, b in zip(recorded, inserted, strict=True)])}"


def _record(by: Actor, stream: str, size: int) -> None:
    with transaction.atomic():
        for _ in range(size):
            record(by, ACT, stream=stream, title="题名", opinion=WORDS)


def _rows(by: Actor, size: int) -> list[TrailEntry]:
    stream = f"bare:{uuid7()}"
    return [
        TrailEntry(
            stream=stream,
            stream_seq=seq,
            act=ACT,
            title="题名",
            person=by.person.uid,
            appointment=by.appointment.uid,
            name=by.person.name,
            post=by.appointment.post.title,
            department=by.department.name,
            organ_uid=by.organ.uid,
            organ=by.organ.name,
            detail={"opinion": WORDS},
            digest="0" * 64,
        )
        for seq in range(1, size + 1)
    ]


def _insert(rows: list[TrailEntry]) -> None:
    with transaction.atomic():
        for row in rows:
            row.save(force_insert=True)
