"""开始、停下、接着、完成一批导入。"""

from uuid import UUID

from archive.importing.models import Batch, BatchState, RowState
from archive.importing.policy import batches
from archive.importing.turns import ask_for_a_turn
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from realtime import api as realtime


@action
def begin_import(uid: UUID, *, by: Actor, key: UUID) -> Batch:
    """开始导入：a job takes in the rows one by one; he may leave the page. Beginning what runs changes nothing."""
    batch = batches.take(uid, by=by)
    if batch.state == BatchState.RUNNING:
        return batch
    if batch.state != BatchState.READY:
        raise NotAllowed("这一批现在不能开始导入。请先对应各列，看过预览。")
    batch.begun_at = now()
    return _run(batch, "begun", by)


@action
def resume_import(uid: UUID, *, by: Actor, key: UUID) -> Batch:
    """接着导入：the rows that are still waiting go on where it stopped."""
    batch = batches.take(uid, by=by)
    if batch.state == BatchState.RUNNING:
        return batch
    if batch.state != BatchState.STOPPED:
        raise NotAllowed("这一批没有停下，不用接着导入。")
    return _run(batch, "resumed", by)


@action
def stop_import(uid: UUID, *, by: Actor, key: UUID) -> Batch:
    """停下：after the row in hand nothing more is taken in; what was filed stays."""
    batch = batches.take(uid, by=by)
    if batch.state != BatchState.RUNNING:
        raise NotAllowed("这一批没有在导入，不用停下。")
    return stopped(batch, "档案管理员停下的。", by)


def stopped(batch: Batch, why: str, by: Actor | None) -> Batch:
    """Inside an action or a job's end that holds the batch."""
    batch.state, batch.says = BatchState.STOPPED, why[:400]
    batch.save(update_fields=["state", "says"])
    record(by, "imports.stopped", stream=f"import:{batch.uid}", about=batch.uid, title=batch.name, why=batch.says)
    return batch


@action
def next_turn(uid: UUID, turn: int, *, by: None, key: UUID) -> Batch:
    """A job has done its rows: another goes on, or the batch is done and whoever brought it is told."""
    batch = batches.take(uid, by=None)
    if batch.state != BatchState.RUNNING or batch.turn != turn:
        return batch
    if batch.rows.filter(state=RowState.WAITING).exists():
        return ask_for_a_turn(batch)
    batch.state, batch.ended_at = BatchState.DONE, now()
    batch.save(update_fields=["state", "ended_at"])
    counts = {state: batch.rows.filter(state=state).count() for state in RowState.values}
    record(None, "imports.ended", stream=f"import:{batch.uid}", about=batch.uid, title=batch.name, rows=counts)
    realtime.notify(
        [batch.brought_by],
        kind="importing",
        title=f"“{batch.name}”导入完成：归档{counts[RowState.FILED]}件"[:400],
        body=_left_over(counts),
        url=batch.get_absolute_url(),
        about=batch.uid,
    )
    return batch


def _left_over(counts: dict[str, int]) -> str:
    said = [
        f"{RowState(state).label}{counts[state]}件"
        for state in (RowState.ALREADY, RowState.HELD_BACK, RowState.REFUSED)
        if counts[state]
    ]
    return f"{'，'.join(said)}。" if said else ""


def _run(batch: Batch, act: str, by: Actor) -> Batch:
    batch.state, batch.says = BatchState.RUNNING, ""
    batch.save(update_fields=["state", "says", "begun_at"])
    record(by, f"imports.{act}", stream=f"import:{batch.uid}", about=batch.uid, title=batch.name)
    return ask_for_a_turn(batch)
