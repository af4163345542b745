"""One meeting in an installation of its own, step by step: for the tests that kill it on the way."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction

from docflow.actions.setting_up import open_code
from docflow.models import Document, IssuingCode
from meetings.convening.actions.announce_meeting import announce_meeting, cancel_meeting
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.draft_notice import draft_notice
from meetings.convening.actions.people_acts import invite_people
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Invitation, Meeting, MeetingKind, MeetingPaper
from meetings.models import Booking, Room
from office.api import Actor, Appointment, Organ, actor_of, with_role
from office.models import Reader, Todo
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.hall import a_hall, in_days

NAME = "云州市水务局"
SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c0ff")

__all__ = ["Booking", "Document", "announced", "called_off", "changed", "drafted", "look", "planned", "the"]


def a_house() -> None:
    organ = an_organ(name=NAME)
    appointed(a_department(organ), "document_clerk")
    appointed(a_department(organ), "leader")
    appointed(a_department(organ), "head")
    MeetingKind.objects.create(organ=organ, name="专题会议")
    a_hall(organ)
    with transaction.atomic():
        open_code(organ, "云水发", label="文件", form="文件")


def _organ() -> Organ:
    return Organ.objects.get(name=NAME)


def _holder(role: str) -> Appointment:
    return with_role(_organ(), role).get()


def _by() -> Actor:
    clerk = _holder("document_clerk")
    return actor_of(clerk.person, clerk)


def the() -> Meeting:
    return Meeting.objects.get()


def _plan(title: str) -> Plan:
    slot = in_days(5)
    return Plan(
        kind=MeetingKind.objects.get().uid,
        title=title,
        host=_holder("leader").uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at + timedelta(minutes=30),
        room=Room.objects.get().uid,
        people=8,
    )


def planned() -> None:
    plan_meeting(_plan("防汛会商"), by=_by(), key=uuid5(SPACE, "plan"))
    invite_people(the().uid, [_holder("head").uid], "attending", by=_by(), key=uuid5(SPACE, "invite"))


def changed() -> None:
    change_meeting(the().uid, _plan("防汛工作会议"), the().version, by=_by(), key=uuid5(SPACE, "change"))


def announced() -> None:
    announce_meeting(the().uid, the().version, by=_by(), key=uuid5(SPACE, "announce"))


def drafted() -> None:
    draft_notice(the().uid, "通知", IssuingCode.objects.get().uid, by=_by(), key=uuid5(SPACE, "draft"))


def called_off() -> None:
    cancel_meeting(the().uid, "另行安排", by=_by(), key=uuid5(SPACE, "cancel"))


def look() -> tuple[object, ...]:
    """All that a step changes."""
    return (
        list(Meeting.objects.values_list("title", "state", "version", "sequence", "told_version")),
        [(one.state, one.title) for one in Booking.objects.order_by("pk")],
        sorted(Invitation.objects.values_list("capacity", "told_at")),
        Reader.objects.count(),
        Notification.objects.count(),
        Todo.objects.open().count(),
        (Document.objects.count(), MeetingPaper.objects.count()),
    )
