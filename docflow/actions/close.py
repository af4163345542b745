"""办结。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.distribution.selectors.unsettled import unsettled
from docflow.models import Document
from office.api import Actor, action
from office.kernel.refusals import NotAllowed


@action
def close(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Document:
    """办结：nothing more is to be done with it. Not while an organ that had signed has sent it back since, or is to sign anew."""
    document, _, _ = complete(task_uid, by=by, key=key, to="close", verb="docflow.closed", opinion=opinion)
    _refuse_unsettled(document)
    return document


def _refuse_unsettled(document: Document) -> None:
    left = list(unsettled(document.uid).select_related("receiver").order_by("pk"))
    if left:
        names = "、".join(f"{one.receiver}（{one.get_state_display()}）" for one in left[:5]) + "等" * (len(left) > 5)
        raise NotAllowed(f"还有{len(left)}家没有了结：{names}。签收，或重发、免签收之后可办结。")
