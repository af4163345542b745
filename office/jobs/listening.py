"""Hears through PostgreSQL what other processes have enqueued, and rings this process's bell."""

import logging
import threading

import psycopg
from django.db import DatabaseError, connection

from office.jobs.bell import bell
from office.jobs.queue import CHANNEL

logger = logging.getLogger(__name__)

LOOK_UP = 1.0  # seconds between looks whether to stop
AGAIN = 5.0  # seconds before a lost connection is tried again


class Listener:
    """One connection that waits. While it is lost, the workers' slow poll does its work."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="jobs-listener", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._hear()
            except (DatabaseError, psycopg.Error):
                logger.warning("not listening for jobs; trying again in %s s", AGAIN, exc_info=True)
                self._stopping.wait(AGAIN)

    def _hear(self) -> None:
        line = connection.copy()
        line.settings_dict["OPTIONS"].pop("pool", None)  # it would keep one of the pool's for ever
        line.connect()
        try:
            raw = line.connection
            raw.execute(f"LISTEN {CHANNEL}")
            bell.ring()  # what was announced while nobody listened
            while not self._stopping.is_set():
                for _ in raw.notifies(timeout=LOOK_UP):
                    bell.ring()
        finally:
            line.close()
