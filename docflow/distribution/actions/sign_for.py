"""签收。"""

from uuid import UUID

from docflow.distribution import policy
from docflow.distribution.actions.settling import refuse_settled, settle
from docflow.distribution.models import Delivery, DeliveryState
from office.api import Actor, action, record


@action
def sign_for(delivery_uid: UUID, *, by: Actor, key: UUID) -> Delivery:
    """签收：the receiving organ has the document; who signed and when stands on the sender's board at once.

    Raises SomebodyWasFirst where it was signed for, sent back or recalled before, NotAllowed for whoever only reads along.
    """
    delivery = policy.deliveries.take(delivery_uid, by=by)
    refuse_settled(delivery, "签收", for_receiver=True)
    actor = policy.deliveries.capacity(delivery, by=by)
    receipt(delivery, by=actor)
    return delivery


def receipt(delivery: Delivery, *, by: Actor) -> None:
    """The same inside another act, which has taken the delivery and asked."""
    settle(delivery, DeliveryState.SIGNED, by=by)
    record(
        by,
        "distribution.signed_for",
        stream=f"delivery:{delivery.uid}",
        about=delivery.uid,
        title=str(delivery.document),
    )
