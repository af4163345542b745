"""拟办。"""

from collections.abc import Sequence
from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.actions.instructing import Instruction, take_in_instruction, words_of
from docflow.incoming.models import Incoming
from office.api import Actor, action


@action
def propose(
    task_uid: UUID,
    instruction: Instruction,
    *,
    by: Actor,
    key: UUID,
    choice: str = "",
    opinion: str = "",
    chosen: Sequence[UUID] = (),
) -> Incoming:
    """拟办：the general office proposes who is to see to it, and submits it to one leader or several in turn, or gives it out itself."""
    task, incoming, actor = take(task_uid, by=by, to="propose")
    opinion = words_of(incoming, instruction, opinion)
    take_in_instruction(incoming, instruction)
    complete_taken(task, actor, key=key, verb="incoming.proposed", choice=choice, opinion=opinion, chosen=chosen)
    return incoming
