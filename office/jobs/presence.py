"""Which worker processes live. Each holds a file lock under its name; a lock that is free tells of a death before the lease does."""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings

from office.jobs import queue
from office.jobs.models import Job, State
from office.kernel.filelock import FileLock

A_WHILE = 60.0  # seconds; a younger file may belong to a process that has not locked it yet


class Presence:
    """This process among the workers. `name` is never used twice."""

    def __init__(self) -> None:
        self.name = f"{os.uname().nodename[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = FileLock(_folder() / self.name)

    def __enter__(self) -> "Presence":
        if not self._lock.acquire():
            raise RuntimeError(f"{self._lock.path} is held")  # the name was drawn a moment ago
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.path.unlink(missing_ok=True)
        self._lock.release()


def drop_leases_of_the_dead() -> int:
    """Make the jobs due whose worker process, on this data folder, has died. Returns how many.

    Workers on other machines have no file here: their leases run out by themselves.
    """
    dropped = 0
    running = Job.objects.filter(state=State.RUNNING).values_list("worker", flat=True)
    for process in {worker.rpartition("/")[0] for worker in running}:
        path = _folder() / process
        lock = FileLock(path)
        if path.exists() and lock.acquire():
            dropped += queue.drop_leases(process)
            lock.release()
    _clear_away_names()
    return dropped


def _clear_away_names() -> None:
    for path in _folder().glob("*"):
        lock = FileLock(path)
        if _modified(path) < time.time() - A_WHILE and lock.acquire():
            path.unlink(missing_ok=True)
            lock.release()


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "workers"
