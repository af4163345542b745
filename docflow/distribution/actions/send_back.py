"""退文。"""

from uuid import UUID

from docflow.distribution import policy
from docflow.distribution.actions.settling import reason_given, refuse_settled, settle
from docflow.distribution.models import Delivery, DeliveryState
from office.api import Actor, action, record


@action
def send_back(delivery_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Delivery:
    """退文：the receiving organ does not take it, and says why. The sender sends it again or waives it.

    Raises SomebodyWasFirst where it was settled before, Invalid without a reason.
    """
    delivery = policy.deliveries.take(delivery_uid, by=by)
    refuse_settled(delivery, "退文", for_receiver=True)
    why = reason_given(reason, "退文")
    actor = policy.deliveries.capacity(delivery, by=by)
    settle(delivery, DeliveryState.RETURNED, by=actor, reason=why)
    record(
        actor,
        "distribution.sent_back",
        stream=f"delivery:{delivery.uid}",
        about=delivery.uid,
        title=str(delivery.document),
        reason=why,
    )
    return delivery
