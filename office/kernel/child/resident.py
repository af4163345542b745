"""The one child for our own heavy work, and the turns at it."""

import pickle
import threading
import time
from typing import Any

from office.kernel.child.errors import ChildDied, ChildTimeout, FailedInChild
from office.kernel.child.frames import read_frame, write_frame
from office.kernel.child.starting import Process, Watch

REST = 60.0  # seconds without work after which the child is ended


class Child:
    """Started when first needed, one request at a time, ended after a rest. Any thread may ask."""

    def __init__(self, rest: float = REST) -> None:
        self._rest = rest
        self.forget()

    def forget(self) -> None:
        """Begin without a child, as in a forked copy of the parent: there the child, and a lock somebody held, are the other's."""
        self._turn = threading.Lock()
        self._process: Process | None = None
        self._resting: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._process.pid if self._process is not None else None

    def run(self, path: str, *args: Any, timeout: float = 120) -> Any:
        """Call the function at a dotted path there, and return what it returns. Arguments and result are pickled.

        Raises FailedInChild when it raised, ChildDied when the child ended in the middle, ChildTimeout after so many seconds,
        the wait for one's turn included.
        """
        until = time.monotonic() + timeout
        request = pickle.dumps((path, args), pickle.HIGHEST_PROTOCOL)
        if not self._turn.acquire(timeout=timeout):
            raise ChildTimeout(f"{path}: its turn did not come in {timeout} s")
        try:
            answer = self._ask(path, request, until)
        finally:
            self._let_rest()
            self._turn.release()
        done, what = pickle.loads(answer)  # noqa: S301 - from this process's own child, which runs our code on our data
        if not done:
            raise FailedInChild(*what)
        return what

    def end(self, patience: float = 5) -> None:
        """End the child; work in hand has so many seconds, then whoever waits for it hears ChildDied."""
        if self._turn.acquire(timeout=patience):
            try:
                self._end()
            finally:
                self._turn.release()
        elif (process := self._process) is not None:
            process.kill()

    def _ask(self, path: str, request: bytes, until: float) -> bytes:
        if self._resting is not None:
            self._resting.cancel()
        if self._process is not None and not self._process.lives:  # it died while it rested
            self._end()
        if self._process is None:
            self._process = Process("office.kernel.child.resident_process")
        watch = Watch(self._process, until)
        try:
            with watch:
                write_frame(self._process.requests, request)
                answer = read_frame(self._process.answers)
        except (OSError, EOFError):
            status = self._end()
            if not watch.late:
                raise ChildDied(f"{path}: the child ended with status {status}") from None
        if watch.late:  # also when the answer came at that very moment: the child is gone
            self._end()
            raise ChildTimeout(f"{path} took too long")
        return answer

    def _let_rest(self) -> None:
        if self._process is not None:
            self._resting = threading.Timer(self._rest, self._end_rested)
            self._resting.daemon = True
            self._resting.start()

    def _end_rested(self) -> None:
        with self._turn:
            if self._resting is threading.current_thread():  # else somebody has asked meanwhile
                self._end()

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()  # it holds nothing that could be left half done
        return process.end()
