"""要求检测：of a record that is kept; what waits to be filed is checked by its filing."""

from uuid import UUID

from archive.models import Record, Stage, State
from archive.policy import records
from archive.rechecking import check_again
from office.api import Actor, action, enqueue, record
from office.kernel.refusals import Invalid


@action
def ask_to_check(record_uid: UUID, *, by: Actor, key: UUID) -> Record:
    """检测：check a filed record as a whole now (长期保存). A job does it; its report appears on the record's page."""
    item = records.take(record_uid, by=by)
    if item.state != State.FILED:
        raise Invalid("这件档案还没有归档。归档检测在确定保管期限后自动进行。")
    record(by, "archive.asked_to_check", stream=f"record:{item.uid}", about=item.uid, title=str(item))
    enqueue(check_again, str(item.uid), Stage.KEEPING.value, str(by.person.uid), key=f"check:{item.uid}")
    return item
