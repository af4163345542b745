"""流程管理：挂起、恢复、终止、特送、指定转办，由本机关流程管理员办，都留缘由。"""

from collections.abc import Sequence
from uuid import UUID

from docflow import flow, policy
from docflow.actions.registers import void
from docflow.models import Document, Run, Task
from docflow.models.papers import Paper
from docflow.models.registers import NumberEntry, NumberState
from docflow.models.seals import UseState
from docflow.walking.performing import perform, state_of
from office.api import Actor, action, record
from office.kernel.refusals import NotAllowed, NotThere

KEEPER = "flow_administrator"


def _keep(uid: UUID, act: flow.Act, *, by: Actor, key: UUID, verb: str, **detail: str) -> Paper:
    paper = policy.papers.take(uid, by=by)
    ask_keeper(paper, by=by)
    perform(paper.run, act, by=by, key=key)
    record(by, verb, stream=f"run:{paper.run.uid}", about=paper.uid, title=str(paper), **detail)
    return paper


def ask_keeper(paper: Paper, *, by: Actor) -> None:
    """Raise unless he keeps the routes of the paper's organ."""
    if not by.has_role(paper.organ, KEEPER):
        raise NotAllowed("只有本机关的流程管理员可以这样办。")


@action
def suspend(paper_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Paper:
    """挂起：nobody acts until it is resumed."""
    act = flow.Suspend(reason=reason.strip(), as_keeper=True)
    return _keep(paper_uid, act, by=by, key=key, verb="docflow.suspended", opinion=reason.strip())


@action
def resume(paper_uid: UUID, *, by: Actor, key: UUID) -> Paper:
    """恢复。"""
    return _keep(paper_uid, flow.Resume(as_keeper=True), by=by, key=key, verb="docflow.resumed")


@action
def correct(paper_uid: UUID, step: str, *, by: Actor, key: UUID, reason: str, chosen: Sequence[UUID] = ()) -> Paper:
    """特送：send the paper to a step."""
    act = flow.Correct(to=step, reason=reason.strip(), chosen=tuple(str(uid) for uid in chosen))
    return _keep(paper_uid, act, by=by, key=key, verb="docflow.corrected", to=step, opinion=reason.strip())


@action
def reassign_for(task_uid: UUID, to: UUID, *, by: Actor, key: UUID, reason: str) -> Paper:
    """指定转办：for a holder who cannot do it himself."""
    task = policy.tasks.find(task_uid, by=by)
    act = flow.Reassign(task=task.name, to=str(to), reason=reason.strip(), as_keeper=True)
    return _keep(
        task.run.paper_uid, act, by=by, key=key, verb="docflow.reassigned", step=task.label, opinion=reason.strip()
    )


@action
def terminate(document_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Document:
    """终止：by the keeper, or by the drafter while the paper is with him. A number it had is void, and says why."""
    document = policy.documents.take(document_uid, by=by)
    if hasattr(document, "sealed"):
        raise NotAllowed("公文已经用印，不能终止。需要收回的，请另行文撤销或废止。")
    task = _drafters_task(document.run, by=by)
    if task is None:
        ask_keeper(document, by=by)
    act = flow.Terminate(reason=reason.strip(), as_keeper=task is None)
    perform(document.run, act, by=by, key=key)
    for entry in NumberEntry.objects.filter(document=document, state=NumberState.USED):
        void(entry, reason=f"公文终止：{reason.strip()}")
        document.number = ""
        document.save(update_fields=["number"])
    record(
        by,
        "docflow.terminated",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        opinion=reason.strip(),
    )
    return document


@action
def void_number(entry_uid: UUID, *, by: Actor, key: UUID, reason: str) -> NumberEntry:
    """作废文号：before the seal; the paper goes back to 编号 and takes another number."""
    entry = NumberEntry.objects.select_related("document", "register__code__organ").filter(uid=entry_uid).first()
    if entry is None or not by.has_role(entry.register.code.organ, "document_clerk"):
        raise NotThere("该文号")
    document = policy.documents.take(entry.document.uid, by=by)
    entry.refresh_from_db()
    if entry.state == NumberState.VOID:
        raise NotAllowed(f"“{entry.text}”已经作废。")
    if hasattr(document, "sealed") or document.seal_uses.filter(state=UseState.ASKED).exists():
        raise NotAllowed("公文已经用印，文号不能作废。")
    void(entry, reason=reason)
    document.number = ""
    document.save(update_fields=["number"])
    if _open_steps(document.run) != {"number"}:
        act = flow.Correct(to="number", reason=f"文号作废：{reason.strip()}")
        perform(document.run, act, by=by, key=key)
    record(
        by,
        "docflow.number_voided",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        number=entry.text,
        opinion=reason.strip(),
    )
    return entry


def _open_steps(run: Run) -> set[str]:
    return {visit.step for visit in state_of(run).open_visits}


def _drafters_task(run: Run, *, by: Actor) -> Task | None:
    mine = {one.pk for one in by.appointments}
    return run.tasks.filter(closed_at__isnull=True, step="draft", holder__in=mine).first()
