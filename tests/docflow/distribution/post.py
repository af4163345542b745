"""A sealed document made by hand, organs that receive, and deliveries on their way: without a typesetter or a seal."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from docflow import flow
from docflow.actions.completing import complete_taken
from docflow.distribution.actions.distribute import distribute
from docflow.distribution.models import Delivery, Manner
from docflow.distribution.policy import READS_ALONG, RECEIVES
from docflow.distribution.tasks import receipts
from docflow.elements.schema import Elements
from docflow.models import Document, Run, Sealed
from docflow.walking.performing import perform, put_on_route, state_of
from office.api import Actor, actor_of, grant, keep, role_key
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment, Organ
from tests.docflow.world import NOTICE, Office, Paper, a_draft, an_office
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


def at_distribution(office: Office | None = None, elements: Elements = NOTICE, *, original: bytes = b"") -> Paper:
    """A document walked to 分发; what the typesetter and the sealer would do is written by hand: `original`, else an empty page."""
    office = office or an_office()
    paper = a_draft(office, elements).sent().reviewed().examined().signed().rechecked().numbered()
    _job_done(paper)
    task = paper.task("seal")
    with transaction.atomic():
        complete_taken(task, office.actor(office.seal_keeper), key=uuid7(), verb="docflow.sealed")
        _seal(paper.document, original or pdf())
    _job_done(paper)
    assert paper.steps() == ["distribute"]
    return paper


def _job_done(paper: Paper) -> None:
    """The system step that is due is done; its job is nobody's business any more."""
    with transaction.atomic():
        run = Run.objects.get(paper_uid=paper.uid)
        (wait,) = state_of(run).open_waits
        perform(run, flow.JobDone(wait=wait.id), by=None, key=uuid7())
        Job.objects.filter(key=f"{run.uid}/{wait.id}").update(state="done", ended_at=now())


def distributed(paper: Paper, *receivers: Receiver, copies: tuple[Receiver, ...] = ()) -> list[Delivery]:
    """Sent to these, in their order."""
    distribute(
        paper.task("distribute").uid,
        by=paper.office.actor(paper.office.clerk),
        key=uuid7(),
        main=[one.organ.uid for one in receivers],
        copies=[one.organ.uid for one in copies],
    )
    sent = {one.receiver_id: one for one in Delivery.objects.filter(document__uid=paper.uid)}
    return [sent[one.organ.pk] for one in (*receivers, *copies)]


def look() -> None:
    """Do the jobs that ask after receipts, as the worker would; those that check seals stay."""
    for job in Job.objects.open().filter(task=receipts.module_path):
        receipts.call(*job.args)
        Job.objects.filter(pk=job.pk).update(state="done", ended_at=now())


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
        _seal(document, pdf())
    return document


def _seal(document: Document, content: bytes) -> None:
    file = keep(content, "application/pdf")
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
