"""信息报送 in real browsers: from a clerk's phone to an issue before its readers; every page of it on a desk and on a phone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from office.models import Appointment
from tests.browser.conftest import launched
from tests.browser.looking import MODES, look
from tests.browser.stage import PHONE, Stage
from tests.docflow.briefs.desk import a_world

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL = "市政府办公室"
TITLE = "公共文化场馆延时开放受到群众欢迎"


def test_from_a_brief_to_an_issue(stage: Stage) -> None:
    phone = stage.enter("市教育局 办公室 主任", PHONE).page
    phone.goto("/briefs/new/")
    phone.get_by_label("标题").fill(TITLE)
    phone.get_by_label("正文").fill("全市公共文化场馆夜间延时开放，日均接待增长三成。")
    phone.get_by_role("button", name="报送").click()
    phone.wait_for_selector("office-toast:has-text('已报送')")
    brief = phone.url

    editor = stage.enter(f"{HALL} 政策研究科 科长").page
    editor.goto(brief)
    editor.get_by_role("button", name="接收并编辑").click()
    editor.wait_for_selector("office-toast:has-text('已接收')")
    editor.get_by_label("正文").fill("全市公共文化场馆夜间延时开放，日均接待读者增长三成。")
    editor.get_by_role("button", name="保存").click()
    editor.wait_for_selector("office-toast:has-text('已保存')")
    editor.locator(".choose label", has_text="每日要情").click()
    editor.get_by_role("button", name="编入").click()
    editor.wait_for_selector("office-toast:has-text('已编入')")
    editor.locator(".rows a", has_text="每日要情").click()
    editor.get_by_role("button", name="排校样").click()
    issue = editor.url
    editor.wait_for_selector("office-bell .count")  # the proof is set
    _until(editor, issue, "送签")
    editor.get_by_label("送谁签发").select_option(index=1)
    signer = editor.locator("#signer option:checked").inner_text()
    editor.get_by_role("button", name="送签").click()
    editor.wait_for_selector("office-toast:has-text('已送签')")

    name = signer.partition("（")[0]
    post = next(post for post, one in stage.city.accounts.items() if one["name"] == name)
    leader = stage.enter(post, PHONE)
    leader.page.goto(issue)
    leader.page.get_by_role("button", name="签发").click()
    leader.page.wait_for_selector("office-toast:has-text('已签发')")
    _until(editor, issue, "记批示")
    phone.goto(brief)
    phone.wait_for_selector("#scores :text('《每日要情》采用一条2分')")
    phone.goto("/briefs/issues/")
    phone.locator("table a", has_text="每日要情").first.click()
    phone.wait_for_selector("#entries :text('日均接待读者增长三成')")
    assert stage.wrong == []


def _until(page: "Page", address: str, verb: str) -> None:
    """The job's work is shown when the page is asked for again."""
    for _ in range(60):
        page.goto(address)
        if page.locator("#act, #entries").get_by_text(verb).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no {verb} at {address}")


@pytest.mark.django_db(transaction=True)
def test_its_pages_on_a_desk_and_on_a_phone(live_server: LiveServer, photographs: Path) -> None:
    """Nothing wider than its screen, nothing in the way of those who cannot see or point."""
    world = a_world()
    world.ruled(missed=-5)
    out = world.instructed(world.issued())
    waiting, item = world.submitted(kind="problem"), world.taken(world.submitted(1))
    making = world.proofed(world.adopted().issue)
    request = world.asked()
    desk = reverse("briefs:briefs")
    pages = [
        reverse(f"briefs:{name}") for name in ("issues", "requests", "new_request", "ranking", "scores", "settings")
    ]
    pages += [f"{desk}?view={view}" for view in ("mine", "incoming", "editing", "all")]
    pages += [
        f"{reverse('briefs:periodical')}?desk={world.desk.uid}",
        f"{reverse('briefs:rule')}?desk={world.desk.uid}",
    ]
    pages += [one.get_absolute_url() for one in (waiting, item, making, out, request)]
    own = [reverse("briefs:new"), f"{desk}?view=unit", out.entries.get().item.sources.get().get_absolute_url()]
    wide = [one.get_absolute_url() for one in (item, making)]
    asked = [(_session(world.editor), pages), (_session(world.staff[0]), own)]
    connection.close()
    wrong: list[str] = []
    with launched() as browser:
        for session, paths in asked:  # where there is least room
            wrong += look(browser, live_server.url, paths, MODES[4], session, photographs)
        wrong += look(browser, live_server.url, wide, MODES[0], asked[0][0], photographs)
    assert wrong == []


def _session(who: Appointment) -> str:
    visitor = Client()
    visitor.force_login(who.person)
    return visitor.cookies["sessionid"].value
