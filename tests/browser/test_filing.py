"""归档 in real browsers: filed, returned, put right, refused by the check, checked again, filed and found; every page of it in every mode."""

import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from archive.actions.leave_out import leave_out
from archive.actions.return_record import return_record
from archive.models import CheckReport, Conclusion, Record
from office.kernel.ids import uuid7
from tests.archive.shelf import a_shelf, closed_piece, collected, filed
from tests.browser.conftest import launched
from tests.browser.looking import faults, look, session_of
from tests.browser.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL, ELSEWHERE = "市政府办公室", "市数据局"
TITLE = "云州市人民政府办公室关于做好秋季防汛工作的通知"
CLOSE = """
from dataclasses import replace
from docflow.actions.close import close
from docflow.distribution.actions.distribute import distribute
from docflow.models import IssuingCode
from office.api import work_until
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.outgoing import Outgoing
from tests.docflow.world import NOTICE
going = Outgoing.begun(cast_for(IssuingCode.objects.select_related("organ").get(code="云政办发")), "通知")
going.written(replace(NOTICE, title=sys.argv[1], main_recipients=(), cc=()), "请审核。")
for _ in (*going.reviewed(), *going.issued()):
    pass
going.does("distribute", "分发", distribute, reason="张贴公布")
work_until(lambda: going.waits_at("close"))
going.does("close", "办结", close)
"""
HIDE = """
from office.files import store
from archive.models import RecordFile
one = RecordFile.objects.filter(record__title=sys.argv[1], role="CLD").order_by("-revision")[0]
place = store().path(one.file.sm3)
place.rename(place.with_suffix(".away")) if sys.argv[2] == "away" else place.with_suffix(".away").rename(place)
"""


def test_filed_returned_put_right_refused_filed_again_and_found(stage: Stage) -> None:
    installation = stage.city.installation
    installation.python(CLOSE, TITLE)
    archivist = stage.enter(f"{HALL} 档案室 档案管理员")
    page = archivist.page
    _appears(page, "/records/?tab=arranging", TITLE)
    assert faults(page) == []
    page.get_by_label(f"选中《{TITLE}》").check()
    page.get_by_label(f"《{TITLE}》的保管期限").select_option("D30")
    page.get_by_role("button", name="归档所选").click()
    page.wait_for_selector("office-toast:has-text('已定期限、编档号1件')")
    _comes_to(page, TITLE, "已归档")

    page.locator("summary", has_text="退回").click()
    page.get_by_label("退回缘由").fill("处理单缺一页，请核对。")
    page.get_by_role("button", name="退回更正").click()
    page.wait_for_selector("office-toast:has-text('已退回')")

    drafter = stage.enter(f"{HALL} 政务公开科 科员")
    drafter.finds_waiting(TITLE)
    drafter.page.locator(f"#todo .row:has-text('{TITLE}') a").click()
    drafter.page.wait_for_selector("#act :text('处理单缺一页，请核对。')")
    drafter.page.get_by_label("补正情况").fill("已核对，处理单完整。")
    drafter.page.get_by_role("button", name="已补正，送归档").click()
    drafter.page.wait_for_selector("office-toast:has-text('已送归档')")

    _appears(page, "/records/?tab=arranging", TITLE)
    installation.python(HIDE, TITLE, "away")
    page.locator("table a", has_text=TITLE).click()
    page.get_by_role("button", name="归档", exact=True).click()
    page.wait_for_selector("office-toast")
    _comes_to(page, TITLE, "检测未过")
    assert "不在存储中" in page.locator("#act").inner_text()
    assert faults(page) == []
    page.goto("/records/?tab=refused")
    row = page.locator("tr", has_text=TITLE).inner_text()
    assert "固化信息有效性：“CLD-01.pdf”不在存储中。" in row
    assert faults(page) == []
    page.locator("table a", has_text=TITLE).click()
    installation.python(HIDE, TITLE, "back")
    page.get_by_role("button", name="重新检测").click()
    _comes_to(page, TITLE, "已归档")
    assert "第2次归档" in page.locator(".crumb").inner_text()
    assert faults(page) == []
    code, address = page.locator(".crumb .num").first.inner_text(), urlsplit(page.url).path

    for asked in (TITLE, code, "秋季防汛"):
        _found(page, asked, address)
    drafter.page.goto("/")
    drafter.page.keyboard.press("/")
    drafter.page.keyboard.type("秋季防汛")
    drafter.page.keyboard.press("Enter")
    drafter.page.locator(f"#found a[href='{address}']").click()
    drafter.page.wait_for_selector(".crumb .tag:has-text('已归档')")
    stranger = next(one for one in stage.city.accounts if one.startswith(ELSEWHERE))
    other = stage.enter(stranger).page
    other.goto("/search/?q=秋季防汛")
    other.wait_for_selector("#found h2:has-text('没有找到')")
    assert stage.wrong == []


def _found(page: "Page", asked: str, address: str) -> None:
    """The index takes it in by itself, within seconds."""
    until = time.monotonic() + 60
    while True:
        page.goto(f"/search/?q={quote(asked)}")
        if page.locator(f"#found a[href='{address}']").count() == 1:
            return
        assert time.monotonic() < until, f"{asked} does not find {address}"
        page.wait_for_timeout(500)


def _appears(page: "Page", address: str, title: str) -> None:
    """The clock collects it within a minute."""
    until = time.monotonic() + 120
    page.goto(address)
    while not page.locator("table a", has_text=title).count():
        assert time.monotonic() < until, f"{title} did not come"
        page.wait_for_timeout(1000)
        page.reload()


def _comes_to(page: "Page", title: str, state: str) -> None:
    """The record's own page says so in the end; what a check leaves to a person is decided on the way."""
    tabs = {"已归档": "filed", "检测未过": "refused", "待人工": "waiting"}
    until = time.monotonic() + 120
    while True:
        for words in dict.fromkeys((state, "待人工")):
            page.goto(f"/records/?tab={tabs[words]}")
            found = page.locator("table a", has_text=title)
            if not found.count():
                continue
            found.first.click()
            page.wait_for_selector(f".crumb .tag:has-text('{words}')")
            if words == state:
                return
            _decide(page)
        assert time.monotonic() < until, f"{title} did not come to be {state}"
        page.wait_for_timeout(1000)


def _decide(page: "Page") -> None:
    for one in page.locator("#act input[value=passed]").all():
        one.check()
    page.get_by_label("依据").fill("已用本机查毒软件查过。")
    page.get_by_role("button", name="判定", exact=True).click()
    page.wait_for_selector("office-toast:has-text('已判定')")


@pytest.mark.django_db(transaction=True)
def test_pages(live_server: LiveServer, photographs: Path) -> None:
    shelf = a_shelf()
    closed_piece(shelf.office)
    waiting, left, back, manual = (collected(shelf) for _ in range(4))
    done = filed(shelf)
    leave_out(left.uid, "重复件，另有正本。", by=shelf.by, key=uuid7())
    return_record(back.uid, "附件打不开，请换一份。", by=shelf.by, key=uuid7())
    _left_to_a_person(manual)
    checked = [done.checks.latest("at").get_absolute_url(), manual.checks.latest("at").get_absolute_url()]
    archivist, drafter = session_of(shelf.archivist), session_of(shelf.office.drafter)
    pages = [f"/records/?tab={tab}" for tab in ("arranging", "waiting", "filed", "returned", "left_out", "refused")]
    pages += [one.get_absolute_url() for one in (waiting, done, left, back, manual)] + checked
    connection.close()
    with launched() as browser:
        wrong = look(browser, live_server.url, pages, archivist, photographs)
        theirs = ["/records/", done.get_absolute_url(), back.get_absolute_url()]
        wrong += look(browser, live_server.url, theirs, drafter, photographs)
    assert wrong == []


def _left_to_a_person(item: Record) -> None:
    found = {
        "code": "GD-4-2",
        "name": "病毒感染",
        "looked_at": "6个文件",
        "result": "待人工",
        "says": "没有接查毒软件。",
    }
    CheckReport.objects.create(
        record=item, stage="GD", conclusion=Conclusion.MANUAL, items=[found | {"decides": "档案管理员"}]
    )
    Record.objects.filter(pk=item.pk).update(state="waiting", why="GD-4-2 病毒感染：没有接查毒软件。")
