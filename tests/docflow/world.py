"""An organ that can issue documents, with its people, made by hand; and a document walked as far as a test needs."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from docflow.actions.assign_number import assign_number
from docflow.actions.countersign import countersign
from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.examine import examine
from docflow.actions.proofread import proofread
from docflow.actions.recheck import recheck
from docflow.actions.review import review
from docflow.actions.send_for_review import send_for_review
from docflow.actions.setting_up import open_code
from docflow.actions.sign_off import sign_off
from docflow.elements.data import to_data
from docflow.elements.schema import Elements
from docflow.models import Document, IssuingCode, Task, WorkingCopy
from docflow.selectors.tasks import open_tasks
from office.api import Actor, actor_of
from office.kernel.ids import uuid7
from office.models import Appointment, Department, Organ
from tests.factories import a_department, an_organ, appointed

NOTICE = Elements(
    kind="通知",
    title="关于做好冬季供热保障工作的通知",
    body=("现将有关事项通知如下。", "一、总体要求", "按期供热，及时响应。"),
    main_recipients=("各县（区）人民政府",),
    cc=("市委办公室",),
)


@dataclass
class Office:
    """One organ: a drafting department with its head, three others, the general office, a leader."""

    organ: Organ
    code: IssuingCode
    drafter: Appointment
    colleague: Appointment
    head: Appointment
    consulted: tuple[Appointment, ...]
    reviewer: Appointment
    second_reviewer: Appointment
    leader: Appointment
    clerk: Appointment
    seal_keeper: Appointment
    flow_keeper: Appointment
    units: tuple[Department, ...] = field(default=())

    def actor(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)


def an_office(name: str = "", code: str = "云政办发") -> Office:
    organ = an_organ(name=name)
    home, general, top = a_department(organ), a_department(organ, "办公室"), a_department(organ, "领导")
    units = tuple(a_department(organ) for _ in range(3))
    with transaction.atomic():
        opened = open_code(organ, code, label="文件", form="文件")
    return Office(
        organ=organ,
        code=opened,
        drafter=appointed(home),
        colleague=appointed(home),
        head=appointed(home, "head"),
        consulted=tuple(appointed(unit, "head") for unit in units),
        reviewer=appointed(general, "office_reviewer"),
        second_reviewer=appointed(general, "office_reviewer"),
        leader=appointed(top, "leader"),
        clerk=appointed(general, "document_clerk"),
        seal_keeper=appointed(general, "seal_keeper"),
        flow_keeper=appointed(general, "flow_administrator"),
        units=units,
    )


@dataclass
class Paper:
    """A document on its way; each method does the step that is due, by whoever it waits for."""

    office: Office
    uid: UUID

    @property
    def document(self) -> Document:
        return Document.objects.select_related("run", "code", "organ").get(uid=self.uid)

    def task(self, step: str, holder: Appointment | None = None) -> Task:
        """The open task of a step, of a holder where there are several."""
        for one in open_tasks(self.document):
            if one.step == step and (holder is None or one.holder_id == holder.pk):
                return one
        raise AssertionError(f"no open task {step}: {[(t.step, str(t.holder)) for t in open_tasks(self.document)]}")

    def steps(self) -> list[str]:
        return [task.step for task in open_tasks(self.document)]

    def write(
        self, elements: Elements, *, units: tuple[Department, ...] | None = None, by: Appointment | None = None
    ) -> None:
        """Save a text as whoever edits now."""
        author = by or self.office.drafter
        copy = WorkingCopy.objects.filter(document__uid=self.uid, author=author).first()
        save_draft(
            self.uid,
            to_data(elements),
            co_units=tuple(unit.uid for unit in units) if units is not None else None,
            revision=copy.revision if copy else 0,
            by=self.office.actor(author),
        )

    def sent(self) -> "Paper":
        send_for_review(self.task("draft").uid, by=self.office.actor(self.office.drafter), key=uuid7())
        return self

    def reviewed(self) -> "Paper":
        return self._do("review", review, self.office.head, opinion="可行。")

    def countersigned(self, *who: Appointment, stance: Any = "agree") -> "Paper":
        for one in who or self.office.consulted:
            self._do("countersign", countersign, one, stance=stance, opinion="同意。")
        return self

    def examined(self) -> "Paper":
        return self._do("office_review", examine, self.office.reviewer, chosen=[self.office.leader.uid])

    def signed(self) -> "Paper":
        return self._do("sign_off", sign_off, self.office.leader, opinion="同意印发。")

    def rechecked(self) -> "Paper":
        return self._do("recheck", recheck, self.office.clerk)

    def numbered(self) -> "Paper":
        return self._do("number", assign_number, self.office.clerk)

    def proofread(self) -> "Paper":
        return self._do("proofread", proofread, self.office.drafter)

    def _do(self, step: str, verb: Any, who: Appointment, **words: Any) -> "Paper":
        task = self.task(step, who if step == "countersign" else None)
        verb(task.uid, by=self.office.actor(who), key=uuid7(), **words)
        return self


def a_draft(office: Office | None = None, elements: Elements = NOTICE, *, consult: bool = False) -> Paper:
    """A document whose text is written and not sent yet."""
    office = office or an_office()
    document = start_draft(office.code.uid, elements.kind, by=office.actor(office.drafter), key=uuid7())
    paper = Paper(office, document.uid)
    paper.write(elements, units=office.units if consult else None)
    return paper


def a_signed(office: Office | None = None) -> Paper:
    """A document that was signed off and waits for 复核."""
    return a_draft(office).sent().reviewed().examined().signed()
