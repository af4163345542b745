"""办结。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.models import Document
from office.api import Actor, action


@action
def close(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Document:
    """办结：nothing more is to be done with it."""
    document, _, _ = complete(task_uid, by=by, key=key, to="close", verb="docflow.closed", opinion=opinion)
    return document
