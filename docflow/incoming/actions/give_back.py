"""退回。"""

from uuid import UUID

from docflow import flow
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from docflow.walking.performing import perform
from office.api import Actor, action, record


@action
def give_back(task_uid: UUID, step: str, *, by: Actor, key: UUID, reason: str) -> Incoming:
    """退回：to a step before, with the reason. From 承办 (不属本单位职责) it is walked again, so that others may be named."""
    task, incoming, actor = take(task_uid, by=by, to="*")
    act = flow.ReturnTo(task=task.name, to=step, reason=reason.strip(), then="walk_again")
    perform(task.run, act, by=actor, key=key)
    record(
        actor,
        "docflow.returned",
        stream=f"run:{task.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        to=step,
        opinion=reason.strip(),
    )
    return incoming
