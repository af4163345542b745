"""人员变动：whoever plans with those who come (seats, counts) is told when they change. Inside the action that changes them."""

from collections.abc import Callable

from meetings.convening.models import Meeting

_listeners: list[Callable[[Meeting], None]] = []


def on_people_changed(listener: Callable[[Meeting], None]) -> None:
    """Called by an app of the chain in `ready`."""
    _listeners.append(listener)


def people_changed(meeting: Meeting) -> None:
    """Somebody was invited, withdrawn, named, excused or replaced. The meeting is locked."""
    for listener in _listeners:
        listener(meeting)
