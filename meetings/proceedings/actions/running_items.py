"""逐项进行。"""

from uuid import UUID

from meetings.convening import life
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.models import Ballot, ItemRun, ItemState
from meetings.proceedings.policy import item_of, take_to_run
from meetings.proceedings.rules import course
from meetings.proceedings.telling import tell_to_come_in, tell_to_wait
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.wording import moment_in_words

DOING = {"begin": "开始这一项", "end": "结束这一项", "skip": "暂缓这一项", "return": "恢复这一项"}
CALLED = {
    "begin": "proceedings.item_begun",
    "end": "proceedings.item_ended",
    "skip": "proceedings.item_skipped",
    "return": "proceedings.item_returned",
}


@action
def move_item(meeting_uid: UUID, item_uid: UUID, verb: str, *, by: Actor, key: UUID) -> Meeting:
    """开始、结束、暂缓、恢复一项：beginning one ends the one before it. Whoever comes for the next item is told to wait at the door.

    Raises SomebodyWasFirst where it does not stand so any more.
    """
    if verb not in DOING:
        raise Invalid("请选择怎样办理这一项。")
    meeting, item, run, actor = _taken(meeting_uid, item_uid, by=by)
    if not course.is_possible(verb, run.state):
        raise SomebodyWasFirst(f"没有{DOING[verb]}：第{item.place}项现在是“{run.get_state_display()}”。请看最新情况。")
    if verb == "begin":
        _end_the_other(meeting, run)
        run.state, run.began_at = ItemState.RUNNING, now()
        run.first_began_at = run.first_began_at or run.began_at
    elif verb == "end":
        _refuse_while_voting(meeting, item)
        halt(run)
    else:
        run.state, run.called_at = course.MOVES[verb, run.state], None
    run.save()
    next_waits(meeting)
    _recorded(meeting, item, CALLED[verb], actor)
    return meeting


@action
def call_in(meeting_uid: UUID, item_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """请列席单位进场：those who come for this item are told, and the screen names their units."""
    meeting, item, run, actor = _taken(meeting_uid, item_uid, by=by)
    if run.state not in {ItemState.AHEAD, ItemState.RUNNING}:
        raise SomebodyWasFirst(f"没有请进场：第{item.place}项现在是“{run.get_state_display()}”。请先恢复这一项。")
    if run.called_at is not None:
        raise SomebodyWasFirst(f"没有再请：第{item.place}项的列席单位{moment_in_words(run.called_at)}已经请过。")
    run.called_at = now()
    run.save(update_fields=["called_at"])
    tell_to_come_in(meeting, item, int(run.called_at.timestamp()))
    _recorded(meeting, item, "proceedings.called_in", actor)
    return meeting


def halt(run: ItemRun) -> None:
    """It runs no more; its time is added up."""
    began_at, run.ended_at = run.began_at, now()
    if began_at is not None:
        run.spent += max(int((run.ended_at - began_at).total_seconds()), 0)
    run.state, run.began_at, run.called_at = ItemState.DONE, None, None
    run.save()


def next_waits(meeting: Meeting) -> None:
    """Whoever comes for the item that is next now is told to wait at the door, once."""
    runs = list(ItemRun.objects.filter(meeting=meeting).select_related("item").order_by("item__place"))
    place = course.next_of([one.state for one in runs])
    if place is None or runs[place].waiting_told_at is not None:
        return
    run = runs[place]
    run.waiting_told_at = now()
    run.save(update_fields=["waiting_told_at"])
    tell_to_wait(meeting, run.item)


def _taken(meeting_uid: UUID, item_uid: UUID, *, by: Actor) -> tuple[Meeting, AgendaItem, ItemRun, Actor]:
    meeting, actor = take_to_run(meeting_uid, by=by)
    item = item_of(meeting, item_uid)
    if meeting.state != life.RUNNING:
        raise SomebodyWasFirst(f"没有办理：会议现在是“{meeting.state_in_words}”，会议进行中才能逐项办理。")
    run, _ = ItemRun.objects.get_or_create(item=item, defaults={"meeting": meeting})
    return meeting, item, run, actor


def _end_the_other(meeting: Meeting, run: ItemRun) -> None:
    for other in ItemRun.objects.filter(meeting=meeting, state=ItemState.RUNNING).exclude(pk=run.pk):
        _refuse_while_voting(meeting, other.item)
        halt(other)


def _refuse_while_voting(meeting: Meeting, item: AgendaItem) -> None:
    if Ballot.objects.filter(meeting=meeting, item=item, closed_at__isnull=True).exists():
        raise SomebodyWasFirst(f"没有结束第{item.place}项：表决还没有结束。请先结束表决，或把它作废。")


def _recorded(meeting: Meeting, item: AgendaItem, act: str, by: Actor) -> None:
    said = f"第{item.place}项"
    record(by, act, stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting), opinion=said)
