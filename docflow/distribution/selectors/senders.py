"""谁现在可以分发，谁可以催，分发一节里有什么。"""

from typing import Any

from docflow.distribution.actions.distribute import is_waiting_for_receipts
from docflow.distribution.policy import SENDS, may_urge
from docflow.distribution.selectors.board import board_of
from docflow.models import Document, Task
from docflow.selectors.tasks import task_of
from office.api import Actor
from office.kernel.refusals import NotAllowed


def sending_task(document: Document, *, by: Actor) -> Task | None:
    """His task of 分发; None where he may send to further receivers. Raises NotAllowed where he may do neither."""
    held = task_of(document, by=by)
    if held is not None and held[0].step == "distribute":
        return held[0]
    if may_send_further(document, by=by):
        return None
    raise NotAllowed("现在不由您分发。签收期间可以由本机关文书增发。")


def may_send_further(document: Document, *, by: Actor) -> bool:
    """Whether he is a clerk of the sender, and receipts are being waited for."""
    return by.has_role(document.organ, SENDS) and is_waiting_for_receipts(document)


def section(document: Document, *, by: Actor) -> dict[str, Any]:
    """What stands under 分发 on the document's page; no board before anything was sent."""
    return {
        "board": board_of(document),
        "may_urge": may_urge(document, by=by),
        "may_settle": by.has_role(document.organ, SENDS),
        "may_send_further": may_send_further(document, by=by),
        "last_urging": document.urgings.first(),
    }
