"""不归档，和改为归档。"""

from uuid import UUID

from archive.models import Record, State
from archive.numbering import void_item
from archive.policy import records
from archive.standing import ask, reason_given
from office.api import Actor, action, record
from office.kernel.clock import now


@action
def leave_out(record_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Record:
    """不归档：the archivist decides that it is of no lasting value (国家档案局令第8号第四条), and says why. It stays listed, and can be taken in later."""
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("定为不归档", item)
    item.why = reason_given(reason, "定为不归档")
    if item.code:  # it was numbered, refused, and arranged again
        void_item(item, reason=item.why)
    item.item, item.code = None, ""
    item.state, item.moved_at = State.LEFT_OUT, now()
    item.save(update_fields=["state", "why", "moved_at", "item", "code"])
    _record(item, "archive.left_out", reason=item.why, by=by)
    return item


@action
def take_in(record_uid: UUID, *, by: Actor, key: UUID) -> Record:
    """改为归档：what was left out is to be arranged after all."""
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("改为归档", item)
    item.state, item.why, item.moved_at = State.ARRANGING, "", now()
    item.save(update_fields=["state", "why", "moved_at"])
    _record(item, "archive.taken_in", reason="", by=by)
    return item


def _record(item: Record, act: str, *, reason: str, by: Actor) -> None:
    record(by, act, stream=f"record:{item.uid}", about=item.uid, title=str(item), reason=reason)
