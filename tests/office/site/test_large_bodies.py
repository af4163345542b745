"""What is sent without end or beyond measure is refused in words, and costs the server neither memory nor disk."""

import socket
from collections.abc import Iterator

import pytest
from django.test import Client

from office.site.bodies import LARGEST
from tests.installation import Installation, installed, memory, served

SLICE = b"a" * 1_000_000
TOO_MANY = 2 * LARGEST // len(SLICE)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as installation:
        yield installation


@pytest.fixture(scope="module")
def running(installation: Installation) -> Iterator[tuple[int, int]]:
    """The port and the process of a server."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    with installation.running("serve", PORT=str(port)) as server:
        served(port, "/verify/")  # what the first page loads has nothing to do with bodies
        yield port, server.pid


@pytest.mark.parametrize("length", ["said", "unsaid"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain"])
def test_a_visitor_cannot_fill_the_memory(running: tuple[int, int], kind: str, length: str) -> None:
    port, pid = running
    most = before = memory(pid)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as visitor:
        says = f"Content-Length: {TOO_MANY * len(SLICE)}" if length == "said" else "Transfer-Encoding: chunked"
        visitor.sendall(
            f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n{says}\r\n\r\n".encode()
        )
        for number in range(TOO_MANY):
            visitor.sendall(SLICE if length == "said" else b"%x\r\n%s\r\n" % (len(SLICE), SLICE))
            most = max(most, memory(pid)) if number % 20 == 0 else most
        visitor.sendall(b"" if length == "said" else b"0\r\n\r\n")
        answer = visitor.makefile("rb").read(8_000).decode(errors="ignore")
    assert answer.startswith("HTTP/1.1 413"), answer[:200]
    assert "60兆字节" in answer
    assert max(most, memory(pid)) - before < 60
    assert served(port, "/healthz")[0] == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/verify/", "/documents/", "/nowhere/"])
def test_a_length_beyond_measure_is_refused_before_it_is_read(client: Client, path: str) -> None:
    answer = client.post(path, b"", content_type="text/plain", CONTENT_LENGTH=str(LARGEST + 1))
    assert answer.status_code == 413
    assert "60兆字节" in answer.content.decode()
