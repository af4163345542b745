"""初审。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from office.api import Actor, action


@action
def review(task_uid: UUID, *, by: Actor, key: UUID, choice: str = "", opinion: str = "") -> Incoming:
    """初审：it is for this organ, and is as the rules ask (条例第二十四条)；on to 拟办 or 拟阅."""
    task, incoming, actor = take(task_uid, by=by, to="review")
    complete_taken(task, actor, key=key, verb="incoming.reviewed", choice=choice, opinion=opinion)
    return incoming
