"""Wakes this process's workers. Only a hint: the rows say what there is to do, and a slow poll finds what no bell announced."""

import threading


class Bell:
    """Counts its rings, so that one between looking and waiting is not missed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it rang. Read before looking at the queue, hand to `wait` after."""
        return self._rings

    def ring(self) -> None:
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, heard: int, seconds: float) -> bool:
        """Wait for a ring after the first `heard`, at most so long; True if there was one."""
        with self._condition:
            return self._condition.wait_for(lambda: self._rings != heard, seconds)


bell = Bell()
