"""What settles a delivery has in common: it must still be awaited, it keeps by whom and when, and the sender's run looks again."""

from django.utils.module_loading import import_string

from docflow.distribution.models import Delivery, DeliveryState
from docflow.distribution.policy import ROOM
from office.api import Actor, Appointment, close_todo, enqueue, holders_waiting
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.wording import moment_in_words
from realtime import api as realtime

DONE = {
    DeliveryState.SIGNED: "签收",
    DeliveryState.RETURNED: "退文",
    DeliveryState.RECALLED: "撤回",
    DeliveryState.WAIVED: "免予签收",
}
BY_SENDER = (DeliveryState.RECALLED, DeliveryState.WAIVED)
WHY_CLOSED = {DeliveryState.RECALLED: "发文机关已撤回", DeliveryState.WAIVED: "发文机关免予签收"}
LONGEST_REASON = 400


def refuse_settled(delivery: Delivery, doing: str, *, for_receiver: bool) -> None:
    """Raise SomebodyWasFirst where it was settled before, saying by whom and when."""
    if delivery.state != DeliveryState.DELIVERED:
        raise SomebodyWasFirst(f"没有{doing}：{happened(delivery, for_receiver=for_receiver)}。请刷新页面看最新情况。")


def happened(delivery: Delivery, *, for_receiver: bool) -> str:
    """这份来件已由裴雨菲于今天 10:30签收. The receiver learns of the sender's organ, never of its people."""
    state = DeliveryState(delivery.state)
    who = str(delivery.settled_names.get("name", "他人"))
    if for_receiver and state in BY_SENDER:
        who = str(delivery.document.organ)
    at = moment_in_words(delivery.settled_at) if delivery.settled_at else ""
    return f"{delivery.receiver}的这一份已由{who}于{at}{DONE[state]}"


def reason_given(reason: str, doing: str) -> str:
    """The reason, which must be there: the other side reads it."""
    reason = reason.strip()
    if not reason:
        raise Invalid(f"请写明{doing}缘由，对方要看到。", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"缘由有{len(reason)}字，最多{LONGEST_REASON}字。请压缩后再办。", field="reason")
    return reason


def settle(delivery: Delivery, state: DeliveryState, *, by: Actor, reason: str = "") -> list[Appointment]:
    """Write the new state with the names of this moment, end the receiver's to-do, and let the sender's run look again.

    Returns those for whom it had waited.
    """
    delivery.state, delivery.reason = state, reason
    delivery.settled_at, delivery.settled_names = now(), by.names()
    delivery.save(update_fields=["state", "reason", "settled_at", "settled_names"])
    crash.point("distribution.settled")
    waited_for = holders_waiting(ROOM, str(delivery.uid))
    close_todo(
        ROOM,
        str(delivery.uid),
        why=WHY_CLOSED.get(state, f"已{DONE[state]}"),
        done_by=None if state in BY_SENDER else by.appointment,
    )
    realtime.ring([*waited_for, delivery.sent_by, delivery.document.drafter])
    if state != DeliveryState.RETURNED:
        look_again(delivery)
    return waited_for


def look_again(delivery: Delivery) -> None:
    """Ask whether the document may be closed now. A job of this very delivery: one that is being worked already may have looked
    before this act was committed, so a key shared with others could lose the last look. The sender's run is not locked here.
    """
    enqueue(
        import_string("docflow.distribution.tasks.receipts"),
        str(delivery.document.run.uid),
        key=f"receipts:{delivery.uid}",
    )
