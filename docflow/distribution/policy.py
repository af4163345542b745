"""Who may read and do what with deliveries. Receivers are asked by the delivery's grants, the sender by the document's."""

from uuid import UUID

from django.db.models import QuerySet

from docflow.distribution.models import AddresseeGroup, Delivery
from docflow.models import Document
from office.api import Actor, Organ, Todo, may_read, read_one, readable
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

ROOM = "distribution"
RECEIVES = "document_clerk"
READS_ALONG = "office_reviewer"
STANDS_IN = ("leader", "head")
"""Whom a delivery waits for where the organ has no clerk."""
SENDS = "document_clerk"


class Deliveries:
    """来件，as the receiver sees them: the sealed file, and nothing of its making."""

    def readable(self, by: Actor) -> QuerySet[Delivery]:
        """All that came to him."""
        return readable(Delivery.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Delivery:
        """One that came to him; another organ's and none at all are one refusal."""
        return read_one(_whole(), uid, by, called="该来件")

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
        """Whether he is a clerk of the organ, or one whom it waited for in an organ without clerk."""
        if by.has_role(delivery.receiver, RECEIVES):
            return True
        asked = Todo.objects.filter(about=delivery.uid, room=ROOM, task=str(delivery.uid))
        return asked.held_by([one.pk for one in by.appointments]).exists()

    def capacity(self, delivery: Delivery, *, by: Actor) -> Actor:
        """He in his post at the receiving organ, a clerk's post before others."""
        own = by.posts_for(delivery.receiver_id)
        clerks = [one for one in own if any(held.role == RECEIVES for held in one.post.roles.all())]
        for one in (*clerks, *own):
            return by.acting_as(one)
        return by


class Sent:
    """送件，as the sender sees them: through the document, by its clerks."""

    def take(self, uid: UUID, *, by: Actor) -> Delivery:
        """The same, its row locked."""
        self.find(uid, by=by)  # a stranger never locks anything
        lock_only(Delivery.objects.filter(uid=uid), "delivery")
        return self.find(uid, by=by)

    def read(self, uid: UUID, *, by: Actor) -> Delivery:
        """One delivery of a document that he may read."""
        delivery = _whole().filter(uid=uid).first()
        if delivery is None or not may_read(by, delivery.document.uid):
            raise NotThere("该送件")
        return delivery

    def find(self, uid: UUID, *, by: Actor) -> Delivery:
        """The same for the sender's clerks."""
        delivery = self.read(uid, by=by)
        if not by.has_role(delivery.document.organ, SENDS):
            raise NotAllowed("分发和签收的事由本机关文书办理。您可以看，不能这样办。")
        return delivery


class Groups:
    """收文单位分组：of the organs whose clerk he is."""

    def readable(self, by: Actor) -> QuerySet[AddresseeGroup]:
        organs = {organ for organ, role in by.roles if role == SENDS}
        return AddresseeGroup.objects.filter(organ__in=organs)

    def read(self, uid: UUID, *, by: Actor) -> AddresseeGroup:
        """One of them."""
        group = self.readable(by).select_related("organ").filter(uid=uid).first()
        if group is None:
            raise NotThere("该分组")
        return group

    def take(self, uid: UUID, *, by: Actor) -> AddresseeGroup:
        """The same, locked."""
        self.read(uid, by=by)
        lock_only(AddresseeGroup.objects.filter(uid=uid), "register")
        return self.read(uid, by=by)

    def home(self, by: Actor) -> Organ:
        """The organ for which he would make a new one. Raises NotAllowed for whoever is no clerk."""
        for one in by.appointments:
            if by.has_role(one.organ, SENDS):
                return one.organ
        raise NotAllowed("收文单位分组由本机关文书编。")


def may_urge(document: Document, *, by: Actor) -> bool:
    """催签收：the sender's clerks, and whoever drafted it."""
    return by.has_role(document.organ, SENDS) or document.drafter_id in {one.pk for one in by.appointments}


def returned_task(delivery: Delivery) -> str:
    """The name, in the to-do table, of what the sender has to do about a delivery that came back."""
    return f"returned:{delivery.uid}"


def _whole() -> QuerySet[Delivery]:
    return Delivery.objects.select_related(
        "document__organ", "document__run", "document__drafter", "receiver", "sent_by__person"
    )


deliveries, sent, groups = Deliveries(), Sent(), Groups()
