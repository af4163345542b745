"""文件夹里的索引，一代一代：which one is asked, and who may write. A new one is filled beside, and becomes the current one in one stroke."""

import fcntl
import os
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from archive.search.engine.port import IndexBusy, IndexUnavailable
from archive.search.engine.shape import LAYOUT

CURRENT, LOCK = "current", "writing"
PAUSE = 0.05


class Generations:
    """A folder with one folder for each generation, and a file that names the current one."""

    def __init__(self, root: Path, *, patience: float) -> None:
        self.root = root
        self._patience = patience
        self._guard = threading.Lock()
        self._lock: int | None = None
        self._holders = 0

    def current(self) -> str:
        """The one to be asked. Raises IndexUnavailable when there is none, or when it has another layout."""
        try:
            name = (self.root / CURRENT).read_text(encoding="ascii")
        except FileNotFoundError:
            raise IndexUnavailable("索引还没有建立。") from None
        except OSError as error:
            raise IndexUnavailable(f"索引所在的文件夹读不出：{error.strerror}。") from error
        if not name.startswith(f"{LAYOUT}-"):
            raise IndexUnavailable("索引是另一版本建立的，要重建。")
        return name

    def path(self, name: str) -> Path:
        return self.root / name

    def fresh(self) -> str:
        """The name of a new, empty folder."""
        name = f"{LAYOUT}-{uuid4().hex[:12]}"
        self.path(name).mkdir(parents=True)
        return name

    def make_current(self, name: str) -> None:
        """From now on this one is asked; all others are removed. Only for who holds the lock."""
        beside = self.root / f"{CURRENT}.{name}"
        with beside.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.root / CURRENT)
        _sync(self.root)
        self._clear()

    def remove(self, name: str) -> None:
        """One that was begun beside and is not wanted; never the one that is asked."""
        if name != self._named():
            shutil.rmtree(self.path(name), ignore_errors=True)

    def hold(self) -> None:
        """Be the process that writes; once more for each who holds. Raises IndexBusy when another does not let go for some seconds.

        What was left behind by somebody who was killed is removed: nobody else fills one now.
        """
        with self._guard:
            if self._lock is None:
                self._lock = self._locked()
                self._clear()
            self._holders += 1

    def let_go(self) -> None:
        """The last one of this process gives the lock up."""
        with self._guard:
            self._holders -= 1
            if self._holders == 0 and self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _locked(self) -> int:
        self.root.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = time.monotonic() + self._patience
        while not _taken(lock):
            if time.monotonic() > until:
                os.close(lock)
                raise IndexBusy("另一个程序正在写索引。")
            time.sleep(PAUSE)
        return lock

    def _named(self) -> str:
        """What the file says, of whatever layout; empty where there is none."""
        current = self.root / CURRENT
        return current.read_bytes().decode("ascii", "replace") if current.exists() else ""

    def _clear(self) -> None:
        """Remove all but the current one."""
        with suppress(OSError):
            kept = self._named()
            for other in self.root.iterdir():
                if other.is_dir() and other.name != kept:
                    shutil.rmtree(other, ignore_errors=True)
                elif other.name.startswith(f"{CURRENT}."):
                    other.unlink(missing_ok=True)


def _taken(lock: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
