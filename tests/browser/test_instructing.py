"""批示 on a phone: the opinion writes itself from what is chosen until the leader writes himself, and a name becomes a tick."""

from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import launched
from tests.browser.looking import session_of
from tests.docflow.incoming.inbox import Piece, a_piece
from tests.docflow.world import an_office
from tests.factories import a_person, appointed

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, HIGH = 390, 844


@pytest.fixture
def piece() -> Piece:
    office = an_office()
    appointed(office.units[1], person=a_person("郑明轩", pinyin="zmx"))
    return a_piece(office).reviewed().proposed()


def opinion(page: "Page") -> str:
    return page.locator("#opinion").input_value()


def test_a_leader_instructs_on_the_phone(live_server: LiveServer, piece: Piece) -> None:
    office, address = piece.office, piece.incoming.get_absolute_url()
    session = session_of(piece.office.leader)
    with launched() as browser:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": WIDE, "height": HIGH}, has_touch=True, is_mobile=True
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == WIDE
        page.get_by_label("请××牵头，××配合，×月×日前报结果。").check(force=True)
        assert opinion(page) == ""
        page.locator("#lead_unit").select_option(str(office.units[0].uid))
        assert opinion(page) == f"请{office.units[0].name}牵头。"
        page.locator(f"[name=co_units][value='{office.units[1].uid}']").check(force=True)
        page.locator("[name=days][value='5']").check(force=True)
        written = opinion(page)
        assert written.startswith(f"请{office.units[0].name}牵头，{office.units[1].name}配合，")
        assert written.endswith("日前报结果。")
        page.locator("#names").fill(f"郑明轩（{office.units[1].name}）")
        assert page.locator("[name=picked]").is_checked()
        assert page.locator("#names").input_value() == ""
        assert opinion(page) == f"{written}请郑明轩具体办理。"
        page.locator("#opinion").fill("请抓紧办理。")
        page.locator("[name=days][value='3']").check(force=True)
        assert opinion(page) == "请抓紧办理。"
        page.get_by_role("button", name="批示").click()
        page.wait_for_load_state()
        page.get_by_text("已批示。").wait_for()
        context.close()
    assert len(piece.steps()) == 3
    assert piece.incoming.run.opinions.get(step="批示").text == "请抓紧办理。"


def test_a_name_that_was_only_typed_is_in_the_words_too(live_server: LiveServer, piece: Piece) -> None:
    office, address = piece.office, piece.incoming.get_absolute_url()
    session = session_of(office.leader)
    with launched() as browser:
        context = browser.new_context(base_url=live_server.url, viewport={"width": WIDE, "height": HIGH})
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(address)
        page.locator("#lead_unit").select_option("")
        page.get_by_label("同意。", exact=True).check(force=True)
        page.locator("#lead_unit").select_option(str(office.units[0].uid))
        assert opinion(page) == f"同意。请{office.units[0].name}承办。"
        page.locator("#names").fill("zmx")
        page.get_by_role("button", name="批示").click()
        page.get_by_text("已批示。").wait_for()
        context.close()
    said = piece.incoming.run.opinions.get(step="批示").text
    assert said == f"同意。请{office.units[0].name}承办，郑明轩具体办理。"
