"""退文。"""

from uuid import UUID

from docflow.distribution import policy
from docflow.distribution.actions.settling import reason_given, refuse_settled, settle
from docflow.distribution.models import Delivery, DeliveryState
from office.api import Actor, action, appointment_key, grant, open_todo, record, with_role
from realtime import api as realtime

STEP = "处理退文"


@action
def send_back(delivery_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Delivery:
    """退文：the receiving organ does not take it, and says why. The sender sends it again or waives it.

    Raises SomebodyWasFirst where it was settled before, Invalid without a reason.
    """
    delivery = policy.deliveries.take(delivery_uid, by=by)
    refuse_settled(delivery, "退文", for_receiver=True)
    why = reason_given(reason, "退文")
    actor = policy.deliveries.capacity(delivery, by=by)
    give_back(delivery, why, by=actor)
    return delivery


def give_back(delivery: Delivery, why: str, *, by: Actor) -> None:
    """The same inside another act, which has taken the delivery and asked; also of one that was signed for (初审退文)."""
    settle(delivery, DeliveryState.RETURNED, by=by, reason=why)
    _call_the_sender(delivery)
    record(
        by,
        "distribution.sent_back",
        stream=f"delivery:{delivery.uid}",
        about=delivery.uid,
        title=str(delivery.document),
        reason=why,
    )


def _call_the_sender(delivery: Delivery) -> None:
    """The sender's clerks get a to-do: the document stays open until it is sent again or waived."""
    document = delivery.document
    clerks = list(with_role(document.organ, policy.SENDS)) or [delivery.sent_by]
    grant(document.uid, *(appointment_key(one) for one in clerks), why=STEP)  # also who came after it was sent
    open_todo(
        room=policy.ROOM,
        kind=document.glyph,
        about=document.uid,
        task=policy.returned_task(delivery),
        title=str(document),
        step=STEP,
        url=f"{document.get_absolute_url()}#distribution",
        holders=clerks,
        from_name=str(delivery.receiver),
        urgent=document.urgency,
    )
    realtime.notify(
        clerks,
        kind="returned",
        title=f"{delivery.receiver}退回《{document}》",
        body=delivery.reason,
        url=f"{document.get_absolute_url()}#distribution",
        about=document.uid,
        key=policy.returned_task(delivery),
    )
