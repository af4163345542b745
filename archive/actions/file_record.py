"""归档：what came of the check is taken in. Passed, the record is filed and frozen."""

import json
from uuid import UUID

from archive.calling import call_archivists, close_calls
from archive.models import CheckReport, Conclusion, Origin, Record, State
from archive.weighing import what_keeps_out
from archive.wording import retention_in_words
from office.api import Actor, action, grant, keys_opening, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.transactions import lock_only

LONGEST_WHY = 400
FAILED, MANUAL = "不合格", "待人工"
_CHECKED = {
    Conclusion.PASSED: "四性检测合格",
    Conclusion.MANUAL: "四性检测中待人工的各项见检测报告",
    Conclusion.FAILED: "四性检测所列的缺项已无从补齐",
}
_DECIDED = "四性检测经人工判定"


@action
def file_record(record_uid: UUID, report_uid: UUID, *, by: None, key: UUID) -> Record:
    """归档：the report of the check decides: filed, refused with what failed, or waiting for a person. Once: a stale report does nothing.

    A historical document that comes back from a correction is weighed as when it was imported: what it never said keeps it out no more than then.
    """
    lock_only(Record.objects.filter(uid=record_uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=record_uid)
    report = CheckReport.objects.get(uid=report_uid, record=item)
    if item.state != State.CHECKING or report.revision != item.revision:
        return item
    reasons = what_keeps_out(report, item) if item.origin == Origin.HISTORICAL else []
    if reasons:
        stop(item, State.REFUSED, "".join(reasons), by=None)
    elif report.conclusion == Conclusion.PASSED or item.origin == Origin.HISTORICAL:
        put_on_the_shelf(item, report, by=None)
    elif report.conclusion == Conclusion.MANUAL:
        stop(item, State.WAITING, why_of(report, MANUAL), by=None)
    else:
        stop(item, State.REFUSED, why_of(report, FAILED), by=None)
    return item


@action
def checking_failed(record_uid: UUID, reason: str, *, by: None, key: UUID) -> Record:
    """检测没有办成：the check itself came to no end; it can be asked for again."""
    lock_only(Record.objects.filter(uid=record_uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=record_uid)
    if item.state == State.CHECKING:
        stop(item, State.REFUSED, f"检测没有办成：{reason}", by=None)
    return item


def put_on_the_shelf(item: Record, report: CheckReport, *, by: Actor | None) -> None:
    """Inside an act that holds the record: filed, from now on frozen, open to those who could read the paper."""
    item.digest = manifest_digest(item)
    item.state, item.why = State.FILED, ""
    item.filed_at = item.moved_at = now()
    item.save()
    crash.point("archive.filed")
    if item.paper_uid is not None:
        grant(item.uid, *keys_opening(item.paper_uid), why="经办")
    close_calls(item, why="已归档", done_by=by.appointment if by is not None else None)
    record(
        by,
        "archive.filed",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        code=item.code,
        revision=item.revision,
        digest=item.digest,
        report=str(report.uid),
        opinion=f"档号{item.code}，保管期限{retention_in_words(item.retention)}，{_how_checked(report)}",
    )


def _how_checked(report: CheckReport) -> str:
    """What a person decided was decided by one; a historical document is filed without."""
    return _DECIDED if report.decisions.exists() else _CHECKED[Conclusion(report.conclusion)]


def stop(item: Record, state: State, why: str, *, by: Actor | None) -> None:
    """Inside an act that holds the record: it is not filed, and the archivists hear why; a reason too long to keep ends with …."""
    said = why if len(why) <= LONGEST_WHY else f"{why[: LONGEST_WHY - 1]}…"
    item.state, item.why, item.moved_at = state, said, now()
    item.save(update_fields=["state", "why", "moved_at"])
    call_archivists(item, "人工判定" if state == State.WAITING else "处理检测未过")
    record(
        by,
        "archive.waits" if state == State.WAITING else "archive.refused",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        reason=item.why,
    )


def why_of(report: CheckReport, result: str) -> str:
    """The findings with that result, in a sentence for the queue."""
    found = [one for one in report.items if one.get("result") == result]
    return "".join(f"{one['code']} {one['name']}：{one['says']}" for one in found)


def manifest_digest(item: Record) -> str:
    """SM3 over what the record is: its 档号 and revision, the name, digest and size of each of its files, its description."""
    manifest = {
        "uid": str(item.uid),
        "code": item.code,
        "revision": item.revision,
        "files": [
            [one.role, one.name, one.file.sm3, one.file.size] for one in item.current_files.select_related("file")
        ],
        "metadata": item.metadata,
    }
    written = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(written.encode()).hex()
