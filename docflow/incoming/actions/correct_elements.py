"""更正要素。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.elements import Registration
from docflow.incoming.actions.handling import take
from docflow.incoming.models import Incoming
from office.api import Actor, action, retitle_todos


@action
def correct_elements(
    task_uid: UUID, registration: Registration, *, by: Actor, key: UUID, opinion: str = ""
) -> Incoming:
    """更正：what was returned to 登记 is put right and sent to 初审 again; its number stays."""
    task, incoming, actor = take(task_uid, by=by, to="register")
    registration.cleaned().write_to(incoming)
    incoming.save()
    retitle_todos("docflow", incoming.uid, title=str(incoming), urgent=incoming.urgency)
    complete_taken(task, actor, key=key, verb="incoming.corrected_elements", opinion=opinion)
    return incoming
