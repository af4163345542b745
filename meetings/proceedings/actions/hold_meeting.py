"""开始、结束、继续会议。"""

from uuid import UUID

from meetings.convening import life
from meetings.convening.models import AgendaItem, Meeting
from meetings.convening.policy import refuse_unless
from meetings.proceedings.actions.running_items import halt, next_waits
from meetings.proceedings.models import Ballot, ItemRun, ItemState
from meetings.proceedings.policy import take_to_run
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import day_of, now
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.wording import day_in_words


@action
def begin_meeting(meeting_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """开始会议：on its day. Its clock runs, and whoever comes for the first item is told to wait at the door."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    refuse_unless(meeting, "begin", doing="开始会议")
    day = day_of(meeting.starts_at)
    if day_of(now()) < day:
        raise SomebodyWasFirst(f"没有开始会议：会议定在{day_in_words(day)}，到那天才能开始。提前开会的，请先改时间。")
    meeting.state, meeting.began_at = life.after("begin", meeting.state), now()
    meeting.save(update_fields=["state", "began_at"])
    for item in AgendaItem.objects.filter(meeting=meeting).order_by("place"):
        ItemRun.objects.get_or_create(item=item, defaults={"meeting": meeting})
    crash.point("proceedings.begun")
    next_waits(meeting)
    _recorded(meeting, "proceedings.begun", actor)
    return meeting


@action
def end_meeting(meeting_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """结束会议：the item that runs ends with it. Raises SomebodyWasFirst while a ballot is open."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    refuse_unless(meeting, "end", doing="结束会议")
    if Ballot.objects.filter(meeting=meeting, closed_at__isnull=True).exists():
        raise SomebodyWasFirst("没有结束会议：还有一次表决没有结束。请先结束表决，或把它作废。")
    for run in ItemRun.objects.filter(meeting=meeting, state=ItemState.RUNNING):
        halt(run)
    meeting.state, meeting.ended_at = life.after("end", meeting.state), now()
    meeting.save(update_fields=["state", "ended_at"])
    _recorded(meeting, "proceedings.ended", actor)
    return meeting


@action
def resume_meeting(meeting_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """继续会议：it was ended too early. While no minutes are drafted: these would tell of another meeting."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    refuse_unless(meeting, "resume", doing="继续会议")
    if hasattr(meeting, "minutes"):
        raise SomebodyWasFirst("没有继续会议：纪要已经起草。要再开会的，请另行筹备一次会议。")
    meeting.state, meeting.ended_at = life.after("resume", meeting.state), None
    meeting.save(update_fields=["state", "ended_at"])
    _recorded(meeting, "proceedings.resumed", actor)
    return meeting


def _recorded(meeting: Meeting, act: str, by: Actor) -> None:
    record(by, act, stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting))
