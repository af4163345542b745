# mypy: allow-untyped-calls
# (channels has no annotations)
"""守望：who listens here and may no longer. One look a minute for all sockets of a process, however many are open."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from office.api import Person
from office.kernel.clock import now

if TYPE_CHECKING:
    from realtime.consumers import Bell

logger = logging.getLogger(__name__)

A_LOOK = 500  # sessions that one query asks for


@dataclass(frozen=True)
class Listening:
    """By which session, and who."""

    session: str
    person: int


class Watch:
    """The open sockets of one event loop, looked at together."""

    def __init__(self) -> None:
        self._bells: set[Bell] = set()
        self._task: asyncio.Task[None] | None = None

    def join(self, bell: "Bell") -> None:
        self._bells.add(bell)
        if self._task is None:
            self._task = asyncio.create_task(self._look_on())

    def leave(self, bell: "Bell") -> None:
        self._bells.discard(bell)
        if not self._bells and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(min(bell.LOOK_EVERY for bell in self._bells))
            await self.look(self._bells)

    async def look(self, bells: Iterable["Bell"]) -> None:
        """End those of these sockets whose sign-in no longer holds."""
        bells = list(bells)
        try:
            gone = await database_sync_to_async(no_longer)([bell.listening for bell in bells])
        except Exception:  # the database is away, say, which tells nothing of anybody: asked again next time
            logger.exception("the open sockets could not be looked at")
            return
        for bell in bells:
            if bell.listening in gone:
                await bell.sign_out()


def no_longer(listening: Sequence[Listening]) -> set[Listening]:
    """Those whose session has ended, or whose person may not sign in any more, or has another password now."""
    gone: set[Listening] = set()
    for start in range(0, len(listening), A_LOOK):
        gone |= _gone(set(listening[start : start + A_LOOK]))
    return gone


def _gone(some: Iterable[Listening]) -> set[Listening]:
    some = set(some)
    rows = Session.objects.filter(session_key__in=[one.session for one in some], expire_date__gt=now())
    sessions = {row.session_key: row.get_decoded() for row in rows}
    people = Person.objects.filter(is_active=True).in_bulk([one.person for one in some])
    return {one for one in some if not _holds(sessions.get(one.session, {}), people.get(one.person))}


def _holds(session: dict[str, object], person: Person | None) -> bool:
    if person is None or session.get(SESSION_KEY) != str(person.pk):
        return False
    given = str(session.get(HASH_SESSION_KEY, ""))
    known = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(given, one) for one in known)


_watches: "WeakKeyDictionary[asyncio.AbstractEventLoop, Watch]" = WeakKeyDictionary()


def watch_here() -> Watch:
    """The watch of the running loop."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())
