"""An organ that receives, and a piece that came in, walked as far as a test needs."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from docflow.incoming.actions.elements import Registration
from docflow.incoming.actions.instruct import instruct
from docflow.incoming.actions.instructing import Instruction
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.registering import register
from docflow.incoming.actions.report import report
from docflow.incoming.actions.review import review
from docflow.incoming.models import Incoming, Intake
from docflow.models import Task
from docflow.selectors.tasks import open_tasks
from office.api import keep
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.world import Office, an_office
from tests.office.kernel.uploads.making import pdf

NOTICE = Registration(
    title="云江省人民政府办公厅关于做好冬季供热保障工作的通知",
    sender="云江省人民政府办公厅",
    their_number="云政办发[2026]12号",
    kind="通知",
    main_recipients="各市、县（区）人民政府",
    signed_on=date(2026, 3, 16),
)


@dataclass
class Piece:
    """A piece on its way; each method does the step that is due, by whoever it waits for."""

    office: Office
    uid: UUID

    @property
    def incoming(self) -> Incoming:
        return Incoming.objects.select_related("run", "organ", "incoming_class", "file").get(uid=self.uid)

    def task(self, step: str, holder: Appointment | None = None) -> Task:
        """The open task of a step, of a holder where there are several."""
        for one in open_tasks(self.incoming):
            if one.step == step and (holder is None or one.holder_id == holder.pk):
                return one
        raise AssertionError(f"no open task {step}: {[(t.step, str(t.holder)) for t in open_tasks(self.incoming)]}")

    def steps(self) -> list[str]:
        return [task.step for task in open_tasks(self.incoming)]

    def reviewed(self) -> "Piece":
        review(self.task("review").uid, by=self.office.actor(self.office.clerk), key=uuid7())
        return self

    def proposed(self, *leaders: Appointment, **what: Any) -> "Piece":
        """Submitted to leaders, one unless told."""
        propose(
            self.task("propose").uid,
            Instruction(**what),
            by=self.office.actor(self.office.reviewer),
            key=uuid7(),
            choice="instruct",
            opinion="拟请财务处牵头办理。",
            chosen=[one.uid for one in leaders or (self.office.leader,)],
        )
        return self

    def instructed(self, leader: Appointment | None = None, **what: Any) -> "Piece":
        """By a leader; who names nothing else names the first unit."""
        leader = leader or self.office.leader
        instruct(
            self.task("instruct", leader).uid,
            Instruction(**(what or {"lead_unit": self.office.units[0].uid})),
            by=self.office.actor(leader),
            key=uuid7(),
            opinion="同意拟办意见。",
        )
        return self

    def reported(self, *who: Appointment) -> "Piece":
        for one in who or (self.office.consulted[0],):
            report(self.task("undertake", one).uid, by=self.office.actor(one), key=uuid7(), opinion="已办。")
        return self


def a_piece(office: Office | None = None, class_code: str = "收办", **more: Any) -> Piece:
    """Registered, and waiting for 初审."""
    office = office or an_office()
    incoming = register(NOTICE, class_code, by=office.actor(office.clerk), key=uuid7(), **more)
    return Piece(office, incoming.uid)


def an_intake(office: Office, content: bytes = b"", text: str = "") -> Intake:
    """A file that the clerk brought, examined and read."""
    with transaction.atomic():
        return Intake.objects.create(
            by=office.clerk,
            file=keep(content or pdf(), "application/pdf"),
            name="来文.pdf",
            pages=1,
            text=text,
        )
