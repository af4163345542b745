"""邀请与撤回：who is put among the guests of a meeting, and taken out again; both learn it. Inside an action, the meeting locked.

Whoever changes several people calls `people_changed` himself, once, when he is through.
"""

from meetings.attendance.asking import tell_guest
from meetings.convening.models import Answer, Capacity, Invitation, InvitedOrgan, Meeting
from meetings.convening.policy import WHY
from office.api import Actor, Appointment, appointment_key, grant, revoke
from office.kernel.clock import now
from office.kernel.refusals import Invalid


def invite(
    meeting: Meeting,
    who: Appointment,
    *,
    said: str,
    by: Actor,
    capacity: str = Capacity.ATTENDING,
    answer: str = Answer.OPEN,
    named_through: InvitedOrgan | None = None,
    stands_in_for: Invitation | None = None,
) -> Invitation:
    """One more guest, told so (`said` goes on after the meeting's name); one that was withdrawn stands again.

    Raises Invalid where the person is among them, through whichever post.
    """
    found = meeting.invitations.select_related("person").filter(person=who.person_id).first()
    if found is not None and found.is_in_force:
        raise Invalid(f"{who.person.name}已在参会名单中，不用再列。", field="people")
    row = found or Invitation(meeting=meeting, person=who.person)
    row.meeting = meeting
    row.appointment, row.capacity, row.answer = who, capacity, answer
    row.named_through, row.stands_in_for, row.item = named_through, stands_in_for, None
    row.order = stands_in_for.order if stands_in_for is not None else meeting.invitations.count()
    row.invited_at, row.withdrawn_at = now(), None
    row.told_at = now() if meeting.is_known else None
    row.save()
    if meeting.is_known:
        grant(meeting.uid, appointment_key(who), why=WHY)
        tell_guest(row, said, by=by)
    return row


def withdraw(invitation: Invitation, *, said: str, by: Actor) -> None:
    """He is a guest no more, and whoever stands in for him neither; the place beside him can be taken by another."""
    if (other := Invitation.objects.filter(stands_in_for=invitation, withdrawn_at__isnull=True).first()) is not None:
        withdraw(other, said=f"不用替{invitation}参会了", by=by)
    invitation.withdrawn_at, invitation.stands_in_for, invitation.answer = now(), None, Answer.OPEN
    invitation.save(update_fields=["withdrawn_at", "stands_in_for", "answer"])
    revoke(invitation.meeting.uid, appointment_key(invitation.appointment), why=WHY)
    tell_guest(invitation, said, by=by)
