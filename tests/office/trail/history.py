"""A little history to verify, and ways to spoil it as whoever owns the database could: with triggers and constraints dropped."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from office.api import record
from office.kernel.ids import uuid7
from office.models import TrailEntry
from office.trail.anchor import the_anchor
from office.trail.canonical import BEGINNING, digest_of
from office.trail.counts import Counts
from office.trail.keys import public_keys
from office.trail.sealing import seal
from office.trail.verifying import Proof
from office.trail.writing import content_of
from tests import journals
from tests.conftest import engine
from tests.factories import an_actor

TRAIL = ("office_trailentry", "office_trailblock", "office_trailmember")


def written(acts: int, *, streams: int = 3) -> list[TrailEntry]:
    """Some acts, spread over streams, not yet sealed."""
    by = an_actor()
    with transaction.atomic():
        return [
            record(
                by, "docflow.passed_on", stream=f"run:{n % streams}", about=uuid7(), title=f"通知{n}", opinion="请阅。"
            )
            for n in range(acts)
        ]


def sealed(*blocks: int) -> list[TrailEntry]:
    """Blocks of so many acts each."""
    made = []
    for acts in blocks:
        made += written(acts)
        assert seal() is not None
    return made


def linked(stream: str, seq: int = 1, previous: str = BEGINNING, **fields: Any) -> TrailEntry:
    """An entry that nobody recorded, with the digest that a recorded one would have. Not saved."""
    entry = TrailEntry(stream=stream, stream_seq=seq, act="a.b", name="系统", **fields)
    entry.digest = digest_of(content_of(entry), previous)
    return entry


def proved() -> tuple[list[str], Counts]:
    """All findings, and the counts."""
    proof = Proof(the_anchor(), public_keys)
    return list(proof.findings()), proof.counts


@contextmanager
def spoiled(*, bare: bool = False) -> Iterator[None]:
    """Inside, journals can be altered in any way; afterwards they are as before. `bare`: without keys and constraints."""
    with transaction.atomic():
        if engine() == "postgresql":
            do("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables are still busy with them
            do("SET CONSTRAINTS ALL DEFERRED")
        with journals.lifted(connection, put_back=False):
            if bare:
                strip()
            yield
        transaction.set_rollback(True)


def strip() -> None:
    """Tables without any rule: no keys, no types that refuse."""
    for table in TRAIL:
        do(f"CREATE TABLE bare AS SELECT * FROM {table}")  # noqa: S608 - the three above
        do(f"DROP TABLE {table} CASCADE" if engine() == "postgresql" else f"DROP TABLE {table}")
        do(f"ALTER TABLE bare RENAME TO {table}")


def do(statement: str, *values: object) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)  # type: ignore[arg-type] # any value at all


def ask(query: str, *values: object) -> object:
    """The one value of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)  # type: ignore[arg-type] # any value at all
        row = cursor.fetchone()
    return row and row[0]
