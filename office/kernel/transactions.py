"""Transactions and the order of locks.

Locks are taken in LOCK_ORDER and never backwards, so that two actions cannot wait for each other:
structure → run → document → meeting → urgent event → duty → delivery → register → seal authorisation → circulation → matter → briefs desk → import → record → item
register → loan → room → to-dos → journals. A lock is a
row lock on PostgreSQL; on SQLite the transaction itself is the lock. Nothing slow (typesetting, sealing, a remote call) is done while one is held.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from office.kernel.kept import Kept

M = TypeVar("M", bound=Model)

LOCK_ORDER = (
    "structure",
    "run",
    "document",
    "meeting",
    "urgent_event",
    "duty",
    "delivery",
    "register",
    "seal_authorisation",
    "circulation",
    "matter",
    "briefs_desk",
    "import",
    "record",
    "item_register",
    "loan",
    "room",
    "todo",
    "journal",
)

_taken: ContextVar[list[str] | None] = ContextVar("locks taken", default=None)


class OutsideTransactionError(RuntimeError):
    """A programming error: something that must be atomic was called outside an action."""


def require_transaction() -> None:
    """Raise unless an action's own transaction is open; the transaction that a test wraps around itself does not count."""
    blocks = getattr(connection, "atomic_blocks", [])
    if not any(not getattr(block, "_from_testcase", False) for block in blocks):
        raise OutsideTransactionError("this writes history or takes a number: call it inside an action")


def lock(rows: QuerySet[M], place: str) -> M | None:
    """Lock the one row of a queryset and read it anew, or None; `place` is its place in LOCK_ORDER."""
    key = lock_only(rows, place)
    return None if key is None else rows.model._default_manager.get(pk=key)


def lock_only(rows: QuerySet[M], place: str) -> int | None:
    """Lock the one row of a queryset; its row key, or None. For whoever reads it anew himself."""
    _note(place)
    key: int | None = rows.select_related(None).order_by().select_for_update().values_list("pk", flat=True).first()
    return key


def lock_kept(rows: Kept[M], place: str, **values: Any) -> M | None:
    """Lock and read in one statement, which is kept: the one row of a question that asks `select_for_update`, as it is behind the lock."""
    _note(place)
    return next(iter(rows(**values)), None)


def _note(place: str) -> None:
    require_transaction()
    if (taken := _taken.get()) is not None:
        taken.append(place)


@contextmanager
def recorded_locks() -> Iterator[list[str]]:
    """The places of all locks taken inside, in the order of taking; for the test that holds LOCK_ORDER."""
    places: list[str] = []
    token = _taken.set(places)
    try:
        yield places
    finally:
        _taken.reset(token)
