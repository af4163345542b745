"""批示。"""

from uuid import UUID

from docflow.actions.completing import complete_taken
from docflow.incoming.actions.handling import take
from docflow.incoming.actions.instructing import Instruction, take_in_instruction, words_of
from docflow.incoming.models import Incoming
from office.api import Actor, action
from office.kernel import crash


@action
def instruct(task_uid: UUID, instruction: Instruction, *, by: Actor, key: UUID, opinion: str = "") -> Incoming:
    """批示：a leader names units, people and the deadline in one go; what he names stands in place of what was proposed.

    Naming nobody (阅。) sends it on to 办结.
    """
    task, incoming, actor = take(task_uid, by=by, to="instruct")
    opinion = words_of(incoming, instruction, opinion)
    take_in_instruction(incoming, instruction)
    crash.point("incoming.instruction_written")
    complete_taken(task, actor, key=key, verb="incoming.instructed", opinion=opinion)
    return incoming
