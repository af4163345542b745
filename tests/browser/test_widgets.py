"""What the frame's own scripts do, tried by hand and key as a clerk would."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import urls
from tests.browser.looking import look

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]


@pytest.fixture
def page(chromium: "Browser", live_server: LiveServer, session: str) -> Iterator["Page"]:
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", color_scheme="light")
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def nothing_saved() -> None:
    urls.saved.clear()


def root(page: "Page", what: str) -> str:
    return str(page.evaluate(f"document.documentElement.dataset.{what}"))


def focused(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_the_way_of_looking_finds_what_is_wrong(chromium: "Browser", live_server: LiveServer, tmp_path: "Path") -> None:
    wrong = "\n".join(look(chromium, live_server.url, ["/_faulty/"], "", tmp_path))
    assert "label (critical)" in wrong
    assert "policy:" in wrong
    assert "px wide on a screen of 1280" in wrong


def test_light_and_dark_and_large_type_change_at_once_and_stay(page: "Page") -> None:
    page.goto("/_widgets/")
    with page.expect_response("**/me/appearance"):
        page.get_by_label("明暗切换").click()
    assert root(page, "theme") == "dark"
    with page.expect_response("**/me/appearance"):
        page.get_by_role("button", name="大字").click()
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    page.reload()
    assert (root(page, "theme"), root(page, "type")) == ("dark", "large")


def test_the_switch_works_without_scripts(chromium: "Browser", live_server: LiveServer) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="大字").click()
    assert page.locator("html").get_attribute("data-type") == "large"
    assert page.url.endswith("/accounts/login/")
    context.close()


def test_an_impatient_double_click_sends_once_and_the_button_says_what_happens(page: "Page") -> None:
    page.goto("/_widgets/")
    shown = page.evaluate(
        """() => {
            const button = document.querySelector("main button.main-act");
            button.click();
            button.form.requestSubmit(button);
            button.click();
            return [button.textContent, button.getAttribute("aria-busy")];
        }"""
    )
    assert shown == ["正在签发", "true"]
    page.wait_for_selector("office-toast")
    assert len(urls.saved) == 1


def test_a_toast_can_be_taken_back_or_put_away(page: "Page") -> None:
    page.goto("/_widgets/")
    page.locator("main button.main-act").click()
    toast = page.locator("office-toast")
    assert "已签发，公文转入复核。" in (toast.text_content() or "")
    assert toast.get_attribute("role") == "status"
    toast.get_by_role("button", name="撤回").click()
    page.wait_for_load_state()
    assert len(set(urls.saved)) == 2  # the way back has a key of its own
    page.get_by_role("button", name="收起").click()
    assert page.locator("office-toast").count() == 0


def test_j_and_k_walk_the_rows_and_x_chooses(page: "Page") -> None:
    page.goto("/_parts/")
    page.locator("h1").first.click()
    page.keyboard.press("j")
    assert focused(page) == "关于商请支持建筑业企业拓展市场的函"
    page.keyboard.press("x")
    assert page.locator("[data-count]").text_content() == "2"
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert focused(page) == "关于规范电子公文处理工作的通知"
    page.get_by_role("button", name="取消选择").click()
    assert not page.locator(".bulk").is_visible()


def test_keys_do_nothing_in_a_field(page: "Page") -> None:
    page.goto("/_parts/")
    field = page.get_by_label("给对方的说明")
    field.click()
    page.keyboard.type("jkx?/r")
    assert field.input_value() == "jkx?/r"
    assert page.locator("#all-keys").count() == 0


def test_the_question_mark_shows_all_keys_and_escape_gives_focus_back(page: "Page") -> None:
    page.goto("/_parts/")
    page.locator("a[href='#']", has_text="看看我经办的").focus()
    page.keyboard.press("?")
    dialog = page.locator("#all-keys")
    assert dialog.is_visible()
    assert "下一行、上一行" in (dialog.text_content() or "")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert focused(page) == "看看我经办的"


def test_a_dialog_begins_at_the_safe_button(page: "Page") -> None:
    page.goto("/_parts/")
    page.get_by_role("button", name="打开真的对话框").click()
    assert focused(page) == "再看看"
    page.keyboard.press("Enter")
    assert not page.locator("#sample-dialog").is_visible()
    assert focused(page) == "打开真的对话框"


def test_the_menu_of_the_person_closes_by_escape_and_by_a_click_elsewhere(page: "Page") -> None:
    page.goto("/_widgets/")
    summary = page.locator("details.self > summary")
    summary.click()
    assert page.get_by_role("link", name="修改密码").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="修改密码").is_visible()
    summary.click()
    page.locator("h1").click()
    assert not page.get_by_role("link", name="修改密码").is_visible()


def test_writing_is_saved_when_it_pauses_and_each_save_stands_on_the_last(page: "Page") -> None:
    page.goto("/_widgets/")
    for number, text in ((2, "省人民政府："), (3, "现将有关情况请示如下。")):
        with page.expect_response("**/_widgets/save"):
            page.locator("#text").fill(text)
        page.locator("office-autosave").filter(has_text=f"第{number}稿").wait_for()
    assert urls.saved == ["省人民政府：", "现将有关情况请示如下。"]
    assert page.locator("[name=version]").input_value() == "3"
    assert page.locator("office-autosave").get_attribute("role") is None


def test_a_refused_save_speaks_and_keeps_the_text(page: "Page") -> None:
    page.goto("/_widgets/")
    with page.expect_response("**/_widgets/save"):
        page.locator("#text").fill("我也来改")
    page.wait_for_selector("office-autosave[role=alert]")
    assert "沈岚09:38已先改了这一稿" in (page.locator("office-autosave").text_content() or "")
    assert page.locator("#text").input_value() == "我也来改"
    assert page.locator("[name=version]").input_value() == "1"


def test_without_a_net_the_line_says_so_and_saves_later(page: "Page") -> None:
    page.goto("/_widgets/")
    page.context.set_offline(True)
    page.locator("#text").fill("断网时写的")
    page.wait_for_selector("office-autosave[data-wrong]")
    assert "网络不通" in (page.locator("office-autosave").text_content() or "")
    with page.expect_response("**/_widgets/save"):
        page.context.set_offline(False)
    page.wait_for_selector("office-autosave:not([data-wrong])")
    assert urls.saved == ["断网时写的"]


def test_another_form_is_sent_when_the_text_is_saved(page: "Page") -> None:
    page.goto("/_widgets/")
    page.locator("#text").fill("写完就送")
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("office-toast")
    assert urls.saved[0] == "写完就送"
    assert len(urls.saved) == 2  # the text, then the form, once each


def test_the_form_itself_stands_on_the_save_that_is_under_way(page: "Page") -> None:
    page.goto("/_widgets/")
    held: list[Route] = []
    page.route("**/_widgets/save", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks at the signature
    with page.expect_request("**/_widgets/save"):
        page.locator("#text").fill("写完就存")
    page.evaluate("document.getElementById('writing').requestSubmit()")
    with page.expect_request(lambda sent: sent.is_navigation_request()) as sent:
        held[0].continue_()
    assert "version=2" in (sent.value.post_data or "")


def test_another_form_is_not_sent_when_the_text_is_refused(page: "Page") -> None:
    page.goto("/_widgets/")
    page.locator("#text").fill("我也来改")
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("office-autosave[role=alert]")
    page.wait_for_timeout(300)
    assert set(urls.saved) == {"我也来改"}
    assert page.locator("office-toast").count() == 0


def test_a_dropped_file_becomes_the_fields(page: "Page") -> None:
    page.goto("/_widgets/")
    page.evaluate(
        """() => {
            const given = new DataTransfer();
            given.items.add(new File(["x"], "责任分工表.xlsx"));
            given.items.add(new File(["y"], "第二份.pdf"));
            const zone = document.querySelector("office-drop");
            zone.dispatchEvent(new DragEvent("dragenter", {bubbles: true, cancelable: true, dataTransfer: given}));
            zone.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: given}));
        }"""
    )
    assert page.evaluate("[...document.querySelector('#file').files].map((file) => file.name)") == ["责任分工表.xlsx"]
    assert page.locator("[data-names]").text_content() == "责任分工表.xlsx"
    assert page.locator("office-drop[data-over]").count() == 0


def test_what_is_said_beside_stays_when_another_form_is_sent(page: "Page") -> None:
    page.goto("/_widgets/")
    page.locator("#said").fill("第二条是新加的。")
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("office-toast")
    assert page.locator("#said").input_value() == "第二条是新加的。"
    page.reload()
    assert page.locator("#said").input_value() == "第二条是新加的。"
    page.get_by_role("button", name="送核稿").click()
    page.wait_for_selector("office-toast")
    assert page.locator("#said").input_value() == ""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["wide", "phone"])
def test_the_whole_row_opens_what_it_names_but_its_buttons_stay_their_own(page: "Page", size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/_widgets/")
    page.locator("#removing button").click()  # refuses to click what something else covers
    page.wait_for_selector("office-toast")
    assert len(urls.saved) == 1
    page.get_by_role("link", name="核验").click()
    assert page.url.endswith("/_widgets/?checked")
    page.locator(".row", has_text="原件.pdf").locator(".kind").click(force=True)
    assert page.url.endswith("/_parts/")
