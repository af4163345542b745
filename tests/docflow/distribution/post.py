"""A sealed document made by hand, organs that receive, and deliveries on their way: without a typesetter or a seal."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from docflow.distribution.models import Delivery, Manner
from docflow.distribution.policy import READS_ALONG, RECEIVES
from docflow.models import Document, Sealed
from docflow.walking.performing import put_on_route
from office.api import Actor, actor_of, grant, keep, role_key
from office.kernel.ids import uuid7
from office.models import Appointment, Organ
from tests.docflow.world import Office, an_office
from tests.factories import a_department, an_organ, appointed
from tests.office.kernel.uploads.making import pdf


@dataclass
class Receiver:
    """An organ with a clerk, one who reads along, and one who has no part in its post."""

    organ: Organ
    clerk: Appointment
    reviewer: Appointment
    other: Appointment

    @property
    def by(self) -> Actor:
        return actor_of(self.clerk.person)


def a_receiver(name: str = "", **fields: object) -> Receiver:
    organ = an_organ(name=name)
    Organ.objects.filter(pk=organ.pk).update(**fields)
    office = a_department(organ, "办公室")
    return Receiver(organ, appointed(office, "document_clerk"), appointed(office, "office_reviewer"), appointed(office))


def a_sealed_document(office: Office | None = None, number: str = "云政办发〔2026〕15号") -> Document:
    """A document whose sealed file is kept; its route stands where a new one stands."""
    office = office or an_office()
    with transaction.atomic():
        document = put_on_route(
            Document(
                organ=office.organ,
                drafter=office.drafter,
                code=office.code,
                kind="通知",
                form="文件",
                title="关于做好冬季供热保障工作的通知",
                number=number,
                signed_on=date(2026, 3, 16),
            ),
            "outgoing",
        )
        file = keep(pdf(), "application/pdf")
        Sealed.objects.create(
            document=document,
            file=file,
            sm3=f"{document.pk:064d}",
            sha256="0" * 64,
            size=file.size,
            pages=1,
            page_sm3=file.sm3,
            revisions=[file.sm3],
            seals=1,
        )
    return document


def delivered(document: Document, receiver: Organ, *, manner: Manner = Manner.MAIN) -> Delivery:
    """A delivery with its grants, as sending makes it."""
    sender = document.drafter
    with transaction.atomic():
        delivery = Delivery.objects.create(
            document=document, receiver=receiver, manner=manner, sent_by=sender, sent_names=sender.names(), uid=uuid7()
        )
        keys = [role_key(receiver, role) for role in (RECEIVES, READS_ALONG)]
        grant(delivery.uid, *keys, why="收文")
    return delivery
