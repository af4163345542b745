"""撤销议题。"""

from uuid import UUID, uuid5

from docflow.api import Terminate, perform
from meetings.topics.asking import ROOM, ask_units
from meetings.topics.models import CalledUnit, Topic, TopicState
from meetings.topics.policy import topics
from meetings.topics.selectors.answers import answered_by, unanswered
from office.api import Actor, Todo, action, record
from office.kernel.refusals import Invalid
from office.kernel.text import clean_text

LONGEST_REASON = 400


@action
def call_off(topic_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Topic:
    """撤销：by its unit, while nothing is decided; nobody has it before him any more. A unit that has nothing else is asked again.

    Raises NotAllowed, SomebodyWasFirst; Invalid where others have it and no reason is given.
    """
    topic, actor = topics.take_to_call_off(topic_uid, by=by)
    words = clean_text(reason, "缘由", LONGEST_REASON, field="reason")
    if not words and topic.state == TopicState.ASKED:
        raise Invalid("没有撤销：议题已经送审，请写明为什么撤销。", field="reason")
    words = words or "未提报，由提报单位撤销。"
    perform(topic.run, Terminate(reason=words, as_keeper=True), by=actor, key=uuid5(key, "called off"))
    topic.refresh_from_db(fields=["state", "moved_at", "closed_at"])
    record(actor, "topics.called_off", stream=f"run:{topic.run.uid}", about=topic.uid, title=str(topic), reason=words)
    if topic.call is not None and topic.call.is_open:
        ask_units(topic.call, _asked_again(topic), by=actor)
    return topic


def _asked_again(topic: Topic) -> list[CalledUnit]:
    """The called units that had answered by it, and have brought nothing else."""
    if topic.call is None or topic.handed_in_at is None:
        return []
    answered = {one.pk for one in answered_by(topic)}
    waiting = Todo.objects.open().filter(room=ROOM, about=topic.call.uid).values_list("task", flat=True)
    asked = set(waiting)
    return [one for one in unanswered(topic.call) if one.pk in answered and one.task not in asked]
