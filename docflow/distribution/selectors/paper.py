"""收文机关看到的公文：the sealed file, its printed elements and the attachments that go out with it; nothing of its making."""

from dataclasses import dataclass

from django.db.models import QuerySet

from docflow.distribution.models import Delivery, DeliveryState
from docflow.elements.schema import Elements
from docflow.models import Attachment, Sealed
from docflow.selectors.versions import current_version, whole
from office.kernel.refusals import NotThere

WITH_FILE = (DeliveryState.DELIVERED, DeliveryState.SIGNED, DeliveryState.WAIVED)
"""The states in which the receiver has the file. What it sent back, or what was recalled, it has no more."""


@dataclass(frozen=True)
class Received:
    """What stands on a delivery's page."""

    elements: Elements
    pages: range
    source: str
    attachments: tuple[Attachment, ...]


def received(delivery: Delivery) -> Received | None:
    """The paper of a delivery; None where the receiver has it no more."""
    if delivery.state not in WITH_FILE:
        return None
    document = delivery.document
    sealed = document.sealed
    return Received(
        whole(document, current_version(document)),
        range(1, sealed.pages + 1),
        sealed.sm3,
        tuple(attachments_of(delivery)),
    )


def sealed_of(delivery: Delivery) -> Sealed:
    """The sealed file, for as long as the receiver has it. Raises NotThere."""
    if delivery.state not in WITH_FILE:
        raise NotThere("正本")
    return Sealed.objects.select_related("file").get(document=delivery.document_id)


def attachments_of(delivery: Delivery) -> QuerySet[Attachment]:
    """The attachments that go out with the document, for as long as the receiver has it."""
    rows = Attachment.objects.filter(document=delivery.document_id, removed_at__isnull=True).select_related("file")
    return rows if delivery.state in WITH_FILE else rows.none()
