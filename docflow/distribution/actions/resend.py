"""重发。"""

from uuid import UUID

from docflow.distribution import policy
from docflow.distribution.actions.sending import Addressee, days_given, send
from docflow.distribution.actions.settling import refuse_settled
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import Delivery, DeliveryState, Manner
from docflow.models import Run
from office.api import Actor, action, record
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words


@action
def resend(delivery_uid: UUID, *, by: Actor, key: UUID, days: int = DAYS_TO_SIGN) -> Delivery:
    """重发：after 退文, to the same organ in the same manner; → the new delivery. Once: the second is told when it was sent again."""
    delivery = policy.sent.find(delivery_uid, by=by)
    lock_only(
        Run.objects.filter(pk=delivery.document.run_id), "run"
    )  # before the delivery: a new one joins its run's wait
    delivery = policy.sent.take(delivery_uid, by=by)
    if delivery.state == DeliveryState.DELIVERED:
        raise NotAllowed(f"{delivery.receiver}的这一份已送达，退文后才可以重发。")
    if delivery.state != DeliveryState.RETURNED:
        refuse_settled(delivery, "重发", for_receiver=False)
    again = Delivery.objects.filter(follows=delivery).first()
    if again is not None:
        name, at = again.sent_names.get("name", "他人"), moment_in_words(again.sent_at)
        raise SomebodyWasFirst(f"没有重发：{name}已于{at}重发给{delivery.receiver}。请刷新页面看最新情况。")
    addressee = Addressee(delivery.receiver, Manner(delivery.manner), delivery)
    (new,) = send(delivery.document, [addressee], by=by, key=key, days=days_given(days))
    record(
        by,
        "docflow.resent",
        stream=f"run:{delivery.document.run.uid}",
        about=delivery.document.uid,
        title=str(delivery.document),
        opinion=f"重发{delivery.receiver}",
    )
    return new
