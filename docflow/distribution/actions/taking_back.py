"""撤回送件与免签收：the sender settles a delivery himself, with the reason."""

from uuid import UUID

from docflow.distribution import policy
from docflow.distribution.actions.settling import LONGEST_REASON, reason_given, refuse_settled, settle
from docflow.distribution.models import Delivery, DeliveryState
from office.api import Actor, action, close_todo, record
from office.kernel.refusals import SomebodyWasFirst
from realtime import api as realtime


@action
def recall(delivery_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Delivery:
    """撤回：before receipt only. The organ still sees that something came, from whom and why it was recalled; not the file."""
    delivery = policy.sent.take(delivery_uid, by=by)
    refuse_settled(delivery, "撤回", for_receiver=False)
    why = reason_given(reason, "撤回")
    waited_for = settle(delivery, DeliveryState.RECALLED, by=by, reason=why)
    realtime.notify(
        waited_for,
        kind="recalled",
        title=f"{delivery.document.organ}撤回《{delivery.document}》",
        body=why,
        url=delivery.get_absolute_url(),
        about=delivery.uid,
        key=f"recalled:{delivery.uid}",
    )
    _record(delivery, verb="docflow.recalled", by=by, what="撤回", reason=why)
    return delivery


@action
def waive(delivery_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Delivery:
    """免签收：nobody waits for this organ any more: it got the paper otherwise, or sent it back for good."""
    delivery = policy.sent.take(delivery_uid, by=by)
    if delivery.state == DeliveryState.RETURNED and Delivery.objects.filter(follows=delivery).exists():
        raise SomebodyWasFirst(f"没有办理：{delivery.receiver}的这一份已经重发。请刷新页面看最新情况。")
    if delivery.state != DeliveryState.RETURNED:
        refuse_settled(delivery, "免签收", for_receiver=False)
    why = reason_given(reason, "免签收")
    if delivery.state == DeliveryState.RETURNED:  # its own reason stays beside ours
        why = f"{why}（对方退文：{delivery.reason}）"[:LONGEST_REASON]
    settle(delivery, DeliveryState.WAIVED, by=by, reason=why)
    close_todo(policy.ROOM, policy.returned_task(delivery), why="免予签收", done_by=by.appointment)
    _record(delivery, verb="docflow.waived", by=by, what="免签收", reason=why)
    return delivery


def _record(delivery: Delivery, *, verb: str, by: Actor, what: str, reason: str) -> None:
    record(
        by,
        verb,
        stream=f"delivery:{delivery.uid}",
        about=delivery.document.uid,
        title=str(delivery.document),
        opinion=f"{what}{delivery.receiver}：{reason}",
    )
