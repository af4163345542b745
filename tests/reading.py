"""Looking changes nothing: a test client whose GETs may write the access log and the session, and no other row."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from office.models import AccessEntry

ALLOWED = frozenset({AccessEntry._meta.db_table, Session._meta.db_table})
_WRITES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?"
    r"|(?:CREATE|ALTER|DROP)\s+\w+)\s+(?:ONLY\s+)?\"?(?P<table>\w+)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"'(?:[^']|'')*'")
_LOCK = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)


def written_table(statement: str) -> str | None:
    """The table that a statement writes to, as far as its words tell; None for a question."""
    found = _WRITES.search(_LOCK.sub("", _WORDS.sub("''", statement)))
    return found["table"].lower() if found else None


@contextmanager
def no_write_on_get() -> Iterator[None]:
    """Fails at the end if a row was written inside that reading must not write."""
    writes: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        table = written_table(sql)
        if table is not None and table not in ALLOWED:
            writes.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not writes, f"a GET wrote: {writes}"


class ReadingClient(Client):
    """Django's client, watched while it reads."""

    def generic(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if method.upper() not in {"GET", "HEAD"}:
            return super().generic(method, *args, **kwargs)
        with no_write_on_get():
            return super().generic(method, *args, **kwargs)
