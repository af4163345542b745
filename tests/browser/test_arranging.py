"""The pages of arranging in every mode; and a template that is tried while it is written."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered
from tests.browser.looking import look, session_of
from tests.factories import a_department, an_organ, appointed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def shelf(transactional_db: None) -> Shelf:
    """Some records in two classes, one number void."""
    shelf = a_shelf(name="云州市某局")
    for n in range(4):
        numbered(
            a_record(
                shelf, title="关于进一步规范电子公文归档和电子档案移交工作的通知", retention="Y" if n % 2 else "D30"
            )
        )
    return shelf


@pytest.fixture
def archivist(shelf: Shelf) -> str:
    """The cookie of the archivist who has signed in."""
    return session_of(shelf.archivist)


@pytest.fixture
def beginner(transactional_db: None) -> str:
    """The cookie of an archivist whose organ has no fonds."""
    return session_of(appointed(a_department(an_organ()), "archivist"))


@pytest.fixture
def paths(shelf: Shelf) -> list[str]:
    """The pages; asked for before a browser runs, as Django forbids queries then."""
    table = shelf.fonds.retention_tables.get()
    return [
        reverse("archive:catalogue"),
        f"{reverse('archive:catalogue')}?year=2026&retention=Y&unit=BGS",
        reverse("archive:fondses"),
        reverse("archive:fonds", args=[shelf.fonds.uid]),
        f"{reverse('archive:retention_table', args=[table.uid])}?title=%E4%BB%BB%E5%85%8D",
    ]


def test_pages(
    paths: list[str], archivist: str, chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    assert look(chromium, live_server.url, paths, archivist, photographs) == []


def test_where_there_is_no_fonds_yet(
    beginner: str, chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    paths = [reverse(f"archive:{name}") for name in ("catalogue", "fondses", "open_fonds", "records")]
    assert look(chromium, live_server.url, paths, beginner, photographs) == []


def test_a_template_is_tried_while_it_is_written(
    shelf: Shelf, archivist: str, chromium: "Browser", live_server: LiveServer
) -> None:
    context = chromium.new_context()
    context.add_cookies([{"name": "sessionid", "value": archivist, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("archive:fonds", args=[shelf.fonds.uid]))
    written = page.get_by_label("档号模板")
    written.fill("{全宗号}-{件号}")
    page.get_by_text("模板里缺门类、年度、保管期限").wait_for()
    written.fill("{全宗号}-{门类}·{年度}·{保管期限}-{件号:5}")
    page.get_by_text("Y-00001").wait_for()
    context.close()


@pytest.mark.parametrize("tab", ["待归档", "不归档"])
def test_the_view_one_is_in_is_in_sight_on_the_phone(
    shelf: Shelf, archivist: str, chromium: "Browser", live_server: LiveServer, tab: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "sessionid", "value": archivist, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("archive:records"))
    page.locator(".tabs a", has_text=tab).click()
    box = page.locator(".tabs [aria-current]", has_text=tab).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    context.close()
