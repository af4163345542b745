"""终止与作废：a registration made by mistake, or a matter that is given up."""

from uuid import UUID

from docflow import flow
from docflow.actions.keeping import ask_keeper
from docflow.incoming import policy
from docflow.incoming.actions.numbering import void
from docflow.incoming.models import Incoming
from docflow.models import Task
from docflow.walking.performing import perform
from office.api import Actor, action, record
from office.kernel.refusals import Invalid


@action
def void_registration(incoming_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Incoming:
    """作废登记：by the clerk while it is with him for 登记 or 初审, else by the flow administrator. Its number is void and says why.

    A delivery can be registered again afterwards.
    """
    incoming = policy.incomings.take(incoming_uid, by=by)
    if not reason.strip():
        raise Invalid("请写明作废缘由，登记簿上要留存。", field="reason")
    task = _own_task(incoming, by=by)
    if task is None:
        ask_keeper(incoming, by=by)
    mine = next((one for one in by.appointments if task is not None and one.pk in _holders(task)), None)
    actor = by.acting_as(mine) if mine is not None else by
    perform(incoming.run, flow.Terminate(reason=reason.strip(), as_keeper=task is None), by=actor, key=key)
    number = incoming.number
    void(incoming, reason=reason.strip()[:400])
    record(
        actor,
        "incoming.voided",
        stream=f"run:{incoming.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        number=number,
        reason=reason.strip(),
    )
    return incoming


def _own_task(incoming: Incoming, *, by: Actor) -> Task | None:
    mine = {one.pk for one in by.appointments}
    rows = incoming.run.tasks.filter(closed_at__isnull=True, step__in=("register", "review"))
    return next((task for task in rows if mine & _holders(task)), None)


def _holders(task: Task) -> set[int]:
    if task.holder_id is not None:
        return {task.holder_id}
    return set(task.candidates.values_list("appointment", flat=True))
