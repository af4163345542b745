"""复核。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.models import Document
from office.api import Actor, action


@action
def recheck(task_uid: UUID, *, by: Actor, key: UUID, choice: str = "", opinion: str = "") -> Document:
    """复核：before it is numbered (条例第二十五条)；if the text is changed here it goes back to the signer."""
    document, _, _ = complete(
        task_uid, by=by, key=key, to="recheck", verb="docflow.rechecked", choice=choice, opinion=opinion
    )
    return document
