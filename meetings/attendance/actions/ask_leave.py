"""请假与替会：asked by the guest, or written down for him by the organiser."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from meetings.attendance import policy
from meetings.attendance.actions.decide_leave import grant_leave
from meetings.attendance.actions.reply import STAYS_AWAY, drop_waiting, withdraw_stand_in
from meetings.attendance.asking import answered, ask_to_decide, refuse_late
from meetings.attendance.models import Leave, LeaveKind
from meetings.convening.models import Answer, Capacity, Invitation, Meeting
from meetings.convening.people import people_changed
from meetings.convening.policy import meetings
from office.api import Actor, Appointment, action, record, valid_appointments
from office.kernel import crash
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.text import clean_line

LONGEST_REASON = 400


@dataclass(frozen=True, kw_only=True)
class LeaveWish:
    """`substitute`: the uid of an appointment, where another comes instead."""

    kind: str
    reason: str
    substitute: UUID | None = None


@action
def ask_leave(meeting_uid: UUID, wish: LeaveWish, *, by: Actor, key: UUID) -> Leave:
    """申请请假、替会：it waits for the organiser, a leader's for the host; until then the guest's place is kept.

    Raises NotThere, NotAllowed after the last moment with whom to call, Invalid naming the field.
    """
    found = policy.own(meeting_uid, by=by)
    meetings.take(meeting_uid, by=by)
    invitation = policy.take_invitation(found.pk)
    refuse_late(invitation.meeting, invitation.appointment.organ)
    return _ask(invitation, wish, by=policy.guest(invitation, by=by))


@action
def ask_leave_for(meeting_uid: UUID, guest: UUID, wish: LeaveWish, *, by: Actor, key: UUID) -> Leave:
    """代回执：the organiser writes down a leave and grants it by that; a leader's still waits for the host."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    invitation = policy.take_invitation(policy.of_meeting(meeting, guest).pk)
    refuse_late(invitation.meeting, organiser.organ, on_behalf=True)
    leave = _ask(invitation, wish, by=organiser, on_behalf=True)
    capacity = policy.deciding(leave, by=by)
    if capacity is not None:
        grant_leave(leave, "", by=by.acting_as(capacity))
    return leave


def _ask(invitation: Invitation, wish: LeaveWish, *, by: Actor, on_behalf: bool = False) -> Leave:
    if invitation.capacity == Capacity.HOST:
        raise NotAllowed("主持人不能请假或替会。请与承办处室商量改期，或更换主持人。")
    if wish.kind not in LeaveKind.values:
        raise Invalid("请选择参加、请假还是替会。", field="answer")
    reason = clean_line(wish.reason, "事由", LONGEST_REASON, field="reason")
    if not reason:
        raise Invalid(f"请写明{LeaveKind(wish.kind).label}的事由。", field="reason")
    replaced = wish.kind == LeaveKind.REPLACED
    substitute = substitute_of(invitation, wish.substitute) if replaced else None
    drop_waiting(invitation, by=by)
    was = invitation.answer
    if was == Answer.REPLACED:
        withdraw_stand_in(invitation, by=by)
    leave = Leave.objects.create(
        invitation=invitation,
        kind=wish.kind,
        reason=reason,
        substitute=substitute,
        by=by.appointment,
        names=by.names(),
        on_behalf=on_behalf,
    )
    invitation.answer = Answer.OPEN
    invitation.save(update_fields=["answer"])
    crash.point("attendance.leave_asked")
    answered(invitation, by=None if on_behalf else by)
    ask_to_decide(leave, policy.deciders_of(invitation), by=by)
    if was in STAYS_AWAY:
        people_changed(invitation.meeting)
    record(
        by,
        "attendance.stand_in_asked" if replaced else "attendance.leave_asked",
        stream=f"meeting:{invitation.meeting.uid}",
        about=invitation.meeting.uid,
        title=str(invitation.meeting),
        opinion=f"{_who(invitation, substitute)}：{reason}",
    )
    return leave


def substitute_of(invitation: Invitation, uid: UUID | None) -> Appointment:
    """Who comes instead: in office today, of the guest's organ, and not among the guests himself. Raises Invalid."""
    found = candidates(invitation).filter(uid=uid).first() if uid is not None else None
    if found is None:
        raise Invalid("请选择替会人，须是本单位在任的人。", field="substitute")
    if _is_guest(invitation.meeting, found):
        raise Invalid(f"{found.person.name}已在参会名单中，不能替会。请另选一人。", field="substitute")
    return found


def candidates(invitation: Invitation) -> "QuerySet[Appointment]":
    """Those of his organ who hold a post there today."""
    organ = invitation.appointment.organ
    return valid_appointments().filter(post__department__organ=organ.pk).exclude(person=invitation.person_id)


def _is_guest(meeting: Meeting, who: Appointment) -> bool:
    return meeting.invitations.filter(person=who.person_id, withdrawn_at__isnull=True).exists()


def _who(invitation: Invitation, substitute: Appointment | None) -> str:
    return f"{invitation}，由{substitute.person.name}替会" if substitute is not None else str(invitation)
