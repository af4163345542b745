"""检测与归档 of what was taken in. A historical document lacks what it lacks: missing facts are reported and do not keep it out."""

from archive.actions.file_record import file_record
from archive.checking import run_check
from archive.importing.actions.hold_back import hold_back
from archive.models import CheckReport, Record, Role, State
from archive.models import Stage as CheckStage
from office.api import Actor
from office.kernel import crash
from office.kernel.ids import uuid7

FAILED = "不合格"
CONTENT_IS_WHOLE = frozenset({"1-1", "1-10", "2-7", "3-4"})
NO_VIRUS = "4-2"


def admit(item: Record, *, by: Actor | None) -> Record:
    """Check a record and file it, or leave it in the queue with the reason. What is filed already is left as it is."""
    if item.state != State.CHECKING:
        return item
    report = run_check(item, CheckStage.FILING, by)
    crash.point("importing.checked")
    if reasons := grave(report, item):
        return hold_back(item.uid, reasons, by=by, key=uuid7())
    return file_record(item.uid, by=by, key=uuid7())


def grave(report: CheckReport, item: Record) -> list[str]:
    """What keeps even a historical document out, in sentences: content that is not whole or cannot be opened, a virus."""
    has_content = item.files.exclude(role=Role.METADATA).exists()
    forbidden = CONTENT_IS_WHOLE | {NO_VIRUS} if has_content else {NO_VIRUS}
    failed = [one for one in report.items if one["result"] == FAILED]
    return [f"{one['name']}：{one['says']}" for one in failed if one["code"].partition("-")[2] in forbidden]
