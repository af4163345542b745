"""人工判定。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from archive.actions.batch import Batch, do_each
from archive.actions.file_record import put_on_the_shelf, stop
from archive.calling import call_archivists, close_calls
from archive.models import Decision, Record, State, Undecided
from archive.policy import records
from archive.standing import ask, reason_given
from archive.undecided import left_open
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid, SomebodyWasFirst


@dataclass(frozen=True)
class Judgement:
    """Of one finding: whether it holds, and on what grounds."""

    passed: bool
    why: str


@action
def decide(record_uid: UUID, judgements: Mapping[str, Judgement], *, by: Actor, key: UUID) -> Record:
    """判定：the archivist decides what the checks left to a person. All of it held: what waited is filed. One does not: refused, with the grounds.

    A record that is filed stays as it is, whatever is decided: the decision stands in the report of its check and in the trail, and where
    something does not hold, its archivists are called to return it. Raises SomebodyWasFirst where it does not wait any more, Invalid where
    a finding is left open or has no grounds.
    """
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    if item.state != State.FILED:
        ask("判定", item)
    open_items = {one["code"]: (report, one) for report, one in left_open(item)}
    if item.state == State.FILED and not open_items:
        raise SomebodyWasFirst(
            f"没有判定：已归档的《{item}》没有待判定的项，可能已有人判定或重新检测过。请刷新页面看最新情况。"
        )
    if missing := [one["name"] for code, (_, one) in open_items.items() if code not in judgements]:
        raise Invalid(f"没有判定：《{item}》的“{missing[0]}”还没有选合格或不合格。请选定后再办。")
    decided = {code: judgements[code] for code in open_items}
    for code, one in decided.items():
        Decision.objects.create(
            report=open_items[code][0],
            code=code,
            passed=one.passed,
            why=reason_given(one.why, "判定"),
            by=by.appointment,
            names=by.names(),
        )
    Undecided.objects.filter(record=item).delete()
    crash.point("archive.decided")
    words = "；".join(
        f"{open_items[code][1]['name']}{'合格' if one.passed else '不合格'}：{one.why.strip().rstrip('。')}"
        for code, one in decided.items()
    )
    record(
        by,
        "archive.decided",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        report="，".join(dict.fromkeys(str(report.uid) for report, _ in open_items.values())),
        opinion=words,
    )
    _follow(item, held=all(one.passed for one in decided.values()), words=words, by=by)
    return item


def _follow(item: Record, *, held: bool, words: str, by: Actor) -> None:
    """What a decision brings about."""
    if item.state == State.FILED and held:
        close_calls(item, why="已判定合格", done_by=by.appointment)
    elif item.state == State.FILED:
        call_archivists(item, "处理判定不合格", says=f"已归档的《{item}》经人工判定不合格", body=f"{words}。")
    elif held:
        put_on_the_shelf(item, item.checks.filter(revision=item.revision).order_by("-at", "-pk")[0], by=by)
    else:
        stop(item, State.REFUSED, f"经人工判定，{words}。", by=by)


def decide_each(uids: Iterable[UUID], codes: Iterable[str], judgement: Judgement, *, by: Actor, key: UUID) -> Batch:
    """One judgement for the findings of these codes in many records, each an act of its own. One that has another finding open besides is passed over. Raises Invalid."""
    judged = dict.fromkeys(codes, judgement)
    if not judged:
        raise Invalid("没有判定：还没有选判定哪几项。请选定后再办。")
    judged = dict.fromkeys(judged, Judgement(judgement.passed, reason_given(judgement.why, "判定")))

    def deed(uid: UUID, own: UUID) -> Record:
        return decide(uid, judged, by=by, key=own)

    return do_each(uids, deed, doing="判定", key=key)
