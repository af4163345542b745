"""A meeting with its people, as far along as a test needs, without the acts that lead there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from meetings.convening import life
from meetings.convening.models import AgendaItem, Capacity, Invitation, Meeting, MeetingKind
from meetings.convening.policy import INVITED, WHY, keys_of_organisers
from office.api import Actor, Appointment, Organ, actor_of, appointment_key, grant
from office.kernel.clock import now
from tests.factories import a_department, an_organ, appointed


@dataclass
class Gathering:
    """`organiser` and `second` are of one department; `guests` are invited, `stranger` is of the same organ and is not."""

    organ: Organ
    kind: MeetingKind
    organiser: Appointment
    second: Appointment
    host: Appointment
    guests: tuple[Appointment, ...]
    stranger: Appointment
    meeting: Meeting

    def by(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)

    def invitation(self, who: Appointment) -> Invitation:
        return self.meeting.invitations.get(person=who.person)


def a_gathering(
    state: str = life.ANNOUNCED, guests: int = 3, items: int = 2, *, organ: Organ | None = None, **fields: Any
) -> Gathering:
    names = ("综合处", "领导") if organ is None else ("", "")  # an organ that is there has departments of its own
    organ = organ or an_organ()
    office = a_department(organ, names[0])
    organiser, second = appointed(office, "document_clerk"), appointed(office)
    host = appointed(a_department(organ, names[1]), "leader")
    people = tuple(appointed(a_department(organ)) for _ in range(guests))
    kind = MeetingKind.objects.create(organ=organ, name="专题会议")
    begins = now() + timedelta(days=2)
    given: dict[str, Any] = {
        "title": "防汛工作专题会议",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "place": "市政府第一会议室",
        "state": state,
        "announced_at": None if state in life.PLANNED else now(),
        "began_at": now() if state in life.HELD else None,
        "ended_at": now() if state in {life.ENDED, life.MINUTED} else None,
        "why": "改期" if state == life.POSTPONED else "",
    }
    meeting = Meeting.objects.create(organ=organ, kind=kind, host=host, organised_by=organiser, **given | fields)
    for place in range(1, items + 1):
        AgendaItem.objects.create(meeting=meeting, place=place, title=f"第{place}个议题", minutes=15, organ=organ)
    for order, who in enumerate((host, *people)):
        capacity = Capacity.ATTENDING if order else Capacity.HOST
        Invitation.objects.create(
            meeting=meeting,
            person=who.person,
            appointment=who,
            capacity=capacity,
            order=order,
            told_at=None if state in life.PLANNED else now(),
        )
    with transaction.atomic():
        grant(meeting.uid, *keys_of_organisers(meeting), why=WHY)
        if state not in life.PLANNED:
            grant(meeting.uid, *(appointment_key(one) for one in (host, *people)), why=INVITED)
    return Gathering(organ, kind, organiser, second, host, people, appointed(a_department(organ)), meeting)
