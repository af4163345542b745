"""Who can be chosen: as substitute, as one who is named, as one who stands at the table uninvited."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from meetings.attendance.actions.ask_leave import candidates
from meetings.attendance.actions.name_people import may_be_named
from meetings.convening.models import Invitation, InvitedOrgan, Meeting
from office.api import Appointment, valid_appointments

MOST, MOST_FOUND = 300, 20


@dataclass(frozen=True)
class Choice:
    """One that can be chosen."""

    uid: UUID
    label: str
    small: str


def substitutes(invitation: Invitation) -> list[Choice]:
    """The people of his organ, those of his department first, without the guests."""
    home = invitation.appointment.post.department_id
    rows = _free(invitation.meeting, candidates(invitation))
    return [_choice(one) for one in sorted(rows, key=lambda one: one.post.department_id != home)]


def nameable(invited: InvitedOrgan) -> list[Choice]:
    """The people of a unit, without the guests."""
    return [_choice(one) for one in _free(invited.meeting, may_be_named(invited))]


def findable(meeting: Meeting, words: str) -> list[Choice]:
    """People anywhere by name or initials, without the guests; nobody where nothing is asked."""
    if not words:
        return []
    rows = valid_appointments().filter(Q(person__name__icontains=words) | Q(person__pinyin__istartswith=words))
    return [
        Choice(one.uid, one.person.name, f"{one.organ} {one.department} {one.post.title}")
        for one in _free(meeting, rows, MOST_FOUND)
    ]


def _free(meeting: Meeting, rows: "QuerySet[Appointment]", most: int = MOST) -> list[Appointment]:
    guests = meeting.invitations.filter(withdrawn_at__isnull=True).values("person")
    return list(
        rows.exclude(person__in=guests).order_by("post__department__order", "post__department", "post__order", "pk")[
            :most
        ]
    )


def _choice(one: Appointment) -> Choice:
    return Choice(one.uid, one.person.name, f"{one.department.name}{one.post.title}")
