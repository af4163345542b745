"""The socket: who may open it, what it says, and when it ends. The layer is the one that the settings name: memory or Redis."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any, Protocol

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connections, transaction
from django.test import Client

from office.models import Person
from office.sign_in.ending import end_sign_ins
from realtime import watching
from realtime.api import notify, ring
from realtime.bells import look_again
from realtime.consumers import NOT_UNDERSTOOD, PING, SIGNED_OUT, Bell
from realtime.sockets import sockets
from realtime.watching import Listening
from tests.realtime.people import somebody

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

Headers = list[tuple[bytes, bytes]]
HERE: Headers = [(b"host", b"localhost:8000"), (b"origin", b"http://localhost:8000")]


def signed_in(person: Person) -> Headers:
    client = Client()
    client.force_login(person)
    return [*HERE, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}".encode())]


@asynccontextmanager
async def opened(headers: Headers, path: str = "/ws/bell/") -> AsyncIterator[tuple[WebsocketCommunicator, bool]]:
    socket = WebsocketCommunicator(sockets, path, headers=headers)
    accepted, _ = await socket.connect(timeout=5)
    try:
        yield socket, accepted
    finally:
        await socket.disconnect(timeout=5)


async def a_person() -> tuple[Person, Headers]:
    person = await database_sync_to_async(somebody)()
    return person, await database_sync_to_async(signed_in)(person)


def session_of(headers: Headers) -> str:
    return dict(headers)[b"cookie"].decode().partition("=")[2]


class Asked(Protocol):
    def __call__(self, num: int) -> AbstractContextManager[Any]: ...


def tell(person: Person) -> None:
    with transaction.atomic():
        notify([person], kind="文", title="请核稿", url="/")


async def test_one_who_has_not_signed_in_is_refused_before_accepting() -> None:
    async with opened(HERE) as (_, accepted):
        assert not accepted


async def test_a_made_up_session_is_refused() -> None:
    cookie = (b"cookie", f"{settings.SESSION_COOKIE_NAME}=0123456789abcdef0123456789abcdef".encode())
    async with opened([*HERE, cookie]) as (_, accepted):
        assert not accepted


@pytest.mark.parametrize(
    "origin", [None, b"null", b"https://evil.example", b"http://host.evil", b"http://localhost", b"http://localhost:1"]
)
async def test_a_page_from_elsewhere_is_refused_with_a_good_session(origin: bytes | None) -> None:
    _, headers = await a_person()
    foreign = [one for one in headers if one[0] != b"origin"] + ([(b"origin", origin)] if origin else [])
    async with opened(foreign) as (_, accepted):
        assert not accepted


async def test_two_origins_are_none() -> None:
    _, headers = await a_person()
    async with opened([*headers, (b"origin", b"http://localhost:8000")]) as (_, accepted):
        assert not accepted


async def test_any_other_path_is_refused() -> None:
    _, headers = await a_person()
    for path in ("/ws/", "/ws/bell", "/ws/other/"):
        async with opened(headers, path) as (_, accepted):
            assert not accepted


async def test_a_notification_rings_and_says_nothing_of_itself() -> None:
    person, headers = await a_person()
    async with opened(headers) as (socket, accepted):
        assert accepted
        await database_sync_to_async(tell)(person)
        assert await socket.receive_json_from(timeout=5) == {"kind": "changed"}
        assert await socket.receive_nothing()


async def test_nobody_hears_another_persons_bell() -> None:
    person, headers = await a_person()
    _, others = await a_person()
    async with opened(headers) as (socket, _), opened(others) as (other, _):
        await database_sync_to_async(tell)(person)
        assert await socket.receive_json_from(timeout=5) == {"kind": "changed"}
        assert await other.receive_nothing()


async def test_every_open_page_of_a_person_hears() -> None:
    person, headers = await a_person()
    async with opened(headers) as (one, _), opened(headers) as (other, _):
        await database_sync_to_async(tell)(person)
        assert await one.receive_json_from(timeout=5) == await other.receive_json_from(timeout=5)


async def test_a_rolled_back_act_is_not_heard() -> None:
    person, headers = await a_person()

    def refused() -> None:
        with transaction.atomic():
            notify([person], kind="文", title="请核稿", url="/")
            transaction.set_rollback(True)

    async with opened(headers) as (socket, _):
        await database_sync_to_async(refused)()
        assert await socket.receive_nothing(timeout=0.3)


async def test_a_ring_from_a_thread_that_knows_no_loop_wakes_the_page() -> None:
    """So do the workers that stand beside the server in one process. Nothing but the ring may wake the server's loop here."""
    person, headers = await a_person()
    async with opened(headers) as (socket, _):
        later = threading.Timer(0.3, _ring_and_leave, [person])
        later.start()
        try:
            assert await socket.receive_json_from(timeout=3) == {"kind": "changed"}
        finally:
            await sync_to_async(later.join, thread_sensitive=False)()


async def test_ping_is_answered() -> None:
    _, headers = await a_person()
    async with opened(headers) as (socket, _):
        await socket.send_to(text_data=PING)
        assert await socket.receive_json_from(timeout=5) == {"kind": "pong"}


@pytest.mark.parametrize(
    "said",
    ['{"kind":"changed"}', '{"type":"bell.rung"}', " ", "ping", "[" * 5000, '{"kind":"subscribe","group":"user.1"}'],
)
async def test_it_takes_no_commands(said: str) -> None:
    _, headers = await a_person()
    async with opened(headers) as (socket, _):
        await socket.send_to(text_data=said)
        assert await socket.receive_output(timeout=5) == {"type": "websocket.close", "code": NOT_UNDERSTOOD}


async def test_bytes_are_not_understood() -> None:
    _, headers = await a_person()
    async with opened(headers) as (socket, _):
        await socket.send_to(bytes_data=PING.encode())
        assert (await socket.receive_output(timeout=5))["code"] == NOT_UNDERSTOOD


def disable(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def sign_out(person: Person) -> None:
    Session.objects.all().delete()


def change_password(person: Person) -> None:
    person.set_password("另一个长长的密码2026")
    person.save(update_fields=["password"])


@pytest.mark.parametrize("end", [disable, sign_out, change_password])
async def test_it_ends_with_the_right_to_be_there(
    end: Callable[[Person], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bell, "LOOK_EVERY", 0.05)
    person, headers = await a_person()
    async with opened(headers) as (socket, accepted):
        assert accepted
        assert await socket.receive_nothing(timeout=0.3), "while all is well, it looks and stays"
        await database_sync_to_async(end)(person)
        assert await socket.receive_output(timeout=5) == {"type": "websocket.close", "code": SIGNED_OUT}
    async with opened(headers) as (_, accepted):
        assert not accepted


async def test_a_database_that_is_away_for_a_moment_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def away(listening: Sequence[Listening]) -> set[Listening]:
        asked.append(len(listening))
        if len(asked) < 3:
            raise OperationalError("away")
        return set()

    monkeypatch.setattr(Bell, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(watching, "no_longer", away)
    _, headers = await a_person()
    async with opened(headers) as (socket, _):
        assert await socket.receive_nothing(timeout=0.4)
    assert len(asked) > 3


async def test_all_sockets_are_looked_at_in_two_queries(django_assert_num_queries: Asked) -> None:
    people = [await a_person() for _ in range(5)]
    keys = [Listening(session_of(headers), person.pk) for person, headers in people]
    stranger = Listening("0" * 32, people[0][0].pk)
    crossed = Listening(keys[0].session, people[1][0].pk)

    def look() -> set[Listening]:
        with django_assert_num_queries(2):
            return watching.no_longer([*keys, stranger, crossed])

    assert await database_sync_to_async(look)() == {stranger, crossed}


async def test_a_closed_page_leaves_nothing_behind() -> None:
    before = len(asyncio.all_tasks())
    person, headers = await a_person()
    for _ in range(3):
        async with opened(headers):
            pass
    await asyncio.sleep(0.05)
    assert len(asyncio.all_tasks()) <= before + 2, "the layer may keep a listener of its own; a watch must not stay"
    await database_sync_to_async(tell)(person)


def _ring_and_leave(person: Person) -> None:
    try:
        with transaction.atomic():
            ring([person])
    finally:
        connections.close_all()  # those of this thread


async def test_a_stopped_account_ends_its_open_sockets_at_once() -> None:
    person, headers = await a_person()
    async with opened(headers) as (socket, accepted):
        assert accepted
        await database_sync_to_async(stop_account)(person)
        answer = await socket.receive_output(timeout=3)
        assert (answer["type"], answer["code"]) == ("websocket.close", SIGNED_OUT)


async def test_a_look_that_finds_all_in_order_closes_nothing() -> None:
    person, headers = await a_person()
    async with opened(headers) as (socket, _):
        await database_sync_to_async(look_again)(person.pk)
        await socket.send_to(text_data=PING)
        assert await socket.receive_from(timeout=3) == '{"kind": "pong"}'


def stop_account(person: Person) -> None:
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        end_sign_ins(person)
