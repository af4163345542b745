"""已废止：this room knows no papers, so whoever knows them says here which of the things that wait are about a repealed one."""

from collections.abc import Callable, Collection
from uuid import UUID

Knower = Callable[[Collection[UUID]], set[UUID]]
"""Which of these papers are repealed, in a fixed number of queries."""

_knowers: list[Knower] = []


def knows_repealed(knower: Knower) -> Knower:
    """Let a room above say which of the papers it knows are repealed. Asked for once, when the room is loaded."""
    if knower not in _knowers:
        _knowers.append(knower)
    return knower


def repealed_among(uids: Collection[UUID]) -> set[UUID]:
    """Those that any room knows to be repealed; for a list of what somebody may read."""
    return {uid for knower in _knowers for uid in knower(uids)}
