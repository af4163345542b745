"""A demo city, and documents in it that wait for 核稿: what a flow step is measured on."""

from dataclasses import dataclass
from itertools import cycle, islice
from uuid import UUID

from django.db import transaction

from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.send_for_review import send_for_review
from docflow.actions.setting_up import open_code
from docflow.elements.data import to_data
from docflow.models import IssuingCode, Task, WorkingCopy
from office.api import Actor, Appointment, Person, actor_of, heads_of, with_role
from office.demo.load import load_city
from office.kernel.ids import uuid7
from office.models import Organ
from office.site.preparing import migrate
from office.site.rehearsing.paper import draft_of
from office.site.rehearsing.sample import HEATING

ORGAN, CODE = "云州市人民政府办公室", "云政办发"


@dataclass(frozen=True)
class Waiting:
    """A document's task that waits for its holder, and who reviews next."""

    task: UUID
    holder: Person
    next: Appointment


class Town:
    """The demo city without its seals; drafts are written by the organ's departments in turn."""

    def __init__(self) -> None:
        migrate()
        load_city()
        with transaction.atomic():
            self.code: IssuingCode = open_code(Organ.objects.get(name=ORGAN), CODE, label="文件", form="文件")
        self.drafters = _drafters(self.code.organ)
        self.reviewer = with_role(self.code.organ, "office_reviewer")[0]
        self.text = draft_of(HEATING, self.code)

    def papers(self, count: int) -> list[Waiting]:
        """So many documents, sent for 核稿."""
        return [self._paper(by) for by in islice(cycle(self.drafters), count)]

    def _paper(self, by: Actor) -> Waiting:
        document = start_draft(self.code.uid, self.text.kind, by=by, key=uuid7())
        begun = WorkingCopy.objects.get(document=document)
        save_draft(document.uid, to_data(self.text), revision=begun.revision, by=by)
        send_for_review(Task.objects.get(run__document=document).uid, by=by, key=uuid7(), opinion="请审核。")
        task = Task.objects.select_related("holder__person").get(run__document=document, closed_at=None)
        if task.step != "review" or task.holder is None:
            raise LookupError(f"the draft went to {task.step}, and not to one head of its department")
        return Waiting(task.uid, task.holder.person, self.reviewer)


def _drafters(organ: Organ) -> list[Actor]:
    """One of each department that has a head: somebody of no role."""
    found = []
    for home in organ.departments.filter(is_general_office=False).order_by("order", "pk"):
        members = Appointment.objects.filter(post__department=home, post__roles=None, until=None)
        if heads_of(home).exists() and (one := members.select_related("person").order_by("pk").first()) is not None:
            found.append(actor_of(one.person, one))
    return found
