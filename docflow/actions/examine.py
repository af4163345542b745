"""审核。"""

from collections.abc import Sequence
from uuid import UUID

from docflow.actions.completing import complete
from docflow.models import Document
from office.api import Actor, action


@action
def examine(
    task_uid: UUID, *, by: Actor, key: UUID, chosen: Sequence[UUID], choice: str = "", opinion: str = ""
) -> Document:
    """审核：the general office checks it (条例第二十条) and chooses the leader who is to sign."""
    document, _, _ = complete(
        task_uid,
        by=by,
        key=key,
        to="office_review",
        verb="docflow.examined",
        choice=choice,
        opinion=opinion,
        chosen=chosen,
    )
    return document
