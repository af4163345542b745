"""历史文件归档。"""

from uuid import UUID

from archive.actions.file_record import put_on_the_shelf, stop
from archive.importing.bringing import PROVENANCE
from archive.models import CheckReport, Record, Role, State
from office.api import Actor, action
from office.kernel.transactions import lock_only

FAILED = "不合格"
CONTENT_IS_WHOLE = frozenset({"1-1", "1-10", "2-7", "3-4"})
NO_VIRUS = "4-2"


@action
def shelve(uid: UUID, report_uid: UUID, *, by: Actor | None, key: UUID) -> Record:
    """历史文件归档：filed, also where facts are missing: they cannot be had any more, and the report says so. A report that is out of date does nothing.

    What keeps even a historical document out: content that is not whole or cannot be opened, a virus.
    """
    lock_only(Record.objects.filter(uid=uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=uid)
    report = CheckReport.objects.get(uid=report_uid, record=item)
    if item.state != State.CHECKING or report.revision != item.revision:
        return item
    if reasons := _grave(report, item):
        stop(item, State.REFUSED, "".join(reasons), by=by)
    else:
        put_on_the_shelf(item, report, by=by)
    return item


def _grave(report: CheckReport, item: Record) -> list[str]:
    """What failed and weighs, in sentences; a catalogue entry without any file has no content that could fail."""
    has_content = item.files.exclude(role__in=[Role.METADATA, PROVENANCE]).exists()
    weighs = CONTENT_IS_WHOLE | {NO_VIRUS} if has_content else {NO_VIRUS}
    failed = [one for one in report.items if one["result"] == FAILED]
    return [f"{one['name']}：{one['says']}" for one in failed if one["code"].partition("-")[2] in weighs]
