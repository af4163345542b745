# mypy: allow-untyped-calls
# (channels has no annotations)
"""The bell's socket: it says "changed" and nothing else; what changed is asked for by HTTP."""

import asyncio
import json
from importlib import import_module
from typing import Any, ClassVar

from channels.auth import get_user
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError

from realtime.bells import group_of, listening_here

SIGNED_OUT = 4401
NOT_UNDERSTOOD = 4400
PING = '{"kind":"ping"}'


class Bell(AsyncWebsocketConsumer):
    """One open page of one signed-in person.

    Without sign-in it is refused before it is accepted. It takes no commands: a page may say {"kind": "ping"} and hears
    {"kind": "pong"}, anything else ends it with 4400. Once a minute, and when told that a sign-in was ended, it looks whether the
    session still holds and the person may still sign in; if not, it ends with 4401.
    """

    LOOK_EVERY: ClassVar[float] = 60.0  # seconds

    async def connect(self) -> None:
        self.watch: asyncio.Task[None] | None = None
        self.group = ""
        person = self.scope["user"]
        if not person.is_authenticated:
            await self.close()
            return
        self.session_key = self.scope["session"].session_key
        self.person = person.pk
        self.group = group_of(person.pk)
        listening_here()
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self._watch())

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - channels' signature
        if self.watch is not None:
            self.watch.cancel()
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:  # noqa: ARG002 - the same
        if text_data == PING:
            await self._say("pong")
        else:
            await self.close(code=NOT_UNDERSTOOD)

    async def bell_rung(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - a ring carries nothing
        await self._say("changed")

    async def sign_in_ended(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - the same
        """It may have: an account was stopped, a password reset."""
        if not await self._still_signed_in():
            await self.close(code=SIGNED_OUT)

    async def _say(self, kind: str) -> None:
        await self.send(text_data=json.dumps({"kind": kind}))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self.LOOK_EVERY)
            try:
                if not await self._still_signed_in():
                    break
            except DatabaseError:  # the database is away, which says nothing of him: asked again next time
                continue
        await self.close(code=SIGNED_OUT)

    async def _still_signed_in(self) -> bool:
        """The session as it is stored now, and the person with his right to sign in and his password as they are now."""
        store = import_module(settings.SESSION_ENGINE).SessionStore(self.session_key)
        person = await get_user({"session": store})
        return bool(person.is_authenticated and person.pk == self.person)
