"""固化复核和检测报告 in every mode: before the first round, all intact, something changed; and from what is broken to its record and report, and back."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.checking import run_check
from archive.fixity import due, recheck
from archive.models import CheckReport, Stage
from office.api import grant, role_key
from tests.archive.checking.records import Room, a_record, a_room, change_a_byte, filed
from tests.browser.looking import faults, look, session_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FIXITY = "/records/fixity/"


@pytest.fixture
def room(transactional_db: None, settings: Settings, tmp_path: Path) -> Room:
    settings.DATA_DIR = tmp_path
    return a_room()


@pytest.fixture
def archivist(room: Room) -> str:
    """The cookie of the archivist who has signed in."""
    return session_of(room.archivist)


@pytest.fixture
def broken(room: Room) -> CheckReport:
    """Two records whose 正本 says the same and is kept once, one of them filed; a byte of it changes, and the check says so."""
    a_record(room)
    item = filed(a_record(room, title="关于进一步规范电子公文归档和电子档案移交工作有关事项的通知"))
    with transaction.atomic():
        grant(item.uid, role_key(room.organ, "archivist"), why="归档")
    change_a_byte(item.files.get(name="正本.txt"))
    recheck(due(100))
    return run_check(item, Stage.KEEPING)


@pytest.fixture
def intact(room: Room) -> None:
    a_record(room)
    recheck(due(100))


def test_before_the_first_round(
    archivist: str, chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    assert look(chromium, live_server.url, [FIXITY], archivist, photographs) == []


@pytest.mark.usefixtures("intact")
def test_all_is_intact(archivist: str, chromium: "Browser", live_server: LiveServer, photographs: Path) -> None:
    assert look(chromium, live_server.url, [f"{FIXITY}?page=1"], archivist, photographs) == []


def test_something_is_broken(
    broken: CheckReport, archivist: str, chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    paths = [f"{FIXITY}?page=2", broken.get_absolute_url()]
    assert look(chromium, live_server.url, paths, archivist, photographs) == []


@pytest.mark.usefixtures("broken")
def test_from_what_is_broken_to_its_record_its_report_and_back(
    archivist: str, chromium: "Browser", live_server: LiveServer
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "sessionid", "value": archivist, "url": live_server.url}])
    page = context.new_page()
    page.goto(FIXITY)
    assert "“正本.txt”的内容变了" in page.locator("main").inner_text()
    assert "2个不完好" in page.locator("main").inner_text()
    page.get_by_role("link", name="关于进一步规范电子公文归档和电子档案移交").click()
    page.wait_for_selector(".crumb .tag:has-text('已归档')")
    assert faults(page) == []
    page.get_by_role("link", name="看检测报告").first.click()
    page.get_by_role("heading", name="长期保存检测不合格").wait_for()
    page.locator(".crumb a").click()
    page.wait_for_selector(".crumb .tag:has-text('已归档')")
    context.close()
