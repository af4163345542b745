"""The clock of a serving process: what is done again and again, and what is done once a night."""

import logging
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connections, transaction

from office.jobs.interface import Task
from office.jobs.models import Job
from office.jobs.queue import enqueue
from office.kernel.clock import day_of, now

logger = logging.getLogger(__name__)

NIGHT = timedelta(hours=3)  # past midnight in the office: nobody works, and backups have not begun
AFTER_A_FAILURE = 5.0  # seconds; twice a second would fill the log while the database is away
LONG = 5.0  # seconds; between ticks further apart no connection is kept


class Clock:
    """Each function ticks in a thread of its own, so that a slow one delays no other. A failing tick is logged; the next one comes."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._nightly: list[Task[..., Any]] = []
        self.every(60, self._ask_for_the_night)

    def every(self, seconds: float, function: Callable[[], object], name: str = "") -> None:
        """Call a function as soon as the clock starts, and then so many seconds after each time it has ended."""
        name = f"clock-{name or getattr(function, '__name__', 'tick')}"
        self._threads.append(threading.Thread(target=self._tick, args=(seconds, function), name=name, daemon=True))

    def nightly(self, task: "Task[..., Any]") -> None:
        """Enqueue a task once a night, wherever how many clocks run; in the morning, when none ran at night."""
        self._nightly.append(task)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 10) -> None:
        """Let ticks in hand end, each at most so many seconds."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(patience)

    def _tick(self, seconds: float, function: Callable[[], object]) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            pause = seconds
            try:
                function()
            except Exception:  # one failure, of whatever kind, must not stop the clock
                logger.exception("a tick of %s failed", threading.current_thread().name)
                pause = max(seconds, AFTER_A_FAILURE)
            finally:
                if pause >= LONG:
                    connections.close_all()
        connections.close_all()

    def _ask_for_the_night(self) -> None:
        for task in self._nightly:
            ask_for_the_night(task, last_night())


def last_night() -> date:
    """The office's day whose small hours were the last to pass."""
    return day_of(now() - NIGHT)


def ask_for_the_night(task: "Task[..., Any]", night: date) -> None:
    """Enqueue a task for a night, unless somebody has; the key keeps two who ask at once to one job."""
    key = f"nightly:{night}:{task.module_path}"
    if not Job.objects.filter(key=key).exists():
        with transaction.atomic():
            enqueue(task, key=key)
