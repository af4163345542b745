"""重新检测、重新整理。"""

from uuid import UUID

from archive.actions.confirm_retention import ask_for_check
from archive.calling import close_calls
from archive.models import Record, State
from archive.policy import records
from archive.standing import ask
from office.api import Actor, action, record
from office.kernel.clock import now


@action
def check_again(record_uid: UUID, *, by: Actor, key: UUID) -> Record:
    """重新检测：what failed may hold by now (a file is back in its place, a scanner runs)."""
    item = _taken(record_uid, "重新检测", State.CHECKING, "archive.checked_again", by=by)
    ask_for_check(item)
    return item


@action
def arrange_again(record_uid: UUID, *, by: Actor, key: UUID) -> Record:
    """重新整理：back among those to be arranged, so that its description or its retention can be put right. It keeps its number."""
    return _taken(record_uid, "重新整理", State.ARRANGING, "archive.arranged_again", by=by)


def _taken(record_uid: UUID, doing: str, state: State, act: str, *, by: Actor) -> Record:
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask(doing, item)
    close_calls(item, why=doing, done_by=by.appointment)
    record(by, act, stream=f"record:{item.uid}", about=item.uid, title=str(item), reason=item.why)
    item.state, item.why, item.moved_at = state, "", now()
    item.save(update_fields=["state", "why", "moved_at"])
    return item
