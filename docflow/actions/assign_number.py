"""编号。"""

from uuid import UUID

from docflow import policy
from docflow.actions.completing import complete_taken
from docflow.actions.registers import next_number, use_reserved
from docflow.models import Document
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed


@action
def assign_number(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "", reserved: UUID | None = None) -> Document:
    """编号：the next 发文字号 of its register, or one that was reserved there, and 印发日期; then it is typeset."""
    task, actor = policy.tasks.take(task_uid, by=by, to="number")
    document = task.run.document
    if document.signed_on is None:
        raise NotAllowed("该件还没有签发，不能编号。")
    if not document.number:  # one that came back after its number was given keeps it
        day = document.signed_on
        if reserved is None:
            entry = next_number(document, signed_on=day, by=actor)
        else:
            entry = use_reserved(document, reserved, signed_on=day, by=actor)
        crash.point("register.number_taken")
        document.number = entry.text
    document.printed_on = today()
    document.save(update_fields=["number", "printed_on"])
    record(
        actor,
        "docflow.numbered",
        stream=f"run:{task.run.uid}",
        about=document.uid,
        title=str(document),
        number=document.number,
    )
    complete_taken(task, actor, key=key, verb="docflow.registered", opinion=opinion)
    return document
