"""The gate between those who count by the calendar and whoever changes it, so that no deadline is counted by a calendar that is going.

Whoever sets a deadline passes `keep_the_calendar`: until his transaction ends, nothing is imported. Whoever imports waits at
`wait_to_change_the_calendar` for all of them, and holds nothing while he waits, so that nobody ever waits for him while he waits for them.
SQLite has one writer at a time: there both pass freely.
"""

import time
from collections.abc import Callable

from django.db import OperationalError, connection, transaction

from office.kernel.refusals import SomebodyWasFirst
from office.kernel.transactions import require_transaction

LOCK_NUMBER = 0x6361_6C65_6E64  # "calend", in PostgreSQL's space of advisory locks
NOT_AVAILABLE = "55P03"  # SQLSTATE lock_not_available
PATIENCE = 10.0  # seconds; an act takes a few hundredths of one
PAUSE = 0.03


def keep_the_calendar() -> None:
    """The calendar stays as it is until this transaction ends."""
    require_transaction()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK_NUMBER])


def wait_to_change_the_calendar(lock_rows: Callable[[], object]) -> None:
    """From now until this transaction ends nobody counts by the calendar, and `lock_rows` has locked (NOWAIT) what will be counted anew.

    While somebody else is at any of it, all is let go and tried again. Raises SomebodyWasFirst when that goes on for too long.
    """
    require_transaction()
    until = time.monotonic() + PATIENCE
    while not _taken(lock_rows):
        if time.monotonic() > until:
            raise SomebodyWasFirst("此刻一直有人在办有时限的事，没有导入，什么也没有改动。请过一会儿再导入。")
        time.sleep(PAUSE)


def _taken(lock_rows: Callable[[], object]) -> bool:
    if connection.vendor != "postgresql":
        return True
    try:
        with transaction.atomic():  # rolled back, it gives back what it has locked
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_NUMBER])
                if not cursor.fetchone()[0]:
                    return False
            lock_rows()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == NOT_AVAILABLE:
            return False
        raise
    return True
