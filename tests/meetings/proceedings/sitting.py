"""A meeting that is held, as far along as a test needs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from docflow.actions.setting_up import open_code
from docflow.models import Document, IssuingCode
from docflow.models.documents import State
from meetings.convening import life
from meetings.convening.models import AgendaItem, AgendaUnit, Capacity, Invitation, Meeting
from meetings.proceedings.actions.deciding import Decided, decide
from meetings.proceedings.actions.draft_minutes import draft_minutes
from meetings.proceedings.actions.hold_meeting import begin_meeting, end_meeting
from meetings.proceedings.actions.issue_minutes import tend_minutes
from meetings.proceedings.actions.running_items import move_item
from meetings.proceedings.models import Decision, Minutes
from office.api import Actor, Appointment, appointment_key, department_key, grant
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from tests.factories import a_department, appointed
from tests.meetings.gathering import Gathering, a_gathering


@dataclass
class Sitting:
    """A meeting of today. `unit_head` leads the department that reports on the first item, `sitting_in` comes for the second item alone."""

    gathering: Gathering
    code: IssuingCode
    unit_head: Appointment
    sitting_in: Appointment

    @property
    def uid(self) -> UUID:
        return self.gathering.meeting.uid

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(uid=self.uid)

    @property
    def items(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.filter(meeting=self.gathering.meeting).order_by("place"))

    @property
    def organiser(self) -> Appointment:
        return self.gathering.organiser

    def by(self, who: Appointment | None = None) -> Actor:
        return self.gathering.by(who or self.organiser)

    def begun(self) -> "Sitting":
        begin_meeting(self.uid, by=self.by(), key=uuid7())
        return self

    def moved(self, verb: str, place: int) -> "Sitting":
        move_item(self.uid, self.items[place - 1].uid, verb, by=self.by(), key=uuid7())
        return self

    def decided(
        self, place: int = 1, text: str = "抓紧修复堤防。", due_on: date | None = None, **said: Any
    ) -> Decision:
        said.setdefault("lead", self.unit_head.department.uid)
        wanted = Decided(text=text, due_on=due_on or today() + timedelta(days=20), **said)
        return decide(self.uid, self.items[place - 1].uid, wanted, by=self.by(), key=uuid7())

    def ended(self) -> "Sitting":
        end_meeting(self.uid, by=self.by(), key=uuid7())
        return self

    def drafted(self) -> Minutes:
        return draft_minutes(self.uid, self.code.uid, by=self.by(), key=uuid7())

    def issued(self) -> "Sitting":
        """The minutes are sent out: what their route does is written by hand."""
        minutes = Minutes.objects.filter(meeting=self.gathering.meeting).first() or self.drafted()
        document = Document.objects.filter(uid=minutes.document_uid)
        document.update(state=State.DISTRIBUTED, number="云政纪要〔2026〕3号", signed_on=today())
        assert tend_minutes() == 1
        return self


def a_sitting(state: str = life.ANNOUNCED, guests: int = 3, items: int = 2, **fields: Any) -> Sitting:
    begins = now() - timedelta(minutes=10)
    given: dict[str, Any] = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "is_closed": False} | fields
    gathering = a_gathering(state, guests=guests, items=items, **given)
    organ = gathering.organ
    appointed(a_department(organ, "督查室"), "supervisor")
    head = appointed(a_department(organ, "水利科"), "head")
    with transaction.atomic():
        code = open_code(organ, f"云政纪{organ.pk}", label="会议纪要", form="纪要")
    guest = appointed(a_department(organ, "财务科"))
    rows = AgendaItem.objects.filter(meeting=gathering.meeting).order_by("place")
    if rows:
        AgendaItem.objects.filter(pk=rows[0].pk).update(department=head.department, organ=None)
        AgendaUnit.objects.create(item=rows[len(rows) - 1], organ=organ, department=guest.department)
    Invitation.objects.create(
        meeting=gathering.meeting,
        person=guest.person,
        appointment=guest,
        capacity=Capacity.SITTING_IN,
        item=rows[len(rows) - 1] if rows else None,
        order=90,
        told_at=now(),
    )
    with transaction.atomic():
        grant(gathering.meeting.uid, appointment_key(guest), department_key(gathering.organiser.department), why="会议")
    return Sitting(gathering, code, head, guest)
