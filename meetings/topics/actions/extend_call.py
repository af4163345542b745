"""延长征集，和手工提醒。"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from meetings.topics.actions.call_for_topics import fit_deadline
from meetings.topics.asking import ask_units, people_of, stop_asking, tell_of_call
from meetings.topics.models import CalledUnit, TopicCall
from meetings.topics.policy import calls
from meetings.topics.selectors.answers import unanswered
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import until_in_words

REST = timedelta(hours=4)
"""How long a unit that was reminded is left in peace."""
LONGEST_WORDS = 200


@action
def extend_call(call_uid: UUID, due_at: datetime | None, *, by: Actor, key: UUID) -> TopicCall:
    """延长期限：later than before; the units that have brought nothing have it before them again, also after it had ended."""
    call, organiser = calls.take_to_see_to(call_uid, by=by)
    if call.meeting is not None and not call.meeting.is_ahead:
        raise NotAllowed(f"会议现在是“{call.meeting.state_in_words}”，不再征集议题。")
    later = fit_deadline(due_at, call.meeting)
    if later <= call.due_at:
        raise Invalid(f"新的截止时间要晚于现在的{until_in_words(call.due_at)}。", field="due_at")
    call.due_at, call.shut_at = later, None
    call.save(update_fields=["due_at", "shut_at"])
    units = unanswered(call)
    stop_asking(units, why="已延长期限")
    ask_units(call, units, by=organiser)
    _record(call, "topic_calls.extended", f"延长到{until_in_words(later)}。", by=organiser)
    return call


@action
def remind(call_uid: UUID, units: Sequence[UUID] = (), *, words: str = "", by: Actor, key: UUID) -> TopicCall:
    """提醒：the units that have brought nothing, all or the named ones; each of them at most every four hours."""
    call, organiser = calls.take_to_see_to(call_uid, by=by)
    if not call.is_open:
        raise SomebodyWasFirst(f"没有提醒：“{call}”已截止，或会议已不再举行。要补报的，请先延长期限。")
    said = clean_line(words, "提醒语", LONGEST_WORDS, field="words")
    due = _due(call, units)
    remind_units(call, due, said or f"{until_in_words(call.due_at)}截止。没有的也请报一声。")
    called = "、".join(str(one) for one in due)
    _record(call, "topic_calls.reminded", f"提醒{called}。{said}", by=organiser)
    return call


def remind_units(call: TopicCall, units: Sequence[CalledUnit], body: str, *, soon: bool = False) -> None:
    """Tell the people of these units, and note that they were told."""
    people, moment = people_of(units), now()
    for one in units:
        title = f"{call}{'将截止，' if soon else '：'}还没有收到{one}的议题"
        tell_of_call(call, people[one.pk], title[:400], body=body)
        one.reminded_at, one.reminded_times = moment, one.reminded_times + 1
    CalledUnit.objects.bulk_update(units, ["reminded_at", "reminded_times"])


def _due(call: TopicCall, uids: Sequence[UUID]) -> list[CalledUnit]:
    """Whom it concerns: nothing brought, and not reminded just now. Raises NotAllowed where there is nobody."""
    rows = [one for one in unanswered(call) if not uids or one.uid in set(uids)]
    if not rows:
        raise NotAllowed("没有要提醒的单位：都已报了议题，或报了没有议题。")
    rested = [one for one in rows if one.reminded_at is None or one.reminded_at <= now() - REST]
    if not rested:
        raise NotAllowed(f"{REST // timedelta(hours=1)}小时内都提醒过了。请稍后再提醒。")
    return rested


def _record(call: TopicCall, act: str, words: str, *, by: Actor) -> None:
    record(by, act, stream=f"topic_call:{call.uid}", about=call.uid, title=str(call), opinion=words)
