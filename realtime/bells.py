"""响铃：tell a person's open pages that something changed, and nothing about what.

A ring may be lost (the broker is away, a page is asleep): the row that it speaks of is there all the same, and pages ask by themselves
once a minute.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Final
from weakref import WeakSet

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from office.api import Appointment, Person

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
    people = sorted({person_key(one) for one in whom})
    if people:
        # robust: a bell that fails must not make a committed act look refused. A lambda, as Django logs a failed hook by its
        # __qualname__, which a partial lacks: the log itself would then fail.
        transaction.on_commit(lambda: _ring_now(people), robust=True)


def person_key(one: Appointment | Person) -> int:
    """The row key of the person, also of the one who holds an appointment."""
    return one.person_id if isinstance(one, Appointment) else one.pk


def look_again(person: int) -> None:
    """His sign-in may have ended: his open sockets look at once, and close if it has. One that is missed looks within a minute."""
    _ring_now([person], LOOK)


def _ring_now(people: list[int], what: dict[str, Any] = RUNG) -> None:
    loop = next((one for one in _loops if one.is_running()), None)
    if loop is None:
        async_to_sync(_send)(people, what)
    else:
        patience = PATIENCE * (1 + len(people) // AT_ONCE)
        asyncio.run_coroutine_threadsafe(_send(people, what), loop).result(patience)


async def _send(people: list[int], what: dict[str, Any]) -> None:
    layer = get_channel_layer()
    for start in range(0, len(people), AT_ONCE):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(layer.group_send(group_of(one), what) for one in people[start : start + AT_ONCE]))
