"""Processes for strangers' files: each file gets its own, forked from one that has loaded pyHanko already.

Loading takes more than a second, a check a twentieth of one. The nursery holds no secret: it is started with an environment of
its own, and knows neither Django nor a database.
"""

import atexit
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Any, Final

from docflow.seals.nursery_words import DONE, TOO_HEAVY
from office.kernel.child import ChildDied, ChildTimeout, TooHeavy
from office.kernel.child.frames import read_frame, write_frame
from office.kernel.child.starting import Process

AT_ONCE: Final = 2
"""How many files are checked at the same time."""
_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")


class Nursery:
    """One process that forks. It ends by itself after a minute of rest; whoever needs it then starts another."""

    def __init__(self) -> None:
        self._process: Process | None = None

    def ask(self, memory: int, seconds: int, *arguments: Any) -> bytes:
        """The JSON that `check_as_json(*arguments)` gives, within so many bytes and seconds. Raises TooHeavy, ChildDied."""
        request = pickle.dumps((memory, seconds, arguments), pickle.HIGHEST_PROTOCOL)
        for fresh in (False, True):
            try:
                answer = self._exchange(request, fresh=fresh)
            except (OSError, EOFError):  # it went to rest as we came
                self.end()
                continue
            if answer == TOO_HEAVY:
                raise TooHeavy(f"more than {memory} bytes or {seconds} s")
            if answer[:1] == DONE:
                return answer[1:]
            break
        raise ChildDied("the check ended without an answer")

    def _exchange(self, request: bytes, *, fresh: bool) -> bytes:
        if fresh or self._process is None or not self._process.lives:
            self.end()
            environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
            self._process = Process("docflow.seals.nursery_process", env=environment | {"MALLOC_ARENA_MAX": "1"})
        write_frame(self._process.requests, request)
        return read_frame(self._process.answers)

    def end(self) -> None:
        """End the process; the next request starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.end()


class _Nurseries:
    """The nurseries of this process; the one that was used last is taken first, so that the others can rest."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, as in a forked copy of the server: there they belong to the other."""
        self._all = [Nursery() for _ in range(AT_ONCE)]
        self._free: LifoQueue[Nursery] = LifoQueue()
        for one in self._all:
            self._free.put(one)

    @contextmanager
    def taken(self, patience: float) -> Iterator[Nursery]:
        """One of them, for one request. Raises ChildTimeout when none is free in so many seconds."""
        try:
            nursery = self._free.get(timeout=patience)
        except Empty:
            raise ChildTimeout("no nursery was free") from None
        try:
            yield nursery
        finally:
            self._free.put(nursery)

    def end(self) -> None:
        for one in self._all:
            one.end()


nurseries: Final = _Nurseries()
os.register_at_fork(after_in_child=nurseries.forget)
atexit.register(nurseries.end)
