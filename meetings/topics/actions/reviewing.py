"""单位审签、协商、办公室审核、分管领导审批、答复不同意见：each reviewer's word on the way of a topic."""

from uuid import UUID

from docflow.api import Stance, complete_taken
from meetings.topics.models import Topic
from meetings.topics.policy import WHY, keys_of_meeting, placing, topics
from office.api import Actor, action, grant
from office.kernel.refusals import Invalid, NotAllowed, NotThere


@action
def endorse(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Topic:
    """单位审签：the head of the unit answers for it."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="endorse")
    complete_taken(task, actor, key=key, verb="topics.endorsed", opinion=opinion)
    return topic


@action
def advise(task_uid: UUID, stance: Stance, *, by: Actor, key: UUID, opinion: str = "") -> Topic:
    """协商：a consulted unit agrees, agrees with reserve, or disagrees and says why; a disagreement is answered by who wrote the topic."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="consult")
    if task.purpose != "handle":
        raise NotAllowed("这里要答复不同意见，不是协商。请刷新页面后再办。")
    complete_taken(task, actor, key=key, verb="topics.advised", stance=stance, opinion=opinion)
    return topic


@action
def answer_disagreement(task_uid: UUID, *, by: Actor, key: UUID, opinion: str) -> Topic:
    """答复不同意见：by whoever wrote the topic; then it goes on, and whoever decides reads both."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="*")
    if task.purpose != "reply":
        raise NotAllowed("这里没有要答复的不同意见。")
    complete_taken(task, actor, key=key, verb="topics.answered", choice="reply", opinion=opinion)
    return topic


@action
def check(task_uid: UUID, meeting_uid: UUID | None, *, by: Actor, key: UUID, opinion: str = "") -> Topic:
    """办公室审核：complete, consulted, and for which meeting. Raises Invalid where no meeting is named, NotThere."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="check")
    if meeting_uid is not None:
        meeting = next((one for one in placing.to_name(topic, by=by) if one.uid == meeting_uid), None)
        if meeting is None:
            raise NotThere("该会议")
        topic.meeting = meeting
    if topic.meeting is None:
        raise Invalid("没有办理：请选定拟上哪次会议。还没有合适的会议的，请先筹备会议，或退回。", field="meeting")
    topic.save(update_fields=["meeting"])
    grant(topic.uid, *keys_of_meeting(topic), why=WHY)
    complete_taken(task, actor, key=key, verb="topics.checked", opinion=opinion)
    return topic


@action
def approve(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Topic:
    """分管领导审批：the leader in charge agrees that it goes to the meeting."""
    task, topic, actor = topics.take_task(task_uid, by=by, to="approve")
    complete_taken(task, actor, key=key, verb="topics.approved", opinion=opinion)
    return topic
