"""Django's SQLite engine with one door for writers.

SQLite lets one writer in at a time and leaves the others to poll, which starves some of them for seconds. Within this process
writers queue here, first come first served, before BEGIN IMMEDIATE; other processes still meet SQLite's own busy timeout.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PATIENCE = 60.0  # seconds; longer than any action may take


class Gate:
    """A lock that is handed on in the order of asking and may be let go by another thread than the one that took it."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._taken = False
        self._queue: deque[threading.Event] = deque()

    def enter(self) -> None:
        """Wait for one's turn. Raises OperationalError after PATIENCE seconds."""
        with self._door:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        if turn.wait(PATIENCE):
            return
        with self._door:
            if not turn.is_set():
                self._queue.remove(turn)
                raise OperationalError("database is locked: another writer of this process did not end")

    def leave(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._door:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._taken = False


class DatabaseWrapper(base.DatabaseWrapper):
    """One gate a database file; a connection holds it from BEGIN to COMMIT, ROLLBACK or close."""

    _gates: ClassVar[dict[str, Gate]] = {}
    _gates_door = threading.Lock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inside = False

    @property
    def _gate(self) -> Gate:
        with self._gates_door:
            return self._gates.setdefault(str(self.settings_dict["NAME"]), Gate())

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self._gate.leave()

    def _start_transaction_under_autocommit(self) -> None:
        self._gate.enter()
        self._inside = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs leave it out
        except BaseException:
            self._leave()
            raise

    def _and_leave(self, end: Callable[[], None]) -> None:
        try:
            end()
        finally:
            if self.connection is None or not self.connection.in_transaction:
                self._leave()

    def _commit(self) -> None:
        self._and_leave(super()._commit)  # type: ignore[misc] # the stubs leave it out

    def _rollback(self) -> None:
        self._and_leave(super()._rollback)  # type: ignore[misc] # the stubs leave it out

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # the stubs leave it out
        finally:
            self._leave()
