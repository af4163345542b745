"""Background work of importing: rows are taken in one by one, outside any lock."""

from uuid import UUID

from archive.importing.actions.running import next_turn, stopped
from archive.importing.models import Batch, BatchState
from archive.importing.policy import batches
from archive.importing.working import work
from office.api import Job, on_failure, task
from office.kernel.ids import uuid7


@task()
def import_rows(batch_uid: str, turn: int) -> int:
    """导入历史文件：take in the next rows of a batch. Returns how many."""
    done = work(UUID(batch_uid), turn)
    next_turn(UUID(batch_uid), turn, by=None, key=uuid7())
    return done


@on_failure(import_rows)
def _stopped_for(job: Job) -> None:
    batch_uid, turn = job.args
    if Batch.objects.filter(uid=batch_uid, turn=turn, state=BatchState.RUNNING).exists():
        stopped(batches.take(UUID(batch_uid), by=None), f"作业没有办成：{job.error}", None)
