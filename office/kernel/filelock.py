"""A lock that a process holds by a file and loses with its life: what only one process of a machine may do."""

import fcntl
import os
from pathlib import Path


class FileLock:
    """`flock` on a file. The kernel lets it go when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take it without waiting; False when another holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let it go; the file stays, as others may be waiting for it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
