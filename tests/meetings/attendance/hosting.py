"""A meeting that is about to be answered, or at whose door people stand; and what is done there, in one call each."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from meetings.attendance.actions.ask_leave import LeaveWish, ask_leave
from meetings.attendance.actions.reply import Details, come
from meetings.attendance.actions.sign_in import sign_in
from meetings.attendance.asking import tend
from meetings.attendance.models import Leave
from meetings.convening.models import Invitation, InvitedOrgan, Meeting
from meetings.convening.policy import WHY, keys_of_invited_organ
from office.api import Appointment, department_key, grant
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.meetings.gathering import Gathering, a_gathering
from tests.reading import ReadingClient


def asking(guests: int = 3, **fields: Any) -> Gathering:
    """Announced, to be answered by tomorrow; everybody has his to-do."""
    there = a_gathering(guests=guests, **{"reply_by": now() + timedelta(days=1)} | fields)
    tended(there.meeting)
    return there


def at_the_door(guests: int = 3, minutes: int = 10, **fields: Any) -> Gathering:
    """It begins in some minutes, or began so many ago."""
    begins = now() + timedelta(minutes=minutes)
    return a_gathering(guests=guests, starts_at=begins, ends_at=begins + timedelta(hours=2), **fields)


def tended(meeting: Meeting) -> None:
    with transaction.atomic():
        tend(Meeting.objects.select_related("organised_by__person", "organised_by__post").get(pk=meeting.pk))


def comes(there: Gathering, who: Appointment, **details: Any) -> Invitation:
    return come(there.meeting.uid, Details(**details), by=there.by(who), key=uuid7())


def wants_leave(
    there: Gathering, who: Appointment, reason: str = "另有公务", substitute: Appointment | None = None
) -> Leave:
    kind = "replaced" if substitute is not None else "away"
    wish = LeaveWish(kind=kind, reason=reason, substitute=substitute.uid if substitute is not None else None)
    return ask_leave(there.meeting.uid, wish, by=there.by(who), key=uuid7())


def signs(there: Gathering, who: Appointment) -> Invitation:
    return sign_in(there.meeting.uid, by=there.by(who), key=uuid7())


def a_unit(there: Gathering, most: int = 2, department: Any = None) -> InvitedOrgan:
    """The meeting's own organ, or a department of it, is invited as such."""
    with transaction.atomic():
        made = InvitedOrgan.objects.create(meeting=there.meeting, organ=there.organ, department=department, most=most)
        keys = [department_key(department)] if department is not None else keys_of_invited_organ(there.organ)
        grant(there.meeting.uid, *keys, why=WHY)
    return made


def browser(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client
