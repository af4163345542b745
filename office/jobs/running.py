"""One job from taking to ending: what a worker thread does all day, and a command that waits does for itself."""

import logging
import traceback
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string

from office.jobs import queue, terms
from office.jobs.backend import result_of
from office.jobs.failing import end_unsuccessfully
from office.jobs.heartbeat import Heartbeat
from office.jobs.interface import Task, TaskContext
from office.jobs.models import Job, State
from office.kernel import crash
from office.kernel.refusals import Refusal

logger = logging.getLogger(__name__)

DIED_EACH_TIME = "每次执行到中途，进程都意外结束"


def task_of(job: Job) -> "Task[..., Any]":
    """The task that a job calls. Raises ImportError when this version of the program has none of that name."""
    task: Task[..., Any] = import_string(job.task)
    return task


def work_one(worker: str, heartbeat: Heartbeat, first: Collection[UUID] = ()) -> Job | None:
    """Take a job that is due and work it; returns it, or None when nothing is due."""
    job = queue.take(worker, first)
    if job is None:
        return None
    crash.point("jobs.taken")
    with heartbeat.keeping(job):
        if job.tries > terms.tries():  # each of its workers died: it must not kill another
            end_unsuccessfully(job, State.GIVEN_UP, error=DIED_EACH_TIME)
        else:
            _work(job)
    return job


def _work(job: Job) -> None:
    try:
        result = _call(job)
    except Refusal as refusal:
        held = end_unsuccessfully(job, State.FAILED, error=refusal.sentence, error_type=_path(refusal))
    except Exception as error:  # whatever a task raises is the job's failure, never the worker's
        logger.exception("job %s (%s) went wrong, try %s", job.uid, job.task, job.tries)
        held = _try_again_or_give_up(job, error)
    else:
        crash.point("jobs.worked")
        held = queue.end(job, State.DONE, result=result, error="", error_type="", traceback="")
        crash.point("jobs.ended")
    if not held:
        logger.warning("job %s (%s) was taken over by another worker; this result is dropped", job.uid, job.task)


def _call(job: Job) -> Any:
    task = task_of(job)
    if task.takes_context:
        return task.call(TaskContext(task_result=result_of(job, task, task.backend)), *job.args, **job.kwargs)
    return task.call(*job.args, **job.kwargs)


def _try_again_or_give_up(job: Job, error: Exception) -> bool:
    what = {
        "error": _sentence(error),
        "error_type": _path(error),
        "traceback": "".join(traceback.format_exception(error)),
    }
    if job.tries >= terms.tries():
        return end_unsuccessfully(job, State.GIVEN_UP, **what)
    return queue.put_back(job, **what)


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}：{error}" if str(error) else type(error).__name__


def _path(error: Exception) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
