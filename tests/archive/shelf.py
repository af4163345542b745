"""An organ with an archivist and a fonds, closed papers of both directions, and records walked as far as a test needs."""

from dataclasses import dataclass
from datetime import date

from archive.actions.confirm_retention import confirm_retention
from archive.actions.decide import Judgement, decide
from archive.collecting import sweep
from archive.models import Fonds, Record, RetentionRow, RetentionTable, UnitCode
from archive.selectors.queue import open_findings
from archive.tasks import check_record, collect_again_of, collect_paper
from docflow.actions.close import close
from docflow.distribution.actions.sign_for import sign_for
from docflow.incoming.actions.close import close as close_incoming
from docflow.incoming.models import Incoming
from docflow.models import Document
from office.api import Actor, actor_of
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.archive.for_keeping import page_for_keeping, with_final_text
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed, look
from tests.docflow.incoming.inbox import a_piece, an_intake
from tests.docflow.world import Office, Paper, an_office
from tests.factories import a_department, appointed

VIRUSES = ("GD-4-1", "GD-4-2")
"""What is left to a person where there is no virus scanner."""
WORKED = (collect_paper, collect_again_of, check_record)


@dataclass
class Shelf:
    """An office with its fonds and its archivist."""

    office: Office
    fonds: Fonds
    archivist: Appointment

    @property
    def by(self) -> Actor:
        return actor_of(self.archivist.person, self.archivist)


def a_shelf(office: Office | None = None, code: str = "") -> Shelf:
    office = office or an_office()
    fonds = Fonds.objects.create(
        organ=office.organ,
        code=code or f"J{office.organ.pk:03d}",
        name=f"{office.organ}全宗",
        constituting_unit=office.organ.name,
    )
    UnitCode.objects.create(fonds=fonds, department=office.drafter.department, code="YWK")
    table = RetentionTable.objects.create(fonds=fonds, edition=1, since=date(2020, 1, 1))
    RetentionRow.objects.create(
        table=table, ordinal=1, heading="本机关发文", content="本机关的通知", source="outgoing", retention="D30"
    )
    RetentionRow.objects.create(table=table, ordinal=2, heading="来文", content="需要执行的来文", retention="D10")
    return Shelf(office, fonds, appointed(a_department(office.organ, "档案室"), "archivist"))


def closed_paper(office: Office) -> Document:
    """Sent to one receiver, signed for, closed."""
    paper, receiver = at_distribution(office, original=page_for_keeping()), a_receiver()
    with_final_text(paper.document)
    (delivery,) = distributed(paper, receiver)
    sign_for(delivery.uid, by=receiver.by, key=uuid7())
    look()
    return close_now(paper)


def close_now(paper: Paper) -> Document:
    close(paper.task("close").uid, by=paper.office.actor(paper.office.clerk), key=uuid7())
    return paper.document


def work() -> None:
    """Do the archive's jobs, those that they ask for too, as the worker would."""
    tasks = {one.module_path: one for one in WORKED}
    while (job := Job.objects.open().filter(task__in=tasks).order_by("pk").first()) is not None:
        tasks[job.task].call(*job.args)
        Job.objects.filter(pk=job.pk).update(state="done", ended_at=now())


def collected(shelf: Shelf) -> Record:
    """A closed paper that waits to be arranged."""
    document = closed_paper(shelf.office)
    sweep(everything=True)
    work()
    return Record.objects.select_related("fonds").get(paper_uid=document.uid)


def confirmed(shelf: Shelf, retention: str = "D30", unit: str = "YWK") -> Record:
    item = collected(shelf)
    return confirm_retention(item.uid, retention, unit, by=shelf.by, key=uuid7())


def filed(shelf: Shelf, retention: str = "D30") -> Record:
    return to_the_end(shelf, confirmed(shelf, retention))


def to_the_end(shelf: Shelf, item: Record, *besides: str) -> Record:
    """Checked; what the check left to a person, the archivist decides: viruses where there is no scanner, and what is said `besides`."""
    work()
    item.refresh_from_db()
    if item.state == "waiting":
        left = {one["code"] for one in open_findings(item)}
        assert left <= {*VIRUSES, *besides}, item.why
        decide(item.uid, {code: Judgement(True, "已另行查过。") for code in left}, by=shelf.by, key=uuid7())
        item.refresh_from_db()
    assert item.state == "filed", item.why
    return item


def closed_piece(office: Office) -> Incoming:
    """Paper that came in with a file, instructed, undertaken, closed."""
    intake = an_intake(office, text="现将有关事项通知如下。")
    piece = a_piece(office, intake=intake.uid).reviewed().proposed().instructed().reported()
    close_incoming(piece.task("close").uid, by=office.actor(office.clerk), key=uuid7())
    return piece.incoming
