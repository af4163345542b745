"""作废文号。"""

from uuid import UUID

from docflow import flow, policy
from docflow.actions.registers import held, make_void, taken, void
from docflow.models import NumberEntry, Run
from docflow.models.registers import NumberState
from docflow.models.seals import UseState
from docflow.walking.performing import perform, state_of
from office.api import Actor, action, record
from office.kernel.refusals import NotAllowed, NotThere


@action
def void_number(entry_uid: UUID, *, by: Actor, key: UUID, reason: str) -> NumberEntry:
    """作废文号：before the seal; the paper goes back to 编号 and takes another number. A reserved one has no paper: it is void, no more."""
    rows = NumberEntry.objects.select_related("document", "register__code__organ")
    entry = rows.filter(uid=entry_uid).first()
    if entry is None or not by.has_role(entry.register.code.organ, policy.CLERK):
        raise NotThere("该文号")
    if entry.document is None:
        return _void_reserved(entry, by=by, reason=reason)
    document = policy.documents.take(entry.document.uid, by=by)
    entry.refresh_from_db(fields=["state"])
    if entry.state == NumberState.VOID:
        raise NotAllowed(f"“{entry.text}”已经作废。")
    if hasattr(document, "sealed") or document.seal_uses.filter(state=UseState.ASKED).exists():
        raise NotAllowed("公文已经用印或排版成正本，文号不能作废。")
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


def _void_reserved(entry: NumberEntry, *, by: Actor, reason: str) -> NumberEntry:
    register = held(entry.register)
    entry.refresh_from_db(fields=["state", "document", "by", "at"])
    if entry.state != NumberState.RESERVED:
        raise taken(entry)
    make_void(entry, reason=reason)
    record(
        by,
        "docflow.reserved_voided",
        stream=f"register:{register.uid}",
        about=register.uid,
        title=str(register),
        number=entry.text,
        opinion=f"{entry.text}：{reason.strip()}",
    )
    return entry


def _open_steps(run: Run) -> set[str]:
    return {visit.step for visit in state_of(run).open_visits}
