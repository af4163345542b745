"""一起事件的经过：each line of it is written here, the system's as well. Inside an action; the event is locked."""

from meetings.urgent.models import UrgentEvent
from office.api import Actor, record
from office.kernel.clock import now


def line(event: UrgentEvent, act: str, words: str, *, by: Actor | None) -> None:
    """One line of its history."""
    record(
        by,
        f"urgent.{act}",
        stream=f"urgent_event:{event.uid}",
        about=event.uid,
        title=str(event),
        opinion=words[:400],
    )


def moved(event: UrgentEvent) -> None:
    """It is the last one that something happened to."""
    event.moved_at = now()
    event.save(update_fields=["moved_at"])
