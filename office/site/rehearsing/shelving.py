"""归档 and 四性检测 of closed papers, by the archivists of their organs; an organ without a fonds is passed over."""

from collections.abc import Iterator

from archive.actions.confirm_retention import confirm_retention
from archive.actions.decide import Judgement, decide
from archive.collecting import sweep
from archive.models import Fonds, Record, State
from archive.selectors.queue import open_findings
from archive.wording import retention_in_words
from docflow.models.papers import Paper
from office.api import Actor, with_role, work_until
from office.kernel.ids import uuid7
from office.site.rehearsing.stepping import Stuck, playing, told

USUAL = "D30"
GROUNDS = "已用本机查毒软件查过，未见异常；载体为本系统在线存储。"


def shelved(paper: Paper) -> Iterator[str]:
    """From the sweep that finds it to its place on the shelf."""
    archivist = with_role(paper.organ, "archivist").order_by("post__order", "pk").first()
    if archivist is None or not Fonds.objects.filter(organ=paper.organ).exists():
        return
    actor = playing(archivist)
    sweep(everything=True)
    work_until(lambda: Record.objects.filter(paper_uid=paper.uid).exists())
    item = _now(paper)
    retention = item.proposed if item.proposed not in {"", "N"} else USUAL
    confirm_retention(item.uid, retention, item.unit, by=actor, key=uuid7())
    yield told("归档", actor, f"定保管期限{retention_in_words(retention)}。")
    work_until(lambda: _now(paper).state != State.CHECKING)
    yield from _decided(paper, by=actor)
    item = _now(paper)
    if item.state != State.FILED:
        raise Stuck(f"归档没有完成：{item.why}")
    yield f"{'四性检测':　<5}平台　{'、'.join(['真实性', '完整性', '可用性', '安全性'])}合格"
    yield f"  档号 {item.code}"


def _decided(paper: Paper, *, by: Actor) -> Iterator[str]:
    """What the check left to a person, the archivist decides."""
    item = _now(paper)
    if item.state != State.WAITING:
        return
    findings = open_findings(item)
    decide(item.uid, {one["code"]: Judgement(True, GROUNDS) for one in findings}, by=by, key=uuid7())
    yield told("人工判定", by, f"{'、'.join(one['name'] for one in findings)}：{GROUNDS}")


def _now(paper: Paper) -> Record:
    return Record.objects.select_related("organ", "fonds").get(paper_uid=paper.uid)
