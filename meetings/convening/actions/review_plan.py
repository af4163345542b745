"""方案审定：a plan is handed in, approved or sent back, and taken back."""

from uuid import UUID

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.convening.policy import APPROVING, meetings, refuse_if_newer, refuse_unless
from meetings.convening.recording import record_of
from meetings.convening.telling import approvers_of, ask_approvers, asked_no_more, tell
from office.api import Actor, action, appointment_key, grant
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.text import clean_line

LONGEST_WHY = 400


@action
def submit_plan(uid: UUID, version: int, *, by: Actor, key: UUID) -> Meeting:
    """送审定：it waits for whoever holds the post that approves plans of this kind."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_unless(meeting, "submit", doing="送审定")
    refuse_if_newer(meeting, version, doing="送审定")
    if meeting.kind.approved_by is None:
        raise Invalid(f"“{meeting.kind}”不用审定方案，可以直接发会议通知。")
    whom = approvers_of(meeting)
    if not whom:
        raise Invalid(f"没有送审定：审定方案的岗位“{meeting.kind.approved_by}”现在空缺。请与本机关管理员联系。")
    _move(meeting, "submit")
    grant(meeting.uid, *(appointment_key(one) for one in whom), why=APPROVING)
    record_of(meeting, "submitted", actor)
    ask_approvers(meeting, by=actor)
    tell(meeting, "的方案请您审定", whom=whom, by=actor)
    return meeting


@action
def take_back_plan(uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """收回：of a plan that waits or is approved; it may be changed again, and then goes for approval anew."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_unless(meeting, "take_back", doing="收回")
    asked_no_more(meeting, why="已收回", by=actor)
    meeting.approved_names = {}
    _move(meeting, "take_back")
    record_of(meeting, "taken_back", actor)
    return meeting


@action
def approve_plan(uid: UUID, version: int, *, by: Actor, key: UUID) -> Meeting:
    """审定同意：it may be announced. `version`: what he approves is what he saw."""
    meeting, actor = _taken_to_judge(uid, "approve", "审定", by=by)
    refuse_if_newer(meeting, version, doing="审定")
    asked_no_more(meeting, why="已审定", by=actor)
    meeting.approved_names, meeting.why = actor.names(), ""
    _move(meeting, "approve")
    record_of(meeting, "approved", actor)
    tell(meeting, "的方案已审定，可以发会议通知", whom=[meeting.organised_by], by=actor)
    return meeting


@action
def send_plan_back(uid: UUID, why: str, *, by: Actor, key: UUID) -> Meeting:
    """退回修改：with a reason, which the organiser reads."""
    meeting, actor = _taken_to_judge(uid, "send_back", "退回", by=by)
    said = clean_line(why, "退回缘由", LONGEST_WHY, field="why")
    if not said:
        raise Invalid("没有退回：请写要改什么，承办人会看到。", field="why")
    asked_no_more(meeting, why="已退回", by=actor)
    meeting.why = said
    _move(meeting, "send_back")
    record_of(meeting, "sent_back", actor, said)
    tell(meeting, "的方案退回修改", whom=[meeting.organised_by], by=actor, body=said)
    return meeting


def _taken_to_judge(uid: UUID, act: str, doing: str, *, by: Actor) -> tuple[Meeting, Actor]:
    meeting = meetings.take(uid, by=by)
    post = meetings.approving(meeting, by=by)
    if post is None:
        raise NotAllowed(f"方案由{meeting.kind.approved_by or '承办处室'}审定。您可以看，不能这样办。")
    refuse_unless(meeting, act, doing=doing)
    return meeting, by.acting_as(post)


def _move(meeting: Meeting, act: str) -> None:
    meeting.state = life.after(act, meeting.state)
    meeting.save(update_fields=["state", "why", "approved_names"])
