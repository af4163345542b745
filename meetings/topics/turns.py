"""What a turn of a meeting means for its call for topics: called off, it takes none, and nobody has it before him."""

from meetings.convening.models import Meeting
from meetings.topics.actions.tend import shut
from meetings.topics.models import TopicCall
from office.api import Actor
from office.kernel.transactions import lock_only


def turned(meeting: Meeting, _act: str, _by: Actor) -> None:
    """Inside the act; the meeting is locked. A postponed one calls on, until the moment that was said."""
    lock_only(TopicCall.objects.filter(meeting=meeting), "meeting")
    call = TopicCall.objects.filter(meeting=meeting).first()
    if call is not None:
        call.meeting = meeting  # as it is from now on
        shut(call)
