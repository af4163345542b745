"""检测未过，先不归档。"""

from uuid import UUID

from archive.models import Record, State
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotThere
from office.kernel.transactions import lock


@action
def hold_back(uid: UUID, reasons: list[str], *, by: Actor | None, key: UUID) -> Record:
    """检测未过：the record stays in the queue of what was not filed, with the reasons in its history."""
    item = lock(Record.objects.filter(uid=uid), "record")
    if item is None:
        raise NotThere("该档案")
    if item.state == State.CHECKING:
        item.state = State.REFUSED
        item.moved_at = now()
        item.save(update_fields=["state", "moved_at"])
        record(
            by,
            "importing.held_back",
            stream=f"record:{item.uid}",
            about=item.uid,
            title=item.title,
            reasons=reasons,
        )
    return item
