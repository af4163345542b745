"""提报议题。"""

from uuid import UUID, uuid5

from docflow.api import complete_taken
from meetings.topics.actions.say_none import refuse_shut
from meetings.topics.asking import stop_asking
from meetings.topics.completeness import missing
from meetings.topics.models import Topic, TopicState
from meetings.topics.policy import WHY, calls, keys_of_handed_in, topics
from meetings.topics.selectors.answers import answered_by
from office.api import Actor, action, grant
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst


@action
def hand_in(task_uid: UUID, *, seen: int, by: Actor, key: UUID) -> Topic:
    """提报：from its unit to the head of the unit, and on along the route. `seen` is the revision that he had before him.

    What answers a call is handed in before its deadline; one that was sent back may come again later. Raises Invalid for what is missing.
    """
    task, topic, actor = topics.take_task(task_uid, by=by, to="draft")
    if seen != topic.revision:
        raise SomebodyWasFirst("没有提报：议题刚刚改过，您看的不是最新的。请刷新页面看过后再提报。")
    if topic.call is not None and topic.state != TopicState.SENT_BACK:
        refuse_shut(calls.read(topic.call.uid, by=by), doing="提报")
    _refuse_unfinished(topic)
    topic.handed_in_at = now()
    topic.save(update_fields=["handed_in_at"])
    grant(topic.uid, *keys_of_handed_in(topic), why=WHY)
    complete_taken(task, actor, key=uuid5(key, "handed in"), verb="topics.handed_in")
    crash.point("topics.handed_in")
    if topic.call is not None:
        stop_asking(answered_by(topic), why="已报议题", done_by=actor.appointment)
    return topic


def _refuse_unfinished(topic: Topic) -> None:
    if left := missing(topic):
        field, words = left[0]
        more = f"另外还有{len(left) - 1}处没有写完。" if len(left) > 1 else ""
        raise Invalid(f"没有提报：请先{words}。{more}", field=field)
