"""代签、撤销、现场登记：what the clerk at the table does."""

from collections.abc import Sequence
from uuid import UUID

from meetings.actions.arrive import somebody_came
from meetings.attendance import policy
from meetings.attendance.models import Manner, SignIn
from meetings.attendance.naming import invite
from meetings.attendance.signing import refuse_closed
from meetings.convening.models import Answer, Capacity, Invitation, Meeting
from meetings.convening.policy import meetings
from office.api import Actor, action, appointment, record, valid_appointments
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst

MOST_AT_ONCE = 200


@action
def sign_in_for(meeting_uid: UUID, guests: Sequence[UUID], *, by: Actor, key: UUID) -> Meeting:
    """代签：those who came and have no phone with them. Who has signed in already stays as he is."""
    meeting, clerk = meetings.take_to_organise(meeting_uid, by=by)
    refuse_closed(meeting)
    wanted = set(guests)
    if not wanted:
        raise Invalid("请先勾选到会的人。", field="guests")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(f"一次最多代签{MOST_AT_ONCE}人。请分几次办。", field="guests")
    found = list(policy.invitations().filter(meeting=meeting, uid__in=wanted, sign_in__isnull=True))
    known = policy.invitations().filter(meeting=meeting, uid__in=wanted).count()
    if known < len(wanted):
        raise NotThere("该参会人")
    if not found:
        raise SomebodyWasFirst("勾选的人都已签到，不用代签。")
    _put(meeting, found, by=clerk)
    crash.point("attendance.signed_in_for")
    _record(meeting, "signed_in_for", found, by=clerk)
    return meeting


@action
def undo_sign_in(meeting_uid: UUID, guest: UUID, *, by: Actor, key: UUID) -> Meeting:
    """撤销签到：one that was put down for the wrong person, until the end. Two at once: the second finds it undone."""
    meeting, clerk = meetings.take_to_organise(meeting_uid, by=by)
    invitation = policy.of_meeting(meeting, guest)
    refuse_closed(meeting)
    if not SignIn.objects.filter(pk=invitation.pk).delete()[0]:
        raise SomebodyWasFirst(f"{invitation}没有签到，不用撤销。")
    _record(meeting, "sign_in_undone", [invitation], by=clerk)
    return meeting


@action
def take_in(meeting_uid: UUID, who: UUID, *, by: Actor, key: UUID) -> Meeting:
    """现场登记：somebody who was not invited and is let in; a guest by that, and signed in."""
    meeting, clerk = meetings.take_to_organise(meeting_uid, by=by)
    refuse_closed(meeting)
    found = appointment(who)
    if found is None or not valid_appointments().filter(pk=found.pk).exists():
        raise Invalid("请选择在任的人。", field="who")
    said = "已为您登记参会并签到"
    guests = invite(meeting, [found], said=said, by=clerk, capacity=Capacity.SITTING_IN, answer=Answer.COMES)
    _put(meeting, guests, by=clerk)
    crash.point("attendance.taken_in")
    _record(meeting, "taken_in", guests, by=clerk)
    return meeting


def _put(meeting: Meeting, guests: Sequence[Invitation], *, by: Actor) -> None:
    rows = [SignIn(invitation=one, at=now(), manner=Manner.CLERK, names=by.names()) for one in guests]
    SignIn.objects.bulk_create(rows, ignore_conflicts=True)
    if meeting.booking is not None:
        somebody_came(meeting.booking, by=by)


def _record(meeting: Meeting, act: str, guests: Sequence[Invitation], *, by: Actor) -> None:
    names = "、".join(str(one) for one in guests[:30])
    record(
        by,
        f"attendance.{act}",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=f"{names}等{len(guests)}人" if len(guests) > 30 else names,
        guests=[str(one.uid) for one in guests],
    )
