"""承办。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from office.api import Actor, action


@action
def report(task_uid: UUID, *, by: Actor, key: UUID, opinion: str) -> Incoming:
    """承办：a unit or a named person says what was done. When all have, it goes to 答复, or to 办结."""
    task, incoming, actor = take(task_uid, by=by, to="undertake")
    complete_taken(task, actor, key=key, verb="incoming.reported", opinion=opinion)
    return incoming
