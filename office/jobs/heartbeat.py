"""Says in the table, three times a lease, that the worker is alive, for all jobs that this process is working."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connections

from office.jobs import queue, terms
from office.jobs.models import Job

logger = logging.getLogger(__name__)


class Heartbeat:
    """A thread of its own, so that a long job keeps its lease; if it dies with its process, the lease runs out."""

    def __init__(self) -> None:
        self._tokens: set[UUID] = set()
        self._door = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="jobs-heartbeat", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @contextmanager
    def keeping(self, job: Job) -> Iterator[None]:
        """Keep the lease of a job that this process is working."""
        token = job.lease_token
        if token is None:
            raise ValueError(f"{job} is not leased")
        with self._door:
            self._tokens.add(token)
        try:
            yield
        finally:
            with self._door:
                self._tokens.discard(token)

    def _beat(self) -> None:
        while not self._ended.wait(terms.lease().total_seconds() / 3):
            with self._door:
                tokens = list(self._tokens)
            try:
                if tokens:
                    queue.keep_leases(tokens)
            except DatabaseError:  # the next beat may come through; if none does, the lease is rightly lost
                logger.exception("leases could not be kept")
            finally:
                connections.close_all()
