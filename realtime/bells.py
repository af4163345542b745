"""响铃：tell a person's open pages that something changed, and nothing about what.

A ring may be lost (the broker is away, a page is asleep): the row that it speaks of is there all the same, and pages ask by themselves
once a minute.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Final
from weakref import WeakSet

from channels.layers import get_channel_layer
from django.db import connection, transaction

from office.api import Appointment, Person
from realtime.ringers import own_loop

PATIENCE: Final = 3.0  # seconds a request waits for the broker to take a batch of rings
AT_ONCE: Final = 100  # rings of a batch
RUNG: Final[dict[str, Any]] = {"type": "bell.rung"}
LOOK: Final[dict[str, Any]] = {"type": "sign_in.ended"}

_loops: "WeakSet[asyncio.AbstractEventLoop]" = WeakSet()


def group_of(person: int) -> str:
    """The channel group of one person, by row key: never a group of many that the browser would have to filter."""
    return f"user.{person}"


def listening_here() -> None:
    """Said by a socket when it opens: rings of this process are sent from its loop.

    A channel in memory belongs to the loop that waits on it; a ring put into it from another loop would wake nobody.
    """
    _loops.add(asyncio.get_running_loop())


def ring(whom: Iterable[Appointment | Person]) -> None:
    """Ring for these people when the current transaction has been committed; if it is rolled back, nothing rings.

    For changes that people see and that are no notification: a to-do opened, taken or closed.
    """
    people = {person_key(one) for one in whom}
    if not people:
        return
    registered = connection.run_on_commit[-1:]
    if (
        registered
        and isinstance(last := registered[0][1], _Rings)
        and registered[0][0] == set(connection.savepoint_ids)
    ):
        last.people |= people
    else:
        # robust: a bell that fails must not make a committed act look refused
        transaction.on_commit(_Rings(people), robust=True)


class _Rings:
    """The rings of an act: everybody once, all together."""

    def __init__(self, people: set[int]) -> None:
        self.people = people
        self.__qualname__ = "_Rings"  # by which Django logs a hook that failed

    def __call__(self) -> None:
        _ring_now(sorted(self.people))


def person_key(one: Appointment | Person) -> int:
    """The row key of the person, also of the one who holds an appointment."""
    return one.person_id if isinstance(one, Appointment) else one.pk


def look_again(person: int) -> None:
    """His sign-in may have ended: his open sockets look at once, and close if it has. One that is missed looks within a minute."""
    _ring_now([person], LOOK)


def _ring_now(people: list[int], what: dict[str, Any] = RUNG) -> None:
    loop = next((one for one in _loops if one.is_running()), None) or own_loop()
    patience = PATIENCE * (1 + len(people) // AT_ONCE)
    asyncio.run_coroutine_threadsafe(_send(people, what), loop).result(patience)


async def _send(people: list[int], what: dict[str, Any]) -> None:
    layer = get_channel_layer()
    for start in range(0, len(people), AT_ONCE):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(layer.group_send(group_of(one), what) for one in people[start : start + AT_ONCE]))
