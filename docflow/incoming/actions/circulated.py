"""送阅。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from office.api import Actor, action


@action
def circulated(task_uid: UUID, *, by: Actor, key: UUID, opinion: str) -> Incoming:
    """送阅：the clerk has sent it round, or says why it need not be; the readings themselves go on beside the route."""
    task, incoming, actor = take(task_uid, by=by, to="circulate")
    complete_taken(task, actor, key=key, verb="incoming.circulated", opinion=opinion)
    return incoming
