"""列入议程：a topic takes the last place on the agenda of a meeting. Inside an action, the meeting locked."""

from django.db.models import Max

from meetings.convening.models import AgendaItem, AgendaUnit, Meeting
from meetings.topics.models import Topic, UnitPart

LONGEST_ITEM_TITLE = 200


def place_on_agenda(topic: Topic, meeting: Meeting) -> AgendaItem:
    """After all others, with who reports, for how long, and who sits in. The plan is another then: of two organisers the second is told."""
    last = meeting.items.aggregate(last=Max("place"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        place=last + 1,
        title=topic.title[:LONGEST_ITEM_TITLE],
        minutes=topic.minutes,
        organ=topic.department.organ,
        department=topic.department,
        reporter=topic.reporter,
    )
    sitting_in = [one for one in topic.units.all() if one.part == UnitPart.SITTING_IN]
    AgendaUnit.objects.bulk_create(
        AgendaUnit(item=item, organ=one.organ, department=one.department) for one in sitting_in
    )
    meeting.version += 1
    meeting.save(update_fields=["version"])
    return item
