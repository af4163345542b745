"""Reads the journal as it lies in the tables, for whoever does not trust it: nothing is converted, nothing is assumed.

Constraints may be gone, columns may hold another type, text may be no text. A value that the product would not have written
raises NotAsWritten; what the database itself cannot read raises DatabaseError.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from office.trail.canonical import plain

Value = str | int | None
Row = tuple[Any, ...]

BATCH = 2000
DIGESTS = frozenset({"digest", "previous", "root", "hash"})


class NotAsWritten(Exception):  # noqa: N818 - a finding
    """A column, named in Chinese, holds what the product would never have put there."""


class Shape:
    """A table as its model says it was written."""

    def __init__(self, model: type[models.Model]) -> None:
        self._fields = [(field, _reader(field)) for field in model._meta.concrete_fields]
        self.place = {field.name: n for n, (field, _) in enumerate(self._fields)}

    def columns(self) -> str:
        """The columns for SELECT, as `restored` takes them."""
        return ", ".join(bare(str(field.column)) for field, _ in self._fields)

    def restored(self, row: Row) -> dict[str, Value]:
        """A bare row in the form in which it was digested, by field. Raises NotAsWritten."""
        found: dict[str, Value] = {}
        for (field, read), value in zip(self._fields, row, strict=True):
            restored = read(value)
            if restored is None and not (field.null and value is None):
                raise NotAsWritten(field.verbose_name)
            found[field.name] = restored
        return found


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, byte for byte, and no writer waits for it."""
    with _lossless_text():
        if connection.in_atomic_block:
            with transaction.atomic():
                yield
            return
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if _is_postgresql() else "BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


@contextmanager
def rows(query: str) -> Iterator[Iterator[Row]]:
    """The answer, row by row, in constant memory; the cursor is closed at the end of the block, before its snapshot ends."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        yield chain.from_iterable(iter(partial(cursor.fetchmany, BATCH), []))


def bare(column: str, table: str = "") -> str:
    """A column for SELECT that comes back as it is stored: on SQLite Django would convert moments by the column's type."""
    name = f'{table}."{column}"' if table else f'"{column}"'
    return name if _is_postgresql() else f"+{name}"


def is_digest(value: Any) -> bool:
    """64 hexadecimal digits."""
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def is_key(value: Any) -> bool:
    """A number that can be a row's key."""
    return type(value) is int and 0 < value < 1 << 63


def moment(value: Any) -> str | None:
    """A moment in canonical form: PostgreSQL gives a datetime, SQLite the text of one in UTC, exactly as `str` writes it."""
    if isinstance(value, datetime):
        return str(plain(value)) if value.tzinfo else None
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return f"{at.isoformat(timespec='microseconds')}+00:00" if str(at) == value and not at.tzinfo else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:  # not UTF-8 in the database
        return None
    return value


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def _uuid(value: Any) -> str | None:
    if isinstance(value, UUID):
        return value.hex
    return value if isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) else None


def _digest(value: Any) -> str | None:
    return value if is_digest(value) else None


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Value]:
    """How a column's bare value is read; None for a value that the product would not have written."""
    if field.name in DIGESTS:
        return _digest
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.UUIDField):
        return _uuid
    return _number if isinstance(field, models.IntegerField) else _text


@contextmanager
def _lossless_text() -> Iterator[None]:
    """SQLite keeps any bytes as text: let them through instead of failing at the first that is not UTF-8."""
    connection.ensure_connection()
    raw = connection.connection
    if _is_postgresql():
        yield
        return
    before = raw.text_factory
    raw.text_factory = lambda found: found.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
