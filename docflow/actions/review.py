"""核稿。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.models import Document
from office.api import Actor, action


@action
def review(task_uid: UUID, *, by: Actor, key: UUID, choice: str = "", opinion: str = "") -> Document:
    """核稿：the drafter's head agrees, having changed the text where need be; on to 会签, or to 审核 where nobody is consulted."""
    document, _, _ = complete(
        task_uid, by=by, key=key, to="review", verb="docflow.reviewed", choice=choice, opinion=opinion
    )
    return document
