"""The bell in a real browser, on the embedded shape as it is served: one page marks, the other page hears of it."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from select import select
from socketserver import ThreadingTCPServer
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import CHROMIUM
from tests.conftest import absent

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NONE = "通知，没有未读"
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from office.demo.load import load_city
load_city()
from django.test import Client
from office.models import Person
client = Client()
client.force_login(Person.objects.get(login="wuzhili"))
print("session", client.session.session_key)
"""
NOTHING = """
from realtime.models import Notification
Notification.objects.all().delete()
"""
TELL = f"""{NOTHING}
from django.db import transaction
from office.models import Person
from realtime.api import notify
with transaction.atomic():
    notify([Person.objects.get(login="wuzhili")], kind="文", title="请核稿", url="/notifications/")
"""


def manage(data_dir: Path) -> dict[str, str]:
    """The environment of the embedded shape in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "DEMO"}}
    return {**kept, "DATA_DIR": str(data_dir), "PYTHONWARNINGS": "ignore"}


def run(data_dir: Path, code: str) -> str:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=manage(data_dir), check=True, capture_output=True, text=True
    ).stdout


def serve(data_dir: Path, port: int) -> subprocess.Popen[bytes]:
    """`manage.py serve`, once it answers."""
    command = [sys.executable, "manage.py", "serve"]
    environment = {**manage(data_dir), "PORT": str(port)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    until = monotonic() + 60
    while not answers(port):
        if server.poll() is not None or monotonic() > until:
            server.kill()
            pytest.fail("the server did not start")
        sleep(0.1)
    return server


def kill(server: subprocess.Popen[bytes]) -> None:
    """Ended at once, as by a machine that fails."""
    server.kill()
    server.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Line(ThreadingTCPServer):
    """The network before a server. What is open when it is cut, or opened before it is mended, is never carried again, and neither end is told."""

    def __init__(self, to: int) -> None:
        super().__init__(("127.0.0.1", 0), self._carry)  # type: ignore[arg-type] # a function is called as a class is
        self.port, self._to, self._cuts, self._over = self.server_address[1], to, 0, False
        Thread(target=self.serve_forever, args=[0.1], daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._over = True
        self.shutdown()
        self.server_close()

    def cut(self) -> None:
        self._cuts += 1

    def mend(self) -> None:
        self._cuts += 1

    def _carry(self, near: socket.socket, *_: object) -> None:
        born = self._cuts
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._to)) as far:
            ends = [near, far]
            while ends and not self._over:
                for one in select(ends, [], [], 0.2)[0]:
                    data = one.recv(65_536)
                    if not data:
                        ends.remove(one)
                    if born != self._cuts or born % 2:
                        continue
                    if not data:
                        return
                    (near if one is far else far).sendall(data)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bell") / "data"


@pytest.fixture(scope="module")
def session(data_dir: Path) -> str:
    """The cookie of somebody who has signed in, in a database of its own."""
    found = re.search(r"session (\w+)", run(data_dir, PREPARE))
    assert found
    return found[1]


@contextmanager
def two_pages(port: int, session: str, said: list[str]) -> Iterator[tuple["Page", "Page"]]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the packages of this group may be absent
    except ImportError:
        absent("playwright")
        raise
    if not CHROMIUM:
        absent("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])
        pages = context.new_page(), context.new_page()
        for page in pages:
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(f"script: {error}"))
            with page.expect_websocket() as opened:
                page.goto(f"http://localhost:{port}/notifications/")
            assert opened.value.url == f"ws://localhost:{port}/ws/bell/"
        yield pages
        browser.close()


def wait_for_bell(page: "Page", words: str, seconds: float) -> None:
    page.wait_for_selector(f'office-bell a[aria-label="{words}"]', timeout=seconds * 1000)


def test_what_one_page_marks_the_other_page_shows(data_dir: Path, session: str) -> None:
    port, said = free_port(), list[str]()
    run(data_dir, TELL)
    server = serve(data_dir, port)
    try:
        with two_pages(port, session, said) as (here, there):
            wait_for_bell(there, "通知，1条未读", 15)
            here.get_by_role("button", name="全部已读").click()
            wait_for_bell(there, NONE, 15)
            there.wait_for_selector(
                "#notification-tabs [aria-current] small:text-is('0')", timeout=10_000
            )  # other parts follow
            there.wait_for_selector(f"office-bell [role=status]:text-is('{NONE}')", state="attached", timeout=8_000)
    finally:
        kill(server)
    assert [one for one in said if "Content Security Policy" in one or one.startswith("script:")] == []


def test_a_page_finds_back_after_the_server_was_gone(data_dir: Path, session: str) -> None:
    """What came in between was rung for nobody; the page asks once when it is back."""
    port = free_port()
    run(data_dir, NOTHING)
    server = serve(data_dir, port)
    try:
        with two_pages(port, session, []) as (page, _):
            wait_for_bell(page, NONE, 15)
            kill(server)
            run(data_dir, TELL)
            server = serve(data_dir, port)
            wait_for_bell(page, "通知，1条未读", 45)
            page.wait_for_selector("#notification-rows li.new", timeout=10_000)  # an empty list waits for its first row
    finally:
        kill(server)


def test_a_page_that_slept_without_a_network_finds_back(data_dir: Path, session: str) -> None:
    """Its lines are dead and do not say so: what it asks and hears by them is given up and asked again, and shown once."""
    port = free_port()
    run(data_dir, NOTHING)
    server = serve(data_dir, port)
    try:
        with Line(port) as line, two_pages(line.port, session, []) as (page, other):
            other.close()
            page.clock.install()
            page.reload()
            wait_for_bell(page, NONE, 15)
            line.cut()
            run(data_dir, TELL)
            page.clock.fast_forward("10:00")
            sleep(2)  # it has looked round in the dark
            assert page.locator(f'office-bell a[aria-label="{NONE}"]').count() == 1
            line.mend()
            until = monotonic() + 90
            while page.locator(f'office-bell a[aria-label="{NONE}"]').count() and monotonic() < until:
                page.clock.fast_forward("00:20")
                sleep(3)
            wait_for_bell(page, "通知，1条未读", 1)
            page.wait_for_selector("#notification-rows li.new", timeout=10_000)
            assert page.locator("#notification-rows li.new").count() == 1
    finally:
        kill(server)
