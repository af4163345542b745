"""It arrives: the sender and the receivers before their screens side by side, from the sending to 办结 at the receiver's; nobody loads a page again."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.looking import faults, until
from tests.browser.stage import PHONE, Player, Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HALL, DATA, FINANCE = "市政府办公室", "市数据局", "市财政局"
TITLE = "云州市人民政府办公室关于报送政务数据共享情况的通知"
SEALED = """
from dataclasses import replace
from docflow.models import IssuingCode
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.life import Life
from office.site.rehearsing.sample import HEATING
code = IssuingCode.objects.select_related("organ").get(code="云政办发")
life = Life(cast_for(code), replace(HEATING, title=sys.argv[1], attachments=(), attachment_note=()))
next(line for line in life.walk() if line.startswith("用印"))
"""
"""Code for `Installation.python`: a document on its way to 分发; the server's own worker seals it."""


def test_sent_registered_instructed_and_closed_side_by_side(stage: Stage, tmp_path: Path) -> None:
    stage.city.installation.python(SEALED, TITLE)
    sender = stage.enter(f"{HALL} 综合科 文书")
    clerk = stage.enter(f"{DATA} 办公室 文书")
    finance = stage.enter(f"{FINANCE} 办公室 文书")
    reviewer = stage.enter(f"{DATA} 办公室 主任")
    leader = stage.enter(f"{DATA} 局领导 局长", PHONE)
    head = stage.enter(f"{DATA} 数据资源科 科长")
    wrong: list[str] = []

    send(sender, "市数据局", "市财政局")
    heard = bell(sender)
    register(clerk, wrong)
    sender.page.wait_for_selector("#distribution:has-text('2家：签收1·已送达1')")
    turn_away(finance)
    sender.page.wait_for_selector("#distribution blockquote:has-text('不属本机关职责')")
    until(sender.page, "(before) => document.querySelector('office-bell a').ariaLabel !== before", heard)
    assert sender.page.evaluate("window.sameAsEver") is True
    wrong += faults(sender.page)

    clerk.does("送拟办")
    propose(reviewer, leader.name, wrong)
    instruct(leader, wrong)
    report(head, wrong)
    clerk.returns_to_the_desk()
    clerk.finds_waiting(TITLE)
    clerk.opens(TITLE)
    wrong += faults(clerk.page)
    clerk.does("办结")

    clerk.page.get_by_role("link", name="处理单").first.click()
    slip = clerk.page.locator(".slip")
    slip.wait_for()
    said = slip.inner_text()
    assert all(word in said for word in (f"{DATA[1:]}收文处理单", leader.name, head.name, "已汇总报送。", "按期报齐"))
    wrong += faults(clerk.page)
    with clerk.page.expect_download() as fetched:
        clerk.page.get_by_role("link", name="下载处理单").click()
    assert fetched.value.suggested_filename.endswith("收文处理单.pdf")
    fetched.value.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert wrong + stage.wrong == []


def bell(player: Player) -> str:
    """What his bell says."""
    return player.page.locator("office-bell a").get_attribute("aria-label") or ""


def send(sender: Player, *organs: str) -> None:
    """分发 to these alone; the page of the document stays open."""
    page = sender.page
    sender.finds_waiting(TITLE)
    sender.opens(TITLE)
    page.get_by_role("link", name="去分发").click()
    page.wait_for_selector("[name=main]")
    labels = page.locator(".choose label:has([name=main]:checked)")
    for name in [one.strip() for one in labels.all_inner_texts()]:
        if name not in organs:
            page.locator(".choose label:has([name=main]:checked)", has_text=name).click()
    with page.expect_websocket():
        page.get_by_role("button", name="分发").click()
    page.wait_for_selector("#distribution:has-text('2家：已送达2')")
    page.evaluate("window.sameAsEver = true")


def register(clerk: Player, wrong: list[str]) -> None:
    """来件 → 签收登记：signed for and registered in one act, before the pages of the sealed file."""
    page = clerk.page
    clerk.finds_waiting(TITLE)
    clerk.receives(TITLE)
    wrong += faults(page)
    page.get_by_role("link", name="签收登记").click()
    page.wait_for_selector("#register")
    shows_its_first_page(page)
    wrong += faults(page)
    page.get_by_role("button", name="签收登记").click()
    page.wait_for_selector("#act h2:has-text('现在由您初审')")
    shows_its_first_page(page)
    wrong += faults(page)


def shows_its_first_page(page: "Page") -> None:
    until(page, "() => (document.querySelector('.sheet img')?.naturalWidth ?? 0) > 0")


def turn_away(finance: Player) -> None:
    page = finance.page
    finance.finds_waiting(TITLE)
    finance.receives(TITLE)
    page.locator("summary", has_text="退文").click()
    page.get_by_label("退文缘由").fill("不属本机关职责。")
    page.locator("details[open]").get_by_role("button", name="退文").click()
    page.wait_for_selector("#act h2:has-text('已退文')")


def propose(reviewer: Player, leader: str, wrong: list[str]) -> None:
    page = reviewer.page
    reviewer.finds_waiting(TITLE)
    reviewer.opens(TITLE)
    wrong += faults(page)
    page.locator("#lead_unit").select_option(label="数据资源科（丁望禾）")
    page.locator(f".choose label:has([name=chosen]):has-text('{leader}')").click()
    reviewer.does("拟办", "拟请数据资源科牵头办理。")


def instruct(leader: Player, wrong: list[str]) -> None:
    """On the phone: from the desk to the act, by a phrase and a choice."""
    page = leader.page
    leader.finds_waiting(TITLE)
    leader.opens(TITLE)
    wrong += faults(page)
    page.locator(".actbar .main-act").click()
    page.locator(".choose label:has([name=days][value='5'])").click()
    page.locator("#complete .choose label:has-text('请××阅处，×月×日前报结果。')").click()
    assert page.locator("#opinion").input_value().startswith("请数据资源科阅处，")
    page.locator("#complete .main-act").click()
    page.wait_for_selector("office-toast:has-text('已批示')")
    wrong += faults(page)


def report(head: Player, wrong: list[str]) -> None:
    head.finds_waiting(TITLE)
    head.opens(TITLE)
    wrong += faults(head.page)
    head.does("报送办理情况", "已汇总报送。")
    head.page.wait_for_selector("#board:has-text('已报')")
