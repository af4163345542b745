"""A command that waits for jobs works the queue itself, by the workers' code: it needs no server, and may run beside one."""

import time
from collections.abc import Callable, Collection
from uuid import UUID

from office.jobs.bell import bell
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job
from office.jobs.presence import Presence, drop_leases_of_the_dead
from office.jobs.running import work_one

GLANCE = 0.2  # seconds between looks at a job that another process is working


class StillWaitingError(TimeoutError):
    """The jobs were not done in time; they stay in the queue."""


def work_until_done(uids: Collection[UUID], timeout: float = 300) -> list[Job]:
    """Work the queue, these jobs before others, until all of these have ended, well or not; returns them in the order given.

    Call it outside a transaction. Raises StillWaitingError after so many seconds.
    """
    work_until(lambda: not Job.objects.open().filter(uid__in=uids).exists(), timeout, first=uids)
    ended = {job.uid: job for job in Job.objects.filter(uid__in=uids)}
    return [ended[uid] for uid in uids]


def work_until(so: Callable[[], bool], timeout: float = 300, first: Collection[UUID] = ()) -> None:
    """Work the queue until something is so. Raises StillWaitingError after so many seconds."""
    until = time.monotonic() + timeout
    with Presence() as presence, Heartbeat() as heartbeat:
        while True:
            rings = bell.rings
            drop_leases_of_the_dead()
            if so():
                return
            if work_one(f"{presence.name}/0", heartbeat, first) is None:
                bell.wait(rings, GLANCE)
            if time.monotonic() > until:
                raise StillWaitingError(f"{timeout} 秒内没有办完")
