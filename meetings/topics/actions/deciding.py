"""列入、缓议，和缓议后再列入：the word of the host, or of whoever prepares the meeting for him."""

from uuid import UUID

from docflow.api import Task, complete_taken
from meetings.convening.models import Meeting
from meetings.topics.asking import tell, tell_unit
from meetings.topics.models import Topic, TopicState
from meetings.topics.placing import place_on_agenda
from meetings.topics.policy import WHY, keys_of_meeting, placing, topics
from office.api import Actor, action, grant, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_text

LONGEST_REASON = 400


@action
def admit(task_uid: UUID, meeting_uid: UUID | None, *, by: Actor, key: UUID, opinion: str = "") -> Topic:
    """列入：the review ends, and the topic stands on the agenda of the meeting; both, or neither. Raises NotThere, SomebodyWasFirst."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="decide")
    meeting = _meeting(meeting_uid, topic, by=by)
    topic.meeting, topic.verdict = meeting, TopicState.ADMITTED
    _decide(task, topic, actor, key=key, choice="admit", verb="topics.admitted", opinion=opinion)
    crash.point("topics.decided")
    _put_on_agenda(topic, meeting, by=actor)
    return topic


@action
def put_off(task_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Topic:
    """缓议：not at this meeting, and why; a later one may take it up without another review. Raises Invalid without a reason."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="decide")
    topic.why = clean_text(reason, "缘由", LONGEST_REASON, field="reason")
    if not topic.why:
        raise Invalid("没有办理：请写明为什么缓议，提报的单位会看到。", field="reason")
    topic.verdict = TopicState.PUT_OFF
    _decide(task, topic, actor, key=key, choice="put_off", verb="topics.put_off", opinion=topic.why)
    tell_unit(topic, "缓议", by=actor, body=topic.why)
    return topic


@action
def take_up(topic_uid: UUID, meeting_uid: UUID | None, *, by: Actor, key: UUID) -> Topic:
    """缓议后列入：a later meeting takes it up as it was reviewed; so may one whose organiser had taken it off. By who prepares or hosts it."""
    topic = topics.take(topic_uid, by=by)
    if not topic.may_be_taken_up:
        raise SomebodyWasFirst(f"没有列入：议题现在是“{topic.get_state_display()}”。请刷新页面看最新情况。")
    if meeting_uid is None:
        raise Invalid("没有列入：请选择列入哪次会议。", field="meeting")
    meeting = placing.take(meeting_uid, topic, by=by)
    post = placing.post_in(meeting, by=by)
    if post is None:
        raise NotAllowed("没有列入：由会议的主持人或承办处室列入。请与他们联系。")
    actor = by.acting_as(post)
    topic.meeting, topic.state, topic.why = meeting, TopicState.ADMITTED, ""
    topic.verdict, topic.moved_at = TopicState.ADMITTED, now()
    topic.decided_names, topic.decided_at = actor.names(), topic.moved_at
    topic.save(update_fields=["meeting", "state", "why", "verdict", "moved_at", "decided_names", "decided_at"])
    record(actor, "topics.taken_up", stream=f"run:{topic.run.uid}", about=topic.uid, title=str(topic))
    _put_on_agenda(topic, meeting, by=actor)
    return topic


def _meeting(uid: UUID | None, topic: Topic, *, by: Actor) -> Meeting:
    """The one that was named, else the one that the topic is for, locked."""
    wanted = uid or (topic.meeting.uid if topic.meeting is not None else None)
    if wanted is None:
        raise Invalid("没有列入：请选择列入哪次会议。", field="meeting")
    return placing.take(wanted, topic, by=by)


def _decide(task: Task, topic: Topic, actor: Actor, *, key: UUID, choice: str, verb: str, opinion: str) -> None:
    topic.decided_names, topic.decided_at = actor.names(), now()
    topic.save(update_fields=["meeting", "verdict", "why", "decided_names", "decided_at"])
    complete_taken(task, actor, key=key, verb=verb, choice=choice, opinion=opinion)


def _put_on_agenda(topic: Topic, meeting: Meeting, *, by: Actor) -> None:
    topic.item = place_on_agenda(topic, meeting)
    topic.save(update_fields=["item"])
    grant(topic.uid, *keys_of_meeting(topic), why=WHY)
    crash.point("topics.placed")
    tell_unit(topic, f"已列入“{meeting}”，第{topic.item.place}项", by=by)
    tell(topic, [meeting.organised_by, meeting.host], f"已列入“{meeting}”议程，第{topic.item.place}项", by=by)
