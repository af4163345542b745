"""What was done with a meeting, in its history."""

from meetings.convening.models import Meeting
from office.api import Actor, record


def record_of(meeting: Meeting, act: str, by: Actor, said: str = "") -> None:
    """In the trail, and on the meeting's page."""
    record(
        by,
        f"convening.{act}",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=said,
    )
