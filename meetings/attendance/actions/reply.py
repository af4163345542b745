"""回执：参加。One tap, and whatever the meeting asks besides."""

from dataclasses import dataclass
from uuid import UUID

from meetings.attendance import policy
from meetings.attendance.asking import answered, decided, refuse_late, tell_guest
from meetings.attendance.models import Leave, LeaveState, Reply, ReplyRequest
from meetings.convening.inviting import withdraw
from meetings.convening.models import Answer, Invitation, Meeting
from meetings.convening.people import people_changed
from meetings.convening.policy import meetings
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.text import clean_line

LONGEST_PHONE, LONGEST_PLATE, LONGEST_NOTE = 30, 12, 200
STAYS_AWAY = (Answer.AWAY, Answer.REPLACED)


@dataclass(frozen=True, kw_only=True)
class Details:
    """What he says who comes; what the meeting does not ask is not kept."""

    phone: str = ""
    plate: str = ""
    lodging: bool = False
    note: str = ""


@action
def come(meeting_uid: UUID, details: Details, *, by: Actor, key: UUID) -> Invitation:
    """参加：until the last moment, again and again. His own row alone is locked, unless he had stayed away and his seat comes back.

    Raises NotThere, NotAllowed after the last moment with whom to call, Invalid.
    """
    found = policy.own(meeting_uid, by=by)
    locked = found.answer in STAYS_AWAY
    if locked:
        meetings.take(meeting_uid, by=by)
    invitation = policy.take_invitation(found.pk)
    if invitation.answer in STAYS_AWAY and not locked:
        raise SomebodyWasFirst("您的回执刚刚变了。请刷新页面，看过后再办。")
    refuse_late(invitation.meeting, invitation.appointment.organ)
    return comes(invitation, details, by=policy.guest(invitation, by=by))


@action
def come_for(meeting_uid: UUID, guest: UUID, details: Details, *, by: Actor, key: UUID) -> Invitation:
    """代回执：the organiser writes down that somebody comes, also after the last moment; the guest is told."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    invitation = policy.take_invitation(policy.of_meeting(meeting, guest).pk)
    refuse_late(invitation.meeting, organiser.organ, on_behalf=True)
    comes(invitation, details, by=organiser, on_behalf=True)
    tell_guest(invitation, "已代您回执：参加", by=organiser)
    return invitation


def comes(invitation: Invitation, details: Details, *, by: Actor, on_behalf: bool = False) -> Invitation:
    """The guest's row is locked; of one who had stayed away, the meeting too. Whoever was to come instead is withdrawn."""
    kept = _kept(details, request_of(invitation.meeting))
    was = invitation.answer
    drop_waiting(invitation, by=by)
    if was == Answer.REPLACED:
        withdraw_stand_in(invitation, by=by)
    Reply.objects.update_or_create(
        invitation=invitation,
        defaults=kept | {"by": by.appointment, "names": by.names(), "on_behalf": on_behalf, "at": now()},
    )
    invitation.answer = Answer.COMES
    invitation.save(update_fields=["answer"])
    crash.point("attendance.replied")
    answered(invitation, by=None if on_behalf else by)
    if was in STAYS_AWAY:
        people_changed(invitation.meeting)
    _record(invitation, by=by, on_behalf=on_behalf)
    return invitation


def request_of(meeting: Meeting) -> ReplyRequest:
    """What the meeting asks; nothing besides where nobody has said so."""
    return ReplyRequest.objects.filter(meeting=meeting).first() or ReplyRequest(meeting=meeting)


def drop_waiting(invitation: Invitation, *, by: Actor) -> None:
    """A leave that was asked for and not decided is asked for no more."""
    for one in Leave.objects.filter(invitation=invitation, state=LeaveState.ASKED):
        one.invitation, one.state = invitation, LeaveState.DROPPED
        one.save(update_fields=["state"])
        decided(one, by=None)


def withdraw_stand_in(invitation: Invitation, *, by: Actor) -> None:
    """Whoever was to come instead of him comes no more, and is told."""
    stand_in = policy.invitations().filter(stands_in_for=invitation).first()
    if stand_in is not None:
        withdraw(invitation.meeting, [stand_in], said=f"不用替{invitation}参会了", by=by)


def _kept(details: Details, asked: ReplyRequest) -> dict[str, object]:
    phone = clean_line(details.phone, "联系电话", LONGEST_PHONE, field="phone")
    plate = clean_line(details.plate, "车牌号", LONGEST_PLATE, field="plate")
    return {
        "phone": phone if asked.asks_phone else "",
        "plate": plate if asked.asks_plate else "",
        "lodging": details.lodging and asked.asks_lodging,
        "note": clean_line(details.note, "说明", LONGEST_NOTE, field="note"),
    }


def _record(invitation: Invitation, *, by: Actor, on_behalf: bool) -> None:
    """In a stream of the guest's own: replies that come at once do not wait for each other."""
    record(
        by,
        "attendance.replied",
        stream=f"invitation:{invitation.uid}",
        about=invitation.uid,
        title=str(invitation.meeting),
        opinion=f"代{invitation}回执" if on_behalf else "",
    )
