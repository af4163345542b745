"""Starting a child, and ending it when its time is over."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[3]  # where the rooms are imported from

A_MOMENT = 2.0  # seconds between closing its pipes and being gone


class Process:
    """A running child with a pipe to it and a pipe from it. It is started anew, not forked: nothing of the parent's is in it."""

    def __init__(self, module: str, *args: str, env: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of this package
            [sys.executable, "-m", module, *args], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a child without pipes")
        self.requests: BinaryIO = self._process.stdin  # type: ignore[assignment] # an IO[bytes] of bytes, as asked for
        self.answers: BinaryIO = self._process.stdout  # type: ignore[assignment] # likewise
        self.pid = self._process.pid

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> int:
        """Let it end, at most for a moment, and return its status (negative: the signal's number)."""
        try:
            return self._process.wait(A_MOMENT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self.answers.close()
            with suppress(BrokenPipeError):  # what could not be written any more
                self.requests.close()


class Watch:
    """Kills a child that has not answered in time. After the block, `late` says whether it did."""

    def __init__(self, process: Process, until: float) -> None:
        """`until` is a moment of time.monotonic()."""
        self.late = False
        self._process = process
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._ring)
        self._timer.daemon = True

    def __enter__(self) -> "Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()  # from here on `late` does not change

    def _ring(self) -> None:
        self.late = True
        self._process.kill()
