"""列入议程：a topic takes the last place on the agenda of a meeting. Inside an action, the meeting locked."""

from meetings.convening.agenda import append_item
from meetings.convening.models import AgendaItem, Meeting
from meetings.topics.models import Topic, UnitPart


def place_on_agenda(topic: Topic, meeting: Meeting) -> AgendaItem:
    """After all others, with who reports, for how long, and who sits in. Raises Invalid where the agenda is full."""
    return append_item(
        meeting,
        title=topic.title,
        minutes=topic.minutes,
        unit=topic.department,
        reporter=topic.reporter,
        units=[
            one.department or one.organ
            for one in topic.units.select_related("organ", "department")
            if one.part == UnitPart.SITTING_IN
        ],
    )
