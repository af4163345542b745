"""谁报了、谁没报：what each called unit of a call has brought."""

from dataclasses import dataclass

from meetings.topics.models import CalledUnit, Topic, TopicCall
from meetings.topics.models.topics import HANDED_IN


@dataclass(frozen=True)
class Answered:
    """A called unit with the topics that it handed in."""

    called: CalledUnit
    topics: tuple[Topic, ...]

    @property
    def is_there(self) -> bool:
        """Whether nothing is awaited of it."""
        return bool(self.topics) or self.called.has_none_at is not None


def answers_to(call: TopicCall) -> list[Answered]:
    """All called units: those that brought something first, in the order in which they were called."""
    topics = list(
        Topic.objects.filter(call=call, state__in=HANDED_IN)
        .select_related("department", "reporter__person")
        .order_by("handed_in_at", "pk")
    )
    rows = call.units.select_related("organ", "department__organ")
    found = [Answered(one, tuple(topic for topic in topics if _brought(topic, one))) for one in rows]
    return sorted(found, key=lambda one: (not one.topics, not one.is_there))


def unanswered(call: TopicCall) -> list[CalledUnit]:
    """The units of which something is awaited."""
    return [one.called for one in answers_to(call) if not one.is_there]


def answered_by(topic: Topic) -> list[CalledUnit]:
    """The called units for which a topic is an answer."""
    rows = CalledUnit.objects.filter(call=topic.call_id).select_related("organ", "department")
    return [one for one in rows if _brought(topic, one)]


def _brought(topic: Topic, called: CalledUnit) -> bool:
    if called.department_id is not None:
        return topic.department_id == called.department_id
    return topic.department.organ_id == called.organ_id
