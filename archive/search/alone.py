"""One sweeper and one writer of the index at a time, on one machine or on many; lost with the process."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from office.kernel.filelock import FileLock

LOCK_NUMBER = 0x7365_6172_6368  # "search", in PostgreSQL's space of advisory locks


@contextmanager
def alone() -> Iterator[bool]:
    """True to one at a time, False to the others, at once."""
    if connection.vendor != "postgresql":
        lock = FileLock(settings.DATA_DIR / "search.lock")
        mine = lock.acquire()
        try:
            yield mine
        finally:
            lock.release()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
