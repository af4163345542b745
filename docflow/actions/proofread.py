"""校核。"""

from uuid import UUID

from docflow import policy
from docflow.actions.ask_to_seal import final_page
from docflow.actions.completing import complete_taken
from docflow.actions.take_in_page import enter_unsealed
from docflow.models import Document
from office.api import Actor, action, read
from office.kernel import crash


@action
def proofread(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Document:
    """校核：who drafted the minutes has looked over their page as it was set. It is the 正本 from now on, and goes on to 分发.

    Other papers are looked over by who seals them. Raises NotAllowed where the page is not of the present text.
    """
    task, actor = policy.tasks.take(task_uid, by=by, to="proofread")
    document = task.run.document
    page = final_page(document)
    document.sealed = enter_unsealed(document, page, read(page.file))
    crash.point("minutes.entered")
    complete_taken(task, actor, key=key, verb="docflow.proofread", opinion=opinion)
    return document
