"""What happens when a job ends without having been done: its room is told, and the operator gets a to-do."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

from office.jobs import queue
from office.jobs.interface import Task
from office.jobs.models import Job, State
from office.kernel.clock import today
from office.kernel.transactions import lock
from office.models.organs import Organ
from office.models.people import Appointment, Role
from office.models.todos import Todo
from office.todos import close_todo, open_todo

logger = logging.getLogger(__name__)

ROOM, KIND = "jobs", "作业"

Consequence = Callable[[Job], None]
_consequences: dict[str, Consequence] = {}


def on_failure(task: "Task[..., Any]") -> Callable[[Consequence], Consequence]:
    """Decorator: what a room does when a job of this task has failed or was given up, in the transaction that ends it.

    @on_failure(typeset)
    def typesetting_failed(job: Job) -> None: ...
    """

    def register(consequence: Consequence) -> Consequence:
        _consequences[task.module_path] = consequence
        return consequence

    return register


def end_unsuccessfully(job: Job, state: State, **what: Any) -> bool:
    """End it as FAILED or GIVEN_UP with its consequences. False, and nothing is written, when the lease is another's by now.

    A refusal is the room's to deal with; the operator is called where tries went wrong, or where no room answers.
    """
    for name, value in what.items():
        setattr(job, name, value)
    job.state = state
    with transaction.atomic():
        told = _tell_the_room(job)
        if state == State.GIVEN_UP or not told:
            _call_the_operator(job)
        held = queue.end(job, state, **what)  # last: a job's row is the last lock
        transaction.set_rollback(not held)
    return held


def _tell_the_room(job: Job) -> bool:
    if (consequence := _consequences.get(job.task)) is None:
        return False
    try:
        with transaction.atomic():
            consequence(job)
    except Exception:  # a room's mistake must not keep the job from ending, nor the operator from hearing of it
        logger.exception("%s could not take in that job %s failed", job.task, job.uid)
        return False
    return True


def _call_the_operator(job: Job) -> None:
    holders = operators()
    if not holders:
        logger.error("nobody is system administrator: job %s (%s) failed: %s", job.uid, job.task, job.error)
        return
    open_todo(
        room=ROOM,
        kind=KIND,
        about=job.uid,
        task=str(job.uid),
        title=f"后台作业“{job.name}”没有办成：{job.error}"[:400],
        step="系统管理",
        url=job.get_absolute_url(),
        holders=holders,
    )


def operators() -> list[Appointment]:
    """The system administrators of the root organ, today."""
    roots = Organ.objects.filter(parent__isnull=True)
    serving = Appointment.objects.valid_on(today()).filter(
        post__department__organ__in=roots, post__roles__role=Role.SYSTEM_ADMINISTRATOR
    )
    return list(serving.distinct())


def operator_still_needed(job: Job) -> bool:
    """Whether his to-do of a job waits; it is locked. So it is too where nobody was there to be called."""
    todos = Todo.objects.filter(room=ROOM, task=str(job.uid))
    return lock(todos.filter(closed_at__isnull=True), "todo") is not None or not todos.exists()


def operator_no_longer_needed(job: Job, why: str, done_by: Appointment) -> None:
    """Close the operator's to-do of a job: he has dealt with it."""
    close_todo(ROOM, str(job.uid), why=why, done_by=done_by)
