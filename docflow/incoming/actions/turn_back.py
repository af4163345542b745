"""退文。"""

from uuid import UUID

from docflow import flow
from docflow.distribution.actions.send_back import give_back
from docflow.distribution.actions.settling import reason_given
from docflow.distribution.models import Delivery
from docflow.incoming.actions.handling import take
from docflow.incoming.actions.registering import SETTLED_WITH_FILE
from docflow.incoming.models import Incoming
from docflow.walking.performing import perform
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.transactions import lock


@action
def turn_back(task_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Incoming:
    """退文：初审 finds that it is not for this organ, or not as the rules ask. The sender is told why; the number stays used.

    A delivery becomes a returned one, with the reason, whether it was signed for or needed no signature.
    """
    task, incoming, actor = take(task_uid, by=by, to="review")
    why = reason_given(reason, "退文")
    incoming.turned_back = why
    incoming.save(update_fields=["turned_back"])
    if incoming.delivery_id is not None:
        _return(incoming.delivery_id, why, by=actor)
    crash.point("incoming.turned_back")
    perform(task.run, flow.Terminate(reason=why), by=actor, key=key)
    record(
        actor,
        "incoming.turned_back",
        stream=f"run:{task.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        reason=why,
    )
    return incoming


def _return(delivery: int, why: str, *, by: Actor) -> None:
    """The delivery goes back to its sender, whose clerks see it on their board."""
    held = lock(Delivery.objects.filter(pk=delivery), "delivery")
    if held is None or held.state not in SETTLED_WITH_FILE or Delivery.objects.filter(follows=held).exists():
        return
    give_back(held, why, by=by)
