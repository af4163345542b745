"""本处室转办。"""

from uuid import UUID

from docflow import flow
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from docflow.walking.performing import perform
from office.api import Actor, action, appointment, heirs_of, record
from office.kernel.refusals import Invalid

LEADS = ("leader", "leader_in_charge")


@action
def pass_on(task_uid: UUID, to: UUID, *, by: Actor, key: UUID, reason: str = "") -> Incoming:
    """转办：another of the same department is to see to it; of the same organ before and after 承办; 批示 goes to a leader."""
    task, incoming, actor = take(task_uid, by=by, to="*")
    other = appointment(to)
    if other is None or other.organ not in heirs_of(incoming.organ):
        raise Invalid("所选的人不在本机关。请另选一人。", field="chosen")
    if task.step == "undertake" and other.department.pk != actor.department.pk:
        raise Invalid(f"承办件只能在{actor.department}内转办。不属本处室职责的，请退回批示。", field="chosen")
    if task.step == "instruct" and not any(held.role in LEADS for held in other.post.roles.all()):
        raise Invalid("批示只能转请本机关的领导。请另选一人。", field="chosen")
    act = flow.Reassign(task=task.name, to=str(to), reason=reason.strip())
    perform(task.run, act, by=actor, key=key)
    record(
        actor,
        "incoming.passed_on",
        stream=f"run:{task.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        to=other.person.name,
        opinion=reason.strip(),
    )
    return incoming
