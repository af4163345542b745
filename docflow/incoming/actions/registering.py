"""收文登记：a number of its class, and the route begins. From a file or paper, or from a delivery together with 签收."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from docflow.actions.completing import complete_taken
from docflow.actions.keeping import KEEPER
from docflow.distribution import policy as distribution
from docflow.distribution.actions.settling import refuse_settled
from docflow.distribution.actions.sign_for import receipt
from docflow.distribution.models import Delivery, DeliveryState
from docflow.distribution.selectors.paper import attachments_of
from docflow.incoming import policy
from docflow.incoming.actions.elements import Registration
from docflow.incoming.actions.numbering import class_of, next_number
from docflow.incoming.models import Enclosure, Incoming, Intake, Source
from docflow.incoming.tasks import check_arrival
from docflow.models import Sealed
from docflow.secrecy import refuse_marked
from docflow.selectors.versions import current_version, elements_of
from docflow.walking.performing import begin, put_on_route
from office.api import Actor, action, appointment_key, enqueue, grant, record, role_key
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

PDF = "application/pdf"
SETTLED_WITH_FILE = (DeliveryState.SIGNED, DeliveryState.WAIVED)
"""The receiver has it, and it needs no signature any more."""


@action
def register(
    registration: Registration,
    class_code: str,
    *,
    by: Actor,
    key: UUID,
    intake: UUID | None = None,
    enclosures: Sequence[UUID] = (),
    alike: Incoming | None = None,
) -> Incoming:
    """登记：paper, or a file that was taken in before. The number is taken here, and it goes to 初审.

    Raises Invalid for what is `alike` one that is registered, until he was told: here, where the same form sent twice is known.
    """
    actor = policy.registrars.ask(by)
    elements = registration.cleaned()
    if alike is not None:
        raise Invalid(f"还没有登记：来文机关和来文字号与“{alike.number}”相同，可能是同一件。请先看一看。")
    main = _used(intake, by=by) if intake else None
    incoming = Incoming(
        organ=actor.organ,
        registered_by=actor.appointment,
        incoming_class=class_of(actor.organ, class_code),
        source=Source.FILE if main else Source.PAPER,
    )
    elements.write_to(incoming)
    if main is not None:
        incoming.file, incoming.file_name = main.file, main.name
        incoming.pages, incoming.text = main.pages, main.text
    with_it = [_used(uid, by=by) for uid in dict.fromkeys(enclosures)]
    _begin(incoming, by=actor, key=key)
    Enclosure.objects.bulk_create(
        Enclosure(incoming=incoming, n=n, file=one.file, name=one.name) for n, one in enumerate(with_it, 1)
    )
    return incoming


@action
def register_delivery(
    delivery_uid: UUID, class_code: str, *, by: Actor, key: UUID, registration: Registration | None = None
) -> Incoming:
    """签收登记：sign for a delivery, unless somebody did, and register it, in one act. Its elements are those of the document.

    Raises SomebodyWasFirst where it is registered already, or was sent back or recalled.
    """
    delivery = distribution.deliveries.take(delivery_uid, by=by)
    refuse_unregistrable(delivery)
    actor = distribution.deliveries.capacity(delivery, by=by)
    if delivery.state not in SETTLED_WITH_FILE:
        receipt(delivery, by=actor)
    crash.point("incoming.delivery_signed")
    elements = (registration or elements_of_delivery(delivery)).cleaned()
    sealed = Sealed.objects.select_related("file").get(document=delivery.document)
    incoming = Incoming(
        organ=actor.organ,  # the receiver, or who goes on with its business
        registered_by=actor.appointment,
        incoming_class=class_of(actor.organ, class_code),
        source=Source.DELIVERY,
        delivery=delivery,
        file=sealed.file,
        file_name=f"{delivery.document.number or delivery.document.title}.pdf",
        pages=sealed.pages,
    )
    elements.write_to(incoming)
    incoming.from_organ = delivery.document.organ
    _begin(incoming, by=actor, key=key)
    Enclosure.objects.bulk_create(
        Enclosure(incoming=incoming, n=n, file=one.file, name=one.name)
        for n, one in enumerate(attachments_of(delivery), 1)
    )
    return incoming


def elements_of_delivery(delivery: Delivery) -> Registration:
    """What the sealed document says of itself."""
    document = delivery.document
    text = elements_of(current_version(document)) if document.current else None
    return Registration(
        title=document.title,
        sender=document.organ.name_on(document.signed_on) if document.signed_on else document.organ.name,
        their_number=document.number,
        kind=document.kind,
        main_recipients="，".join(text.main_recipients)[:400] if text else "",
        urgency=document.urgency,
        signed_on=document.signed_on,
    )


def refuse_unregistrable(delivery: Delivery) -> None:
    """Raise SomebodyWasFirst where it is registered already, or is not here any more: sent back, or recalled."""
    there = (
        Incoming.objects.filter(delivery=delivery).exclude(state="terminated").select_related("registered_by__person")
    )
    if (first := there.first()) is not None:
        who, at = first.registered_by.person.name, moment_in_words(first.opened_at)
        raise SomebodyWasFirst(f"没有登记：这份来件已由{who}于{at}登记为“{first.number}”。")
    if delivery.state not in SETTLED_WITH_FILE:
        refuse_settled(delivery, "登记", for_receiver=True)


def _used(uid: UUID, *, by: Actor) -> Intake:
    """An intake of his, used up by this registration."""
    policy.intakes.read(uid, by=by)
    lock_only(Intake.objects.filter(uid=uid), "document")
    intake = policy.intakes.read(uid, by=by)
    policy.intakes.refuse_used(intake)
    refuse_marked(intake.text)
    intake.used_at = now()
    intake.save(update_fields=["used_at"])
    return intake


def _begin(incoming: Incoming, *, by: Actor, key: UUID) -> None:
    """The row, its readers, its number, and the first step of its route done."""
    if not by.organ.pk == incoming.organ_id:
        raise NotAllowed("只能登记本机关的收文。")
    put_on_route(incoming, f"incoming_{incoming.incoming_class.track}")
    grant(
        incoming.uid,
        appointment_key(by.appointment),
        role_key(incoming.organ, policy.CLERK),
        role_key(incoming.organ, KEEPER),
        why="收文登记",
    )
    incoming.number = next_number(incoming, by=by).text
    incoming.save(update_fields=["number"])
    crash.point("incoming.number_taken")
    begin(incoming, by=by, key=key)
    task = incoming.run.tasks.get(step="register", closed_at__isnull=True)
    complete_taken(task, by, key=uuid5(key, "registered"), verb="incoming.registered")
    record(
        by,
        "incoming.numbered",
        stream=f"run:{incoming.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        number=incoming.number,
        sender=incoming.sender,
        their_number=incoming.their_number,
    )
    if incoming.file is not None and incoming.file.media_type == PDF:
        enqueue(check_arrival, str(incoming.uid), key=f"incoming/{incoming.uid}")
