"""Redis is full, is killed and comes back while the server works: people sign in and act all the same, and open pages hear again."""

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.conftest import absent
from tests.crash import soon
from tests.installation import Installation, with_tables

LISTEN = """
from django.test import Client
from office.models import Person
client = Client()
client.force_login(Person.objects.get(login="tingling"))
print(client.session.session_key)
"""
MAKE = """
from office.models import Person
one = Person(login="tingling", name="听铃")
one.set_password("一个长长的密码2026")
one.save()
"""
TELL = """
from django.db import transaction
from office.models import Person
from realtime.api import notify
with transaction.atomic():
    notify([Person.objects.get(login="tingling")], kind="文", title="请核稿", url="/")
print("told")
"""
CHANGED = {"kind": "changed"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def redis(port: int, folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis of this test's own."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - a server of the test's own
    try:
        soon(lambda: answers(port))
        yield process
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def full(port: int) -> None:
    """Fill it to its limit: whatever takes memory is refused from now on."""
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(b"*3\r\n$3\r\nSET\r\n$4\r\nfull\r\n$3000000\r\n" + b"0" * 3_000_000 + b"\r\n")
        one.recv(200)
        one.sendall(b"*4\r\n$6\r\nCONFIG\r\n$3\r\nSET\r\n$9\r\nmaxmemory\r\n$7\r\n1000000\r\n")
        assert one.recv(200).startswith(b"+OK")
        one.sendall(b"*3\r\n$3\r\nSET\r\n$4\r\nmore\r\n$1\r\n0\r\n")
        assert one.recv(200).startswith(b"-OOM")


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def signs_in(port: int) -> bool:
    """Whether somebody can sign in by the page."""
    opener = build_opener(_Stay)
    page = opener.open(f"http://localhost:{port}/accounts/login/", timeout=20)
    text, cookies = page.read().decode(), SimpleCookie(page.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "login": "tingling", "password": "一个长长的密码2026"}
    request = Request(f"http://localhost:{port}/accounts/login/", urlencode(fields).encode())
    request.add_header("Cookie", f"csrftoken={cookies['csrftoken'].value}")
    with suppress(OSError):
        opener.open(request, timeout=20)
        return False
    return True


def signed_in(port: int, installation: Installation) -> bool:
    before = installation.rows("SELECT COUNT(*) FROM django_session")
    signs_in(port)
    return installation.rows("SELECT COUNT(*) FROM django_session") != before


def listening(port: int, session: str) -> ClientConnection:
    return connect(
        f"ws://localhost:{port}/ws/bell/",
        origin=Origin(f"http://localhost:{port}"),
        additional_headers={"Cookie": f"sessionid={session}"},
        proxy=None,
    )


def hears(socket: ClientConnection) -> bool:
    return bool(json.loads(socket.recv(timeout=10)) == CHANGED)


def test_redis_is_full_killed_and_back(tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        absent("a Redis that may be killed (redis-server)")
    place, port = free_port(), free_port()
    installation = with_tables(Installation(tmp_path, ""))
    installation.env["REDIS_URL"] = f"redis://127.0.0.1:{place}/0"
    installation.python(MAKE)
    session = installation.python(LISTEN)
    with redis(place, tmp_path) as broker, installation.running("serve", PORT=str(port)):
        with listening(port, session) as page:
            tell(installation)  # from another process: the ring goes through Redis
            assert hears(page)
            full(place)
            assert signed_in(port, installation)
            tell(installation)
            assert hears(page)  # a ring takes no room
            broker.kill()
            broker.wait()
            tell(installation)  # committed, though it rings for nobody
            assert signed_in(port, installation)
        with redis(place, tmp_path):
            soon(lambda: is_rung_again(port, session, installation), seconds=60)
    told = installation.rows("SELECT COUNT(*) FROM realtime_notification")[0][0]
    assert isinstance(told, int)
    assert told >= 4  # none was lost


def tell(installation: Installation) -> None:
    assert installation.python(TELL) == "told"


def is_rung_again(port: int, session: str, installation: Installation) -> bool:
    """A page that opens anew, as the bell does by itself, hears what is told now."""
    try:
        with listening(port, session) as page:
            tell(installation)
            return bool(json.loads(page.recv(timeout=3)) == CHANGED)
    except (TimeoutError, ConnectionClosed, InvalidStatus, OSError):
        return False
