"""An answer waits for its reader outside of memory, and one that breaks off ends the connection."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.crash import environment, start
from tests.installation import memory

SERVER = """
import sys
from office.site.receiving import BoundedServer

LENGTH = 100_000_000

async def application(scope, receive, send):
    headers = [(b"content-length", b"%d" % LENGTH)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    parts = 100 if scope["path"] == "/whole" else 3
    for _ in range(parts):
        await send({"type": "http.response.body", "body": b"a" * 1_000_000, "more_body": True})
    if scope["path"] == "/raises":
        raise RuntimeError("in the middle")
    await send({"type": "http.response.body", "body": b""})

ready = lambda: print("就绪", flush=True)
BoundedServer(application, endpoints=["tcp:port=%s:interface=127.0.0.1" % sys.argv[1]], ready_callable=ready).run()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    process = start("-c", SERVER, str(port), env=environment(tmp_path_factory.mktemp("data")))
    assert process.stdout is not None
    assert "就绪" in process.stdout.readline()
    yield process, port
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def asked(port: int, path: str) -> socket.socket:
    reader = socket.create_connection(("127.0.0.1", port), timeout=20)
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return reader


def read(reader: socket.socket) -> int:
    """How many bytes there are up to the end of the connection, or of the whole answer."""
    count = 0
    while count < 100_000_000 - 100 and (part := reader.recv(1 << 20)):
        count += len(part)
    return count


def test_readers_that_wait_cost_no_memory(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    before = memory(process.pid)
    with ExitStack() as still_open:
        readers = [still_open.enter_context(asked(port, "/whole")) for _ in range(3)]
        assert all(reader.recv(100).startswith(b"HTTP/1.1 200") for reader in readers)
        time.sleep(0.5)  # time enough for a server that does not wait
        assert memory(process.pid) - before < 40
        assert [read(reader) > 99_000_000 for reader in readers] == [True] * 3


@pytest.mark.parametrize("path", ["/short", "/raises"])
def test_an_answer_that_breaks_off_ends_the_connection(server: tuple[subprocess.Popen[str], int], path: str) -> None:
    with asked(server[1], path) as reader:
        assert 2_900_000 < read(reader) < 3_100_000
