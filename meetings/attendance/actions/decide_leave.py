"""答复请假、替会。"""

from uuid import UUID

from meetings.attendance import policy
from meetings.attendance.asking import decided, last_moment, ring_round, tell_guest, tend
from meetings.attendance.models import Leave, LeaveKind, LeaveState
from meetings.attendance.naming import invite
from meetings.convening import life
from meetings.convening.models import Answer, Invitation
from meetings.convening.people import people_changed
from office.api import Actor, action, record, valid_appointments
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words

LONGEST_WORDS = 400


@action
def decide_leave(leave_uid: UUID, *, agreed: bool, said: str = "", by: Actor, key: UUID) -> Leave:
    """同意，或不同意：agreed, his place is free or his substitute's; refused, he is told why, and is to come or to ask anew.

    Raises NotThere, NotAllowed, SomebodyWasFirst with who decided and when, Invalid.
    """
    leave, decider = policy.take_leave(leave_uid, by=by)
    _refuse_done(leave)
    words = clean_line(said, "答复", LONGEST_WORDS, field="said")
    if agreed:
        grant_leave(leave, words, by=decider)
        return leave
    if not words:
        raise Invalid("请写明为什么不同意。", field="said")
    _end(leave, LeaveState.REFUSED, words, by=decider)
    _record(leave, "refused", words, by=decider)
    tell_guest(leave.invitation, f"的{leave.get_kind_display()}没有同意，请您参加或重新回执", by=decider, body=words)
    tend(leave.invitation.meeting)
    return leave


def grant_leave(leave: Leave, words: str, *, by: Actor) -> None:
    """The meeting and the guest are locked. Raises Invalid where the substitute cannot come any more."""
    invitation, meeting = leave.invitation, leave.invitation.meeting
    _end(leave, LeaveState.AGREED, words, by=by)
    invitation.answer = Answer.REPLACED if leave.kind == LeaveKind.REPLACED else Answer.AWAY
    invitation.save(update_fields=["answer"])
    crash.point("attendance.leave_agreed")
    if leave.kind == LeaveKind.REPLACED:
        _let_stand_in(leave, invitation, by=by)
    else:
        people_changed(meeting)
    _record(leave, "agreed", words, by=by)
    tell_guest(invitation, f"的{leave.get_kind_display()}已同意", by=by, body=words)


def _let_stand_in(leave: Leave, invitation: Invitation, *, by: Actor) -> None:
    who = valid_appointments().filter(pk__in=[leave.substitute_id]).first()
    if who is None:
        raise Invalid("替会人已不在岗。请不同意这次申请，让他另选一人。")
    meeting = invitation.meeting
    answer = Answer.OPEN if now() < last_moment(meeting) else Answer.COMES  # nobody asks him any more
    said = f"请您替{invitation}参会"
    try:
        invite(meeting, [who], said=said, by=by, capacity=invitation.capacity, answer=answer, stands_in_for=invitation)
    except Invalid as refusal:
        raise Invalid(f"{who.person.name}已在参会名单中，不能替会。请不同意这次申请，让他另选一人。") from refusal


def _refuse_done(leave: Leave) -> None:
    if not leave.waits:
        at = moment_in_words(leave.decided_at) if leave.decided_at is not None else ""
        by = leave.decided_names.get("name", "")
        whose = f"已由{by}于{at}办过：" if by else "已经不用答复："
        raise SomebodyWasFirst(f"{leave.invitation}的{leave.get_kind_display()}{whose}{leave.get_state_display()}。")
    meeting = leave.invitation.meeting
    if meeting.state not in {life.ANNOUNCED, life.RUNNING}:
        raise SomebodyWasFirst(f"没有答复：会议现在是“{meeting.state_in_words}”。请刷新页面看最新情况。")


def _end(leave: Leave, state: LeaveState, words: str, *, by: Actor) -> None:
    leave.state, leave.said, leave.decided_names, leave.decided_at = state, words, by.names(), now()
    leave.save(update_fields=["state", "said", "decided_names", "decided_at"])
    decided(leave, by=by)
    ring_round(leave.invitation.meeting, leave.invitation.appointment)


def _record(leave: Leave, how: str, words: str, *, by: Actor) -> None:
    meeting, what = leave.invitation.meeting, "stand_in" if leave.kind == LeaveKind.REPLACED else "leave"
    record(
        by,
        f"attendance.{what}_{how}",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion="：".join(filter(None, (str(leave.invitation), words))),
    )
