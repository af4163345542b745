"""会议的转折：whoever keeps something of his own for those invited learns that a meeting was announced, changed or called off.

Inside the act; the meeting is locked.
"""

from collections.abc import Callable

from meetings.convening.models import Meeting
from office.api import Actor

_announced: list[Callable[[Meeting, Actor], None]] = []
_turned: list[Callable[[Meeting, str, Actor], None]] = []


def on_announced(listener: Callable[[Meeting, Actor], None]) -> None:
    """Called by an app of the chain in `ready`. It is called when those invited are told, and again whenever more of them are: it adds what is missing."""
    _announced.append(listener)


def on_turned(listener: Callable[[Meeting, str, Actor], None]) -> None:
    """The same for what becomes of an announced meeting: `reschedule`, `change`, `postpone` or `cancel`."""
    _turned.append(listener)


def announced(meeting: Meeting, *, by: Actor) -> None:
    """Some of those invited were told just now."""
    for listener in _announced:
        listener(meeting, by)


def turned(meeting: Meeting, act: str, *, by: Actor) -> None:
    """It was moved, changed, postponed or called off, and those concerned were told."""
    for listener in _turned:
        listener(meeting, act, by)
