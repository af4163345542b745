"""Who answers for whom. A guest answers for himself; his organ names its people; the organiser sees to all of it; of a leader the host decides."""

from uuid import UUID

from django.db.models import QuerySet

from meetings.attendance.models import Leave
from meetings.convening.models import Invitation, InvitedOrgan, Meeting
from meetings.convening.policy import AT_THE_DOOR, meetings
from office.api import Actor, Appointment, Person, heads_of, role_label, valid_appointments
from office.kernel.kept import Kept
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

LEADER, HEAD = "leader", "head"
INVITATION = (
    "person",
    "appointment__person",
    "appointment__post__department__organ",
    "meeting__kind",
    "meeting__host__person",
    "meeting__organised_by__person",
    "meeting__organised_by__post__department__organ",
    "meeting__booking__room__building",
)
"""What is read of an invitation together with it."""


def invitations() -> QuerySet[Invitation]:
    """Those in force, with their names."""
    return Invitation.objects.filter(withdrawn_at__isnull=True).select_related(*INVITATION)


def own_or_none(meeting_uid: UUID, person: Person) -> Invitation | None:
    """His own, of a meeting that was announced."""
    found = next(iter(_own(meeting=meeting_uid, person=person.pk)), None)
    return found if found is not None and found.meeting.is_known else None


@Kept
def _own(meeting: UUID, person: int) -> QuerySet[Invitation]:
    return invitations().filter(meeting__uid=meeting, person__pk=person).order_by("pk")[:1]


def own(meeting_uid: UUID, *, by: Actor) -> Invitation:
    """The same, or NotThere."""
    found = own_or_none(meeting_uid, by.person)
    if found is None:
        raise NotThere("该会议")
    return found


def take_invitation(key: int) -> Invitation:
    """By its row key, locked: nobody answers for the same guest meanwhile. Others of the meeting go on. Raises NotThere."""
    lock_only(Invitation.objects.filter(pk=key), "meeting")
    found = invitations().filter(pk=key).first()
    if found is None:
        raise NotThere("该会议")
    return found


def guest(invitation: Invitation, *, by: Actor) -> Actor:
    """He in the post in which he is invited, while he holds it."""
    found = next((one for one in by.appointments if one.pk == invitation.appointment_id), None)
    return by.acting_as(found) if found is not None else by


def of_meeting(meeting: Meeting, uid: UUID) -> Invitation:
    """One of its guests, for the organiser. Raises NotThere."""
    found = invitations().filter(meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该参会人")
    return found


def watching(meeting: Meeting, *, by: Actor) -> Actor:
    """He as organiser, or as host: who sees all replies and sign-ins. Raises NotAllowed."""
    host = meetings.hosting(meeting, by=by)
    return by.acting_as(host) if host is not None else meetings.ask_organiser(meeting, by=by)


def is_leaders(invitation: Invitation) -> bool:
    """Whether his post is a leader's: then the host decides on his leave."""
    return any(one.role == LEADER for one in invitation.appointment.post.roles.all())


def deciding(leave: Leave, *, by: Actor, host_there: bool | None = None) -> Appointment | None:
    """The post in which he decides on a leave: the host's of a leader's, else one that organises.

    `host_there`: whether the host holds his post still, where that was asked for many leaves at once.
    """
    meeting = leave.invitation.meeting
    if is_leaders(leave.invitation) and (bool(host_of(meeting)) if host_there is None else host_there):
        return meetings.hosting(meeting, by=by)
    return meetings.organising(meeting, by=by)


def host_of(meeting: Meeting) -> list[Appointment]:
    """The host, while he holds his post."""
    return list(valid_appointments().filter(pk=meeting.host_id))


def organisers_of(meeting: Meeting) -> list[Appointment]:
    """The people of the department that prepares it; its organiser first."""
    rows = list(valid_appointments().filter(post__department=meeting.organised_by.post.department_id).order_by("pk"))
    return sorted(rows, key=lambda one: one.pk != meeting.organised_by_id)


def deciders_of(invitation: Invitation) -> list[Appointment]:
    """For whom a leave of this guest waits."""
    meeting = invitation.meeting
    return (host_of(meeting) if is_leaders(invitation) else []) or organisers_of(meeting)


def take_leave(uid: UUID, *, by: Actor) -> tuple[Leave, Actor]:
    """A leave that he decides on, its meeting and its guest locked; he in that capacity. Raises NotThere, NotAllowed."""
    found = Leave.objects.select_related("invitation__meeting").filter(uid=uid).first()
    if found is None:
        raise NotThere("该请假")
    meetings.take(found.invitation.meeting.uid, by=by)
    invitation = take_invitation(found.invitation_id)
    leave = Leave.objects.select_related("substitute__person", "by__person").get(pk=found.pk)
    leave.invitation = invitation
    capacity = deciding(leave, by=by)
    if capacity is None:
        raise NotAllowed(_who_decides(invitation))
    return leave, by.acting_as(capacity)


def representing(invited: InvitedOrgan, *, by: Actor) -> Appointment | None:
    """The post in which he names the people of an organ (its clerks) or of a department (its heads, or all while there is none)."""
    for one in by.appointments:
        roles = {held.role for held in one.post.roles.all()}
        if invited.department_id is None:
            if one.organ.pk == invited.organ_id and roles & set(AT_THE_DOOR):
                return one
        elif one.department.pk == invited.department_id and (HEAD in roles or not heads_of(one.department).exists()):
            return one
    return None


def representatives(invited: InvitedOrgan) -> list[Appointment]:
    """All of them."""
    if invited.department is not None:
        heads = list(heads_of(invited.department))
        return heads or list(valid_appointments().filter(post__department=invited.department))
    rows = valid_appointments().filter(post__department__organ=invited.organ, post__roles__role__in=AT_THE_DOOR)
    return list(rows.order_by("post__order", "pk").distinct())


def invited_organ(meeting: Meeting, uid: UUID, *, by: Actor) -> tuple[InvitedOrgan, Actor]:
    """A unit that names its people, for whoever does it there. Raises NotThere, NotAllowed."""
    rows = meeting.invited_organs.select_related("organ", "department", "meeting")
    found = rows.filter(uid=uid, withdrawn_at__isnull=True).first()
    if found is None or not meeting.is_known:
        raise NotThere("该参会单位")
    post = representing(found, by=by)
    if post is None:
        who = "处室负责人" if found.department_id else "、".join(role_label(role) for role in AT_THE_DOOR)
        raise NotAllowed(f"{found}的参会人由{who}报名。请与他们联系。")
    return found, by.acting_as(post)


def _who_decides(invitation: Invitation) -> str:
    meeting = invitation.meeting
    if is_leaders(invitation):
        return f"{invitation}的请假由主持人{meeting.host.person.name}答复。"
    return f"{invitation}的请假由{meeting.organised_by.post.department.name}答复。"
