"""人工判定。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from archive.actions.batch import Batch, do_each
from archive.actions.file_record import MANUAL, put_on_the_shelf, stop
from archive.models import CheckReport, Decision, Record, State
from archive.policy import records
from archive.standing import ask, reason_given
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid


@dataclass(frozen=True)
class Judgement:
    """Of one finding: whether it holds, and on what grounds."""

    passed: bool
    why: str


@action
def decide(record_uid: UUID, judgements: Mapping[str, Judgement], *, by: Actor, key: UUID) -> Record:
    """判定：the archivist decides what the check left to a person. All of it held: filed. One does not: refused, with the grounds.

    Raises SomebodyWasFirst where it does not wait any more, Invalid where a finding is left open or has no grounds.
    """
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("判定", item)
    report = report_that_waits(item)
    open_items = {one["code"]: one for one in report.items if one.get("result") == MANUAL}
    if missing := [one["name"] for code, one in open_items.items() if code not in judgements]:
        raise Invalid(f"没有判定：《{item}》的“{missing[0]}”还没有选合格或不合格。请选定后再办。")
    decided = {code: judgements[code] for code in open_items}
    for code, one in decided.items():
        Decision.objects.create(
            report=report,
            code=code,
            passed=one.passed,
            why=reason_given(one.why, "判定"),
            by=by.appointment,
            names=by.names(),
        )
    crash.point("archive.decided")
    words = "；".join(
        f"{open_items[code]['name']}{'合格' if one.passed else '不合格'}：{one.why.strip().rstrip('。')}"
        for code, one in decided.items()
    )
    record(
        by,
        "archive.decided",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        report=str(report.uid),
        opinion=words,
    )
    if all(one.passed for one in decided.values()):
        put_on_the_shelf(item, report, by=by)
    else:
        stop(item, State.REFUSED, f"经人工判定，{words}。", by=by)
    return item


def decide_each(uids: Iterable[UUID], codes: Iterable[str], judgement: Judgement, *, by: Actor, key: UUID) -> Batch:
    """One judgement for the findings of these codes in many records, each an act of its own. One that has another finding open besides is passed over. Raises Invalid."""
    judged = dict.fromkeys(codes, judgement)
    if not judged:
        raise Invalid("没有判定：还没有选判定哪几项。请选定后再办。")
    judged = dict.fromkeys(judged, Judgement(judgement.passed, reason_given(judgement.why, "判定")))

    def deed(uid: UUID, own: UUID) -> Record:
        return decide(uid, judged, by=by, key=own)

    return do_each(uids, deed, doing="判定", key=key)


def report_that_waits(item: Record) -> CheckReport:
    """The newest report of the revision that stands."""
    return CheckReport.objects.filter(record=item, revision=item.revision).order_by("-at", "-pk")[0]
