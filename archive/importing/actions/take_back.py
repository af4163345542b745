"""撤回一批导入。"""

from uuid import UUID

from archive.importing.bringing import BATCH, GIVEN_CODE
from archive.importing.models import Batch, BatchState, RowState
from archive.importing.policy import batches
from archive.models import Record, State
from archive.numbering import forget_given
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from office.kernel.transactions import lock_only

OPEN = frozenset({State.ARRANGING, State.CHECKING, State.REFUSED, State.WAITING})


@action
def take_back(uid: UUID, *, by: Actor, key: UUID) -> Batch:
    """撤回导入：rows that were not taken in stay out, records that are not filed leave the queue and give back their 原编号 and 档号.

    What is filed is frozen and stays: it is corrected by a recorded return. What was returned has been filed, or is put right, and stays too.
    """
    batch = batches.take(uid, by=by)
    if batch.state == BatchState.RUNNING:
        raise NotAllowed("这一批正在导入。请先停下，再撤回。")
    if batch.state == BatchState.TAKEN_BACK:
        return batch
    of_this = Record.objects.filter(
        fonds=batch.fonds, state__in=OPEN, returns__isnull=True, **{f"metadata__{BATCH}": str(batch.uid)}
    )
    left = [one for one in of_this.order_by("pk").values_list("pk", flat=True) if _left_out(one)]
    taken = batch.rows.filter(state=RowState.WAITING).update(state=RowState.TAKEN_BACK)
    taken += batch.rows.filter(record__in=left).update(state=RowState.TAKEN_BACK)
    if not taken and batch.state == BatchState.DONE:
        raise NotAllowed("这一批没有可以撤回的：已归档的不能撤回，要更正请逐件退回更正。")
    if not batch.rows.filter(state=RowState.FILED).exists():
        batch.state = BatchState.TAKEN_BACK
    elif batch.state != BatchState.DONE:
        batch.state = BatchState.DONE
    batch.ended_at = batch.ended_at or now()
    batch.save(update_fields=["state", "ended_at"])
    record(by, "imports.taken_back", stream=f"import:{batch.uid}", about=batch.uid, title=batch.name, rows=taken)
    return batch


def _left_out(key: int) -> bool:
    """A record that is not filed leaves the queue; False for one that has been filed meanwhile."""
    lock_only(Record.objects.filter(pk=key), "record")
    item = Record.objects.get(pk=key)
    if item.state not in OPEN:
        return False
    item.metadata = item.metadata | {"撤回的原标识": item.source_id}
    item.state, item.source_id = State.LEFT_OUT, ""
    if (
        GIVEN_CODE in item.metadata
    ):  # free for the row that is put right; a number that was taken here stays with it, as a void one does
        forget_given(item)
        item.code, item.item = "", None
    item.moved_at = now()
    item.save()
    return True
