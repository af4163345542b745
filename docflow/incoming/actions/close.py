"""收文办结。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from office.api import Actor, action


@action
def close(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Incoming:
    """办结：nothing more is to be done with it."""
    task, incoming, actor = take(task_uid, by=by, to="close")
    complete_taken(task, actor, key=key, verb="incoming.closed", opinion=opinion)
    return incoming
