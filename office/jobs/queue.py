"""The moves of a job's row: asked for, taken, kept, ended. Each is one short transaction, and only the lease's holder ends it.

A job's row is the last lock of a transaction: after run, document, register, to-do and journal.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Case, Value, When

from office.jobs import terms
from office.jobs.bell import bell
from office.jobs.interface import Task
from office.jobs.models import Job, State
from office.kernel.clock import now
from office.kernel.transactions import require_transaction

CHANNEL = "office_jobs"  # PostgreSQL's NOTIFY


def enqueue(task: "Task[..., Any]", *args: Any, key: str = "", not_before: datetime | None = None) -> Job:
    """Ask for one call of a task once the action is committed; arguments are JSON values.

    While a job with this `key` is open, it is returned and no other is made: a key names one piece of work,
    such as `typeset:<run>:<step>`.
    """
    return put(task, args, {}, key=key, not_before=not_before)


def put(
    task: "Task[..., Any]",
    args: Collection[Any],
    kwargs: dict[str, Any],
    *,
    key: str = "",
    not_before: datetime | None = None,
) -> Job:
    """`enqueue`, with named arguments."""
    require_transaction()
    moment = now()
    job = Job(
        key=key,
        task=task.module_path,
        args=json.loads(json.dumps(list(args))),
        kwargs=json.loads(json.dumps(kwargs)),
        not_before=not_before or moment,
        created_at=moment,
    )
    while True:
        Job.objects.bulk_create([job], ignore_conflicts=True)  # waits for another transaction with the same key
        there = Job.objects.filter(uid=job.uid).first() or Job.objects.open().filter(key=key).exclude(key="").first()
        if there is not None:  # else the one in the way has ended this moment
            break
    announce()
    return there


def announce() -> None:
    """Once this transaction is committed, wake the workers of this process, and of others through PostgreSQL."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(bell.ring, robust=True)


def take(worker: str, first: Collection[UUID] = ()) -> Job | None:
    """Take the lease of a job that is due, those of `first` before others; None when there is none.

    A job whose worker fell silent is due as well. Workers pass over each other's choices and never wait for one another.
    """
    moment = now()
    if not Job.objects.due(
        moment
    ).exists():  # a look takes no lock; on SQLite a transaction would queue with the writers
        return None
    with transaction.atomic():
        turn = Case(When(uid__in=list(first), then=Value(0)), default=Value(1))
        due = Job.objects.due(moment).select_for_update(skip_locked=True)
        job = due.order_by(turn, "not_before", "pk").first()
        if job is None:
            return None
        job.state = State.RUNNING
        job.tries += 1
        job.worker = worker
        job.lease_token = uuid4()
        job.leased_until = moment + terms.lease()
        job.started_at = moment
        job.save(update_fields=["state", "tries", "worker", "lease_token", "leased_until", "started_at"])
    return job


def keep_leases(tokens: Collection[UUID]) -> None:
    """The worker is alive: nobody else may take these jobs for another term."""
    Job.objects.filter(state=State.RUNNING, lease_token__in=tokens).update(leased_until=now() + terms.lease())


def drop_leases(worker_process: str) -> int:
    """A worker process is known to be dead: its jobs are due now. Returns how many."""
    rows = Job.objects.filter(state=State.RUNNING, worker__startswith=f"{worker_process}/")
    return rows.update(leased_until=now())


def end(job: Job, state: State, **what: Any) -> bool:
    """End it as DONE, FAILED or GIVEN_UP. False, and nothing is written, when the lease is another's by now."""
    return _leave(job, state=state, ended_at=now(), **what)


def put_back(job: Job, **what: Any) -> bool:
    """Let it wait for its next try. False, and nothing is written, when the lease is another's by now."""
    return _leave(job, state=State.WAITING, not_before=now() + terms.pause_after(job.tries), **what)


def _leave(job: Job, **what: Any) -> bool:
    written = Job.objects.held_under(job.lease_token).update(lease_token=None, leased_until=None, **what)
    return bool(written)
