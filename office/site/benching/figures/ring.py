"""ring：from a ring for everybody to the last of many open sockets (one a person), against a bare consumer on the same layer."""

import asyncio
import os
import resource
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from http.client import HTTPConnection

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from office.models import Person
from office.site.benching.crowd import signed_in
from office.site.benching.processes import free_port, running, until_answered
from office.site.benching.reference.sockets import LISTENERS
from office.site.benching.rounds import Spread, rounds_of
from office.site.preparing import migrate

WANTED = 1.5
PATIENCE = 60.0  # seconds for the last socket
AT_ONCE = 100  # sockets that are being opened
SPARE = 500  # open files beside the sockets


def measure(rounds: int, size: int) -> Iterator[str]:
    """With a third of `size` sockets, then with `size`."""
    if said := raise_limit(2 * size + SPARE):
        yield said
    migrate()
    for count in (max(1, size // 3), size):
        yield from _measure(rounds, count)


def raise_limit(wanted: int) -> str:
    """Let this process and those it starts open so many files; a sentence where the system does not allow it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= wanted:
        return ""
    if hard != resource.RLIM_INFINITY and hard < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return f"系统只许打开{hard}个文件，要{wanted}个才够：连接数会因此不足。请先调高上限（ulimit -Hn）。"
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return ""


def _measure(rounds: int, count: int) -> Iterator[str]:
    headers = _listeners(count)
    with _daphne("product") as ours, _daphne("bare") as theirs:
        pages = [(f"ws://localhost:{ours}/ws/bell/", one["Cookie"], f"http://localhost:{ours}") for one in headers]
        others = [(f"ws://localhost:{theirs}/ws/bare/{n}/", "", f"http://localhost:{theirs}") for n in range(count)]
        times = asyncio.run(_ring_in_turn(rounds, {ours: pages, theirs: others}))
    yield f"{count}个连接，{'Redis' if os.environ.get('REDIS_URL') else '内存'}：每轮每个连接都响到，一个不少"
    yield f"产品 到最后一个 {Spread.of([1000 * one for one in times[ours]])} ms"
    yield f"对照 到最后一个 {Spread.of([1000 * one for one in times[theirs]])} ms"
    ratio = Spread.of([a / b for a, b in zip(times[ours], times[theirs], strict=True)])
    yield f"产品/对照 {ratio}；要求不高于{WANTED}"


def _listeners(count: int) -> list[dict[str, str]]:
    """So many people, each signed in."""
    there = Person.objects.filter(login__startswith=LISTENERS).count()
    Person.objects.bulk_create(Person(login=f"{LISTENERS}{n}", name=f"听铃{n}") for n in range(there, count))
    return [signed_in(one) for one in Person.objects.filter(login__startswith=LISTENERS).order_by("pk")[:count]]


@contextmanager
def _daphne(name: str) -> Iterator[int]:
    port = free_port()
    application = f"office.site.benching.reference.sockets:{name}"
    command = ["-m", "daphne", "--bind", "127.0.0.1", "--port", str(port), "--verbosity", "0", application]
    with running(command, dict(os.environ)) as process:
        until_answered(port, "/", process)
        yield port


Addresses = list[tuple[str, str, str]]


async def _ring_in_turn(rounds: int, servers: dict[int, Addresses]) -> dict[int, list[float]]:
    """For each server (by port) the seconds of each round. Raises TimeoutError when a socket is not rung."""
    times: dict[int, list[float]] = {port: [] for port in servers}
    async with AsyncExitStack() as stack:
        opened = {port: await _open_all(stack, pages) for port, pages in servers.items()}
        for port in servers:
            await _ring(port, opened[port])  # all that a ring needs is loaded
        for n in rounds_of(rounds):
            for port in servers if n % 2 == 0 else reversed(servers):
                times[port].append(await _ring(port, opened[port]))
    return times


async def _open_all(stack: AsyncExitStack, pages: Addresses) -> list[ClientConnection]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(address: str, cookie: str, origin: str) -> ClientConnection:
        async with turn:
            headers = {"Cookie": cookie} if cookie else {}
            return await connect(
                address,
                origin=Origin(origin),
                additional_headers=headers,
                proxy=None,
                ping_interval=None,
                open_timeout=120,
            )

    sockets = await asyncio.gather(*(one(*page) for page in pages))
    for socket in sockets:
        stack.push_async_callback(socket.close)
    return sockets


async def _ring(port: int, sockets: list[ClientConnection]) -> float:
    """Ring everybody; seconds until each socket has heard it, once and no more."""
    hearing = asyncio.gather(*(socket.recv() for socket in sockets))
    await asyncio.sleep(0)
    since = time.perf_counter()
    asking = asyncio.create_task(asyncio.to_thread(_ask, port, len(sockets)))
    await asyncio.wait_for(hearing, PATIENCE)
    took = time.perf_counter() - since
    await asking
    return took


def _ask(port: int, count: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", f"/{count}", headers={"Host": "localhost"})
    if connection.getresponse().read() != b"rung":
        raise RuntimeError("the server did not ring")
    connection.close()
