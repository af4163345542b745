"""A real Chromium, driven by Playwright, against Django's own server of the test run."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from office.kernel.clock import today
from office.models.people import Person
from tests.browser.stage import City, Stage
from tests.conftest import absent
from tests.face.people import clerk
from tests.installation import installed
from tests.office.calendar.world import a_todo, due_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium and the group of packages `browser`")


@pytest.fixture
def person(transactional_db: None) -> Person:
    """A clerk with something late, something due today, more than a block for every matter of a day, and something without a limit."""
    person = clerk()
    holder = person.appointments.get()
    for days in (-9, 0, 3, 3, 3, 3, 3, 3, 12):
        todo = a_todo(holder, title="关于进一步规范电子公文处理和电子印章管理工作的通知")
        with transaction.atomic():
            due_on(todo, today() + timedelta(days=days))
    a_todo(holder)
    return person


@pytest.fixture
def session(person: Person) -> str:
    """The cookie of a clerk who has signed in."""
    visitor = Client()
    visitor.force_login(person)
    return visitor.cookies["sessionid"].value


@pytest.fixture
def chromium(live_server: LiveServer, session: str) -> Iterator["Browser"]:
    """Started after the rows are written and ended before they are emptied: Django touches no database while its loop runs."""
    with launched() as browser:
        yield browser


@contextmanager
def launched() -> Iterator["Browser"]:
    """Chromium, or the test is skipped."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the packages of this group may be absent
    except ImportError:
        absent("playwright")
        raise
    if not CHROMIUM:
        absent("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demo city in a data folder of its own, prepared once, served by the real process while the tests last."""
    with installed(tmp_path_factory.mktemp("city")) as installation:
        installation.python("from office.site.preparing import prepare_demo; prepare_demo()")
        port = free_port()
        with installation.running("serve", PORT=str(port)):
            yield City(installation, port)


@pytest.fixture
def stage(city: City) -> Iterator[Stage]:
    """Where the people of the city come on, each with a browser of his own."""
    with launched() as browser:
        yield Stage(browser, city)


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """Where pictures go; PHOTOGRAPHS keeps them."""
    kept = Path(os.environ.get("PHOTOGRAPHS") or tmp_path)
    kept.mkdir(parents=True, exist_ok=True)
    return kept
