"""会签。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.flow.acts import Stance
from docflow.models import Document
from office.api import Actor, action


@action
def countersign(
    task_uid: UUID, *, by: Actor, key: UUID, stance: Stance = "agree", choice: str = "", opinion: str = ""
) -> Document:
    """会签：a consulted department says 同意, 有意见 or 不同意, bound to the text it saw."""
    document, _, _ = complete(
        task_uid,
        by=by,
        key=key,
        to="countersign",
        verb="docflow.countersigned",
        choice=choice,
        stance=stance,
        opinion=opinion,
    )
    return document
