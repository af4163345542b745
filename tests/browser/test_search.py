"""检索 in Chromium: results as one types, by keyboard alone, nothing in anybody's way, on the desk and on the phone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.search.catching_up import tend_index
from office.api import actor_of
from office.models import Person
from tests.archive.search.room.shelf import a_record
from tests.browser.looking import faults, look

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]


@pytest.fixture(autouse=True)
def shelf(settings: Settings, tmp_path: Path, person: Person) -> None:
    """Some records of the clerk's organ, and the index that knows them."""
    settings.DATA_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    organ = actor_of(person).organ
    for n in range(25):
        a_record(organ, f"关于做好第{n}次春运安全保障工作的通知", body=("加强值守，严查超载。",), year=2020 + n % 5)
    a_record(organ, "关于冬季供热的决定", kind="决定", number="云政发〔2026〕3号")
    tend_index()


PAGES = ["/search/", "/search/?q=春运", "/search/?q=春运&year=2021", "/search/?q=春运 防汛", "/search/?q=gydjgr"]


def test_nothing_is_in_anybodys_way(
    chromium: "Browser", live_server: LiveServer, session: str, photographs: Path
) -> None:
    assert look(chromium, live_server.url, PAGES, session, photographs) == []


def _page(chromium: "Browser", live_server: LiveServer, session: str, width: int = 1280) -> "Page":
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


def test_results_come_as_one_types_and_the_address_goes_along(
    chromium: "Browser", live_server: LiveServer, session: str
) -> None:
    page = _page(chromium, live_server, session)
    page.goto("/search/")
    page.keyboard.type("供热")  # the box has the focus
    page.wait_for_selector("mark:has-text('供热')")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.url.endswith("/search/?q=%E4%BE%9B%E7%83%AD")
    page.keyboard.press("Control+a")
    page.keyboard.type("春运")
    page.wait_for_selector("#found h2:has-text('找到25件')")
    assert page.locator("#found .row").count() == 20
    page.get_by_label("先后").select_option("oldest")
    page.wait_for_url("**order=oldest")
    page.get_by_role("link", name="下一页").click()
    page.wait_for_selector("text=已是最后一页")
    assert page.locator("#found .row").count() == 5
    page.go_back()
    page.wait_for_selector("#found h2:has-text('找到25件')")
    assert faults(page) == []


def test_a_condition_stays_while_one_types_on(chromium: "Browser", live_server: LiveServer, session: str) -> None:
    page = _page(chromium, live_server, session)
    page.goto("/search/?q=春运&year=2021")
    page.locator("#q").fill("春运 安全")
    page.wait_for_url("**q=*%E5%AE%89%E5%85%A8*")
    assert "year=2021" in page.url
    assert page.locator("#found h2").first.inner_text() == "找到5件"
    page.locator(".chip.on", has_text="2021年").first.click()
    page.wait_for_selector("#found h2:has-text('找到25件')")


def test_by_keyboard_from_any_list_to_a_hit(chromium: "Browser", live_server: LiveServer, session: str) -> None:
    page = _page(chromium, live_server, session)
    page.goto("/documents/")
    page.keyboard.press("/")
    page.keyboard.type("供热")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark:has-text('供热')")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent").strip() == "关于冬季供热的决定"


def test_on_the_phone_and_kept_for_later(chromium: "Browser", live_server: LiveServer, session: str) -> None:
    page = _page(chromium, live_server, session, width=390)
    page.goto("/search/?q=供热")
    page.get_by_role("button", name="留存此检索").click()
    page.wait_for_selector("office-toast:has-text('已留存“供热”')")
    page.get_by_role("button", name="不再通知：供热").click()
    page.wait_for_selector("button[aria-label='有新结果时通知：供热']")
    assert faults(page) == []
