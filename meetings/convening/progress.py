"""会议全程：the stages of a meeting as its page shows them. Each app of the chain brings its own when the house opens.

A stage says how far it is for one meeting and where its page lies; it asks its own rows alone, with a fixed number of statements.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from meetings.convening.models import Invitation, Meeting
from office.api import Actor


@dataclass(frozen=True)
class Progress:
    """How far a stage is. `said`: 已回执 38/42. `address`: empty where this person has no page of it. `is_done`: its mark is filled."""

    said: str
    address: str = ""
    is_done: bool = False
    is_due: bool = False


@dataclass(frozen=True)
class Stage:
    """One stage: its place in the chain (10, 20 …), its name, and what it says to an organiser. None: it does not concern this meeting."""

    place: int
    name: str
    of: Callable[[Meeting, Actor], Progress | None]


@dataclass(frozen=True)
class Door:
    """What somebody who is invited finds on his card of a meeting: 我的座位, 会议材料, 签到. None: nothing there for him."""

    place: int
    label: str
    of: Callable[[Sequence[Invitation]], dict[int, tuple[str, str]]]
    """For invitations with their meetings: by the invitation's row key what is said and where it leads; asked once for a whole list."""


_stages: list[Stage] = []
_doors: list[Door] = []


def bring_stage(stage: Stage) -> None:
    """Called by an app of the chain in `ready`."""
    _stages.append(stage)


def bring_door(door: Door) -> None:
    """Called by an app of the chain in `ready`."""
    _doors.append(door)


def stages() -> tuple[Stage, ...]:
    """In their order."""
    return tuple(sorted(_stages, key=lambda stage: stage.place))


def doors() -> tuple[Door, ...]:
    """In their order."""
    return tuple(sorted(_doors, key=lambda door: door.place))
