# mypy: allow-untyped-calls
# (channels has no annotations)
"""Two ASGI applications that ring everybody when asked by HTTP: the product's bell, and a bare consumer on the same layer."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
django.setup()

from asgiref.sync import sync_to_async  # noqa: E402 - after Django is set up
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import path  # noqa: E402

from office.models import Person  # noqa: E402
from realtime.api import ring  # noqa: E402
from realtime.sockets import sockets  # noqa: E402

LISTENERS = "listener-"
"""How the logins of those begin who listen."""

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class Bare(AsyncWebsocketConsumer):
    """Listens for one name, asks for no sign-in, passes a ring on."""

    async def connect(self) -> None:
        self.group = f"bare.{self.scope['url_route']['kwargs']['name']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - channels' signature
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def bell_rung(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - a ring carries nothing
        await self.send(text_data="changed")


async def _ring_bare(count: int) -> None:
    layer = get_channel_layer()
    for name in range(count):
        await layer.group_send(f"bare.{name}", {"type": "bell.rung"})


@sync_to_async(thread_sensitive=False)
def _ring_product(count: int) -> None:
    people = list(Person.objects.filter(login__startswith=LISTENERS).order_by("pk")[:count])
    with transaction.atomic():
        ring(people)


def _answering(ring_all: Callable[[int], Awaitable[None]]) -> Application:
    """HTTP: /N rings N people; / only answers."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ARG001 - ASGI's signature
        if count := int(scope["path"].strip("/") or 0):
            await ring_all(count)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"rung"})

    return answer


product = ProtocolTypeRouter({"http": _answering(_ring_product), "websocket": sockets})
bare = ProtocolTypeRouter(
    {"http": _answering(_ring_bare), "websocket": URLRouter([path("ws/bare/<int:name>/", Bare.as_asgi())])}
)
