"""The jobs' table behind Django's tasks interface: `some_task.enqueue(…)` and `some_task.get_result(id)` work on it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from office.jobs.interface import (
    BaseTaskBackend,
    Task,
    TaskError,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
)

if TYPE_CHECKING:
    from office.jobs.models import Job

STATUS = {
    "waiting": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "done": TaskResultStatus.SUCCESSFUL,
    "failed": TaskResultStatus.FAILED,
    "given_up": TaskResultStatus.FAILED,
}


class JobBackend(BaseTaskBackend):
    """Tasks are declared while rooms are still being loaded, so the rows are imported at the first use."""

    supports_defer = True
    supports_get_result = True

    def enqueue(  # type: ignore[override] # the tuple and the mapping that Task.enqueue hands over, as django.tasks types them
        self, task: "Task[..., Any]", args: Collection[Any], kwargs: dict[str, Any]
    ) -> "TaskResult[..., Any]":
        """A job without a key; inside an action, like `office.jobs.queue.enqueue`."""
        from office.jobs.queue import put  # noqa: PLC0415

        self.validate_task(task)
        return result_of(put(task, args, kwargs, not_before=task.run_after), task, self.alias)

    def get_result(self, result_id: str) -> "TaskResult[..., Any]":
        from office.jobs.models import Job  # noqa: PLC0415
        from office.jobs.running import task_of  # noqa: PLC0415

        job = Job.objects.filter(uid=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job), self.alias)


def result_of(job: "Job", task: "Task[..., Any]", backend: str) -> "TaskResult[..., Any]":
    """The row as Django's tasks interface shows it."""
    result: TaskResult[..., Any] = TaskResult(
        task=task,
        id=str(job.uid),
        status=STATUS[job.state],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.ended_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=backend,
        errors=[TaskError(exception_class_path=job.error_type, traceback=job.traceback)] if job.error_type else [],
        worker_ids=[job.worker] * job.tries,
    )
    object.__setattr__(result, "_return_value", job.result)  # frozen for callers; the interface leaves this to backends
    return result
