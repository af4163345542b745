"""Worker threads: woken by the bell, else looking every few seconds, until they are told to stop."""

import logging
import threading
import time
from typing import TYPE_CHECKING

from django.db import close_old_connections, connection, connections

from office.jobs import terms
from office.jobs.bell import bell
from office.jobs.heartbeat import Heartbeat
from office.jobs.presence import Presence, drop_leases_of_the_dead
from office.jobs.running import work_one

if TYPE_CHECKING:
    from office.jobs.listening import Listener

logger = logging.getLogger(__name__)


class Worker:
    """The workers of this process: inside `serve`, or alone on a machine of the production shape."""

    def __init__(self, threads: int = 2) -> None:
        self._presence = Presence()
        self._heartbeat = Heartbeat()
        self._stopping = threading.Event()
        self._listener = _listener()
        self._threads = [
            threading.Thread(target=self._work, args=(number,), name=f"jobs-{number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        self._presence.__enter__()
        self._heartbeat.__enter__()
        if self._listener is not None:
            self._listener.start()
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 20) -> bool:
        """Let jobs in hand end, at most so many seconds. False if one did not: it is another's when its lease has run out."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.stop()
        bell.ring()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        ended = not any(thread.is_alive() for thread in self._threads)
        if ended:
            self._heartbeat.__exit__()
            self._presence.__exit__()
        return ended

    def _work(self, number: int) -> None:
        name = f"{self._presence.name}/{number}"
        while not self._stopping.is_set():
            rings = bell.rings
            close_old_connections()
            try:
                drop_leases_of_the_dead()
                while not self._stopping.is_set() and work_one(name, self._heartbeat) is not None:
                    pass
            except Exception:  # a thread that died would leave the queue standing; the row says what is still to do
                logger.exception("worker %s was interrupted", name)
                self._stopping.wait(1)
                continue
            finally:
                connections.close_all()  # an idle thread holds no connection
            bell.wait(rings, terms.POLL)


def _listener() -> "Listener | None":
    if connection.vendor != "postgresql":
        return None
    from office.jobs.listening import Listener  # noqa: PLC0415 - the driver is there in the production shape alone

    return Listener()
