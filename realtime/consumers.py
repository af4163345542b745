# mypy: allow-untyped-calls
# (channels has no annotations)
"""The bell's socket: it says "changed" and nothing else; what changed is asked for by HTTP."""

import json
from typing import Any, ClassVar

from channels.generic.websocket import AsyncWebsocketConsumer

from realtime.bells import group_of, listening_here
from realtime.watching import Listening, watch_here

SIGNED_OUT = 4401
NOT_UNDERSTOOD = 4400
PING = '{"kind":"ping"}'


class Bell(AsyncWebsocketConsumer):
    """One open page of one signed-in person.

    Without sign-in it is refused before it is accepted. It takes no commands: a page may say {"kind": "ping"} and hears
    {"kind": "pong"}, anything else ends it with 4400. Once a minute, and when told that a sign-in was ended, its session and its
    person are looked at (`watching`); when they no longer hold, it ends with 4401.
    """

    LOOK_EVERY: ClassVar[float] = 60.0  # seconds

    async def connect(self) -> None:
        self.group = ""
        person = self.scope["user"]
        if not person.is_authenticated:
            await self.close()
            return
        self.listening = Listening(self.scope["session"].session_key, person.pk)
        self.group = group_of(person.pk)
        listening_here()
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        watch_here().join(self)

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - channels' signature
        if self.group:
            watch_here().leave(self)
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
        await watch_here().look([self])

    async def _say(self, kind: str) -> None:
        await self.send(text_data=json.dumps({"kind": kind}))

    async def sign_out(self) -> None:
        """Said by the watch: the session or the person's right to be here has ended."""
        await self.close(code=SIGNED_OUT)
