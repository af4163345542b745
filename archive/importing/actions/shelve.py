"""历史文件归档。"""

from uuid import UUID

from archive.actions.file_record import put_on_the_shelf, stop
from archive.models import CheckReport, Record, State
from archive.weighing import what_keeps_out
from office.api import Actor, action
from office.kernel.transactions import lock_only


@action
def shelve(uid: UUID, report_uid: UUID, *, by: Actor | None, key: UUID) -> Record:
    """历史文件归档：filed, also where facts are missing (`archive.weighing`). A report that is out of date does nothing."""
    lock_only(Record.objects.filter(uid=uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=uid)
    report = CheckReport.objects.get(uid=report_uid, record=item)
    if item.state != State.CHECKING or report.revision != item.revision:
        return item
    if reasons := what_keeps_out(report, item):
        stop(item, State.REFUSED, "".join(reasons), by=by)
    else:
        put_on_the_shelf(item, report, by=by)
    return item
