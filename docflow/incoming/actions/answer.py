"""答复。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from docflow.incoming.selectors.replies import has_sealed_reply
from office.api import Actor, action
from office.kernel.refusals import NotAllowed


@action
def answer(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "", waived: str = "") -> Incoming:
    """答复：done once a reply that is linked with it is sealed; or it needs none in writing, and says why."""
    task, incoming, actor = take(task_uid, by=by, to="answer")
    waived = waived.strip()[:400]
    if not waived and not has_sealed_reply(incoming):
        raise NotAllowed("还没有办结答复：与本件联系的复文还没有用印。请先起草复文并走完发文，或写明为何无需书面答复。")
    if waived:
        incoming.answer_waived = waived
        incoming.save(update_fields=["answer_waived"])
    words = f"无需书面答复：{waived}" if waived else opinion
    complete_taken(task, actor, key=key, verb="incoming.answered", opinion=words)
    return incoming
