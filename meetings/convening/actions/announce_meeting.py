"""会议通知，和通知以后的延期、取消、告知变更。"""

from uuid import UUID

from django.db.models import Max

from meetings.convening import life
from meetings.convening.inviting import in_force, let_in
from meetings.convening.models import Meeting, MeetingKind
from meetings.convening.policy import meetings, refuse_if_newer, refuse_unless
from meetings.convening.recording import record_of
from meetings.convening.rooming import give_up_room
from meetings.convening.telling import asked_no_more, concerned, tell, when_and_where
from meetings.convening.turns import announced, turned
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.transactions import lock_only

LONGEST_WHY = 400


@action
def announce_meeting(uid: UUID, version: int, *, by: Actor, key: UUID) -> Meeting:
    """发会议通知：all at once or not at all. Whoever is invited reads it and is told; numbered kinds are numbered.

    Raises SomebodyWasFirst, and Invalid that says what is still missing.
    """
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_unless(meeting, "announce", doing="通知")
    refuse_if_newer(meeting, version, doing="通知")
    people = in_force(meeting)
    units = list(meeting.invited_organs.filter(withdrawn_at__isnull=True).select_related("organ", "department"))
    if missing := missing_of(meeting, len(people) + len(units)):
        raise Invalid(f"没有通知：{missing}")
    if meeting.kind.is_numbered and meeting.ordinal is None:
        meeting.ordinal = _next_ordinal(meeting.kind)
    meeting.state, meeting.why = life.after("announce", meeting.state), ""
    meeting.announced_at = meeting.moved_at = now()
    meeting.told_version = meeting.version
    meeting.save()
    let_in(meeting, people, units)
    crash.point("convening.let_in")
    record_of(meeting, "announced", actor, when_and_where(meeting))
    tell(meeting, "请您参加", whom=concerned(meeting), by=actor)
    announced(meeting, by=actor)
    crash.point("convening.announced")
    return meeting


def missing_of(meeting: Meeting, invited: int) -> str:
    """Why it cannot be announced as it stands, with what to do; empty where it can."""
    if meeting.state == life.DRAFT and meeting.kind.approved_by_id is not None:
        return f"“{meeting.kind}”的方案要先审定。请送审定，同意后再通知。"
    if meeting.starts_at <= now():
        return "开始时间已经过去。请先改时间。"
    if meeting.has_lost_its_room:
        return "会议室预订已经失效，或与会议时间对不上。请修改方案，另选会议室或写明地点。"
    if meeting.waits_for_room:
        return "会议室还在等审批。同意后再通知，或先改用别的地点。"
    if not meeting.where and not meeting.video:
        return "还没有地点。请选会议室或写明地点。"
    return "" if invited > 1 else "除了主持人还没有邀请别人。请先邀请参会人或单位。"


def _next_ordinal(kind: MeetingKind) -> int:
    lock_only(MeetingKind.objects.filter(pk=kind.pk), "register")
    rows = Meeting.objects.filter(kind=kind).exclude(state=life.CANCELLED)
    return int(rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1


@action
def tell_changes(uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """告知变更：what was changed in the agenda of an announced meeting since they were told last, once for all of it."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    if meeting.announced_at is None or meeting.state not in life.AHEAD:
        raise SomebodyWasFirst(f"没有告知：会议现在是“{meeting.state_in_words}”。请刷新页面看最新情况。")
    if meeting.is_told:
        raise SomebodyWasFirst("没有告知：已经告知过，此后没有再改。")
    meeting.told_version, meeting.sequence = meeting.version, meeting.sequence + 1
    meeting.moved_at = now()
    meeting.save(update_fields=["told_version", "sequence", "moved_at"])
    record_of(meeting, "changes_told", actor)
    tell(meeting, "的议程有调整", whom=concerned(meeting), by=actor)
    return meeting


@action
def postpone_meeting(uid: UUID, why: str, *, by: Actor, key: UUID) -> Meeting:
    """延期：the new time is not known yet. The room is free again; everybody concerned is told with the reason."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_unless(meeting, "postpone", doing="延期")
    meeting.why = _reason(why, "延期")
    meeting.state = life.after("postpone", meeting.state)
    give_up_room(meeting, f"会议延期：{meeting.why}", by=actor)
    _turn(meeting, "postponed", actor)
    tell(meeting, "延期，新的时间另行通知", whom=concerned(meeting), by=actor, body=meeting.why)
    turned(meeting, "postpone", by=actor)
    return meeting


@action
def cancel_meeting(uid: UUID, why: str, *, by: Actor, key: UUID) -> Meeting:
    """取消：the room is free again; whoever knew of it is told with the reason, which a plan nobody knew of does not need."""
    meeting, actor = meetings.take_to_organise(uid, by=by)
    refuse_unless(meeting, "cancel", doing="取消")
    known = meeting.announced_at is not None
    meeting.why = _reason(why, "取消", must=known)
    meeting.place = meeting.where
    meeting.state = life.after("cancel", meeting.state)
    asked_no_more(meeting, why="已取消", by=actor)
    give_up_room(meeting, f"会议取消。{meeting.why}", by=actor)
    _turn(meeting, "cancelled", actor)
    if known:
        tell(meeting, "取消", whom=concerned(meeting), by=actor, body=f"{meeting.slot.words}。{meeting.why}")
        turned(meeting, "cancel", by=actor)
    return meeting


def _reason(why: str, doing: str, *, must: bool = True) -> str:
    said = clean_line(why, f"{doing}缘由", LONGEST_WHY, field="why")
    if must and not said:
        raise Invalid(f"没有{doing}：请写{doing}的缘由，参会人会看到。", field="why")
    return said


def _turn(meeting: Meeting, act: str, by: Actor) -> None:
    meeting.sequence += 1
    meeting.told_version, meeting.moved_at = meeting.version, now()
    meeting.save()
    crash.point("convening.turned")
    record_of(meeting, act, by, meeting.why)
