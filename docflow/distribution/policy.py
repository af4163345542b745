"""Who may read and do what with deliveries. Receivers are asked by the delivery's grants, the sender by the document's."""

from uuid import UUID

from django.db.models import QuerySet

from docflow.distribution.models import Delivery
from office.api import Actor, may_read, readable, waiting_for
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

ROOM = "distribution"
RECEIVES = "document_clerk"
READS_ALONG = "office_reviewer"
SENDS = "document_clerk"


class Deliveries:
    """来件，as the receiver sees them: the sealed file, and nothing of its making."""

    def readable(self, by: Actor) -> QuerySet[Delivery]:
        """All that came to him."""
        return readable(Delivery.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Delivery:
        """One that came to him; another organ's and none at all are one refusal."""
        delivery = _whole().filter(uid=uid).first()
        if delivery is None or not may_read(by, uid):
            raise NotThere("该来件")
        return delivery

    def take(self, uid: UUID, *, by: Actor) -> Delivery:
        """The same for whoever receives for the organ, with its row locked. No lock of the sender's is touched."""
        self.ask(self.read(uid, by=by), by=by)  # a stranger never locks anything
        lock_only(Delivery.objects.filter(uid=uid), "delivery")
        delivery = self.read(uid, by=by)
        self.ask(delivery, by=by)
        return delivery

    def ask(self, delivery: Delivery, *, by: Actor) -> None:
        """Raise unless he receives for the organ."""
        if not self.may_receive(delivery, by=by):
            raise NotAllowed(f"{delivery.receiver}的来件由本机关文书签收。您可以看，不能签收或退文。")

    def may_receive(self, delivery: Delivery, *, by: Actor) -> bool:
        """Whether he is a clerk of the organ, or one whom it waits for in an organ without clerk."""
        if by.has_role(delivery.receiver, RECEIVES):
            return True
        return waiting_for(by).filter(room=ROOM, task=str(delivery.uid)).exists()

    def capacity(self, delivery: Delivery, *, by: Actor) -> Actor:
        """He in his post at the receiving organ, a clerk's post before others."""
        own = [one for one in by.appointments if one.organ.pk == delivery.receiver_id]
        clerks = [one for one in own if any(held.role == RECEIVES for held in one.post.roles.all())]
        for one in (*clerks, *own):
            return by.acting_as(one)
        return by


class Sent:
    """送件，as the sender sees them: through the document, by its clerks."""

    def take(self, uid: UUID, *, by: Actor) -> Delivery:
        """One delivery of a document that he sends out, its row locked."""
        self._ask(uid, by=by)
        lock_only(Delivery.objects.filter(uid=uid), "delivery")
        return self._ask(uid, by=by)

    def _ask(self, uid: UUID, *, by: Actor) -> Delivery:
        delivery = _whole().filter(uid=uid).first()
        if delivery is None or not may_read(by, delivery.document.uid):
            raise NotThere("该送件")
        if not by.has_role(delivery.document.organ, SENDS):
            raise NotAllowed("分发和签收的事由本机关文书办理。您可以看，不能这样办。")
        return delivery


def _whole() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("document__organ", "document__run", "receiver", "sent_by__person")


deliveries, sent = Deliveries(), Sent()
