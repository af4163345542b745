"""签到：by the guest with the code at the door."""

from uuid import UUID

from meetings.actions.arrive import somebody_came
from meetings.attendance import policy
from meetings.attendance.models import SignIn
from meetings.attendance.signing import refuse_closed
from meetings.convening.models import Answer, Invitation
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from office.kernel.rows import insert_new


@action
def sign_in(meeting_uid: UUID, *, by: Actor, key: UUID) -> Invitation:
    """签到：from an hour before until the end. Again, or from two phones at once, it stays as it was first.

    A guest writes his own row and nothing else; only the first of all also says that the room is used. Whether he stood before the
    screen is asked before (`is_ticket`). Raises NotThere, NotAllowed, SomebodyWasFirst outside the hours.
    """
    invitation = policy.own(meeting_uid, by=by)
    meeting = invitation.meeting
    refuse_closed(meeting)
    if invitation.answer == Answer.REPLACED:
        raise NotAllowed("没有签到：您已由他人替会。要亲自参加的，请到签到台由工作人员登记。")
    if not insert_new(SignIn(invitation=invitation, at=now())):
        return invitation
    guest = policy.guest(invitation, by=by)
    if meeting.booking is not None:
        somebody_came(meeting.booking, by=guest)
    crash.point("attendance.signed_in")
    record(
        guest,
        "attendance.signed_in",
        stream=f"sign_in:{invitation.uid}",  # of his own: those who sign in at once do not wait for each other
        about=invitation.uid,
        title=str(meeting),
    )
    return invitation
