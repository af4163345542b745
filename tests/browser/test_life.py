"""One paper through its life, by eleven people in real browsers against the served product, from the empty form to the verified file."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.stage import PHONE, Player, Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HALL = "市政府办公室"
TITLE = "云州市人民政府办公室关于开展秋季防汛工作检查的通知"
BODY = "为做好秋季防汛工作，现将检查安排通知如下。\n一、检查内容\n水库、堤防和泵站的运行情况。\n二、时间安排\n9月1日至10日。"


def test_a_paper_walks_from_the_empty_form_to_the_verified_file(stage: Stage, tmp_path: Path) -> None:
    head = stage.enter(f"{HALL} 政务公开科 科长")
    drafter = stage.enter(f"{HALL} 政务公开科 科员")
    consulted = [stage.enter(f"{HALL} {unit} 科长") for unit in ("政策研究科", "督查室", "会务科")]
    reviewer = stage.enter(f"{HALL} 综合科 科长")
    leader = stage.enter(f"{HALL} 办公室领导 主任", PHONE)
    clerk = stage.enter(f"{HALL} 综合科 文书")
    keeper = stage.enter(f"{HALL} 综合科 印章管理员")
    east, west = (stage.enter(f"{county} 政府办公室 文书") for county in ("东屏县政府", "西屏区政府"))

    write(drafter)
    drafter.page.get_by_role("button", name="送核稿").click()
    drafter.page.wait_for_selector("office-toast")
    drafter.returns_to_the_desk()

    act(head, "核稿", "内容可行，请会签。")
    consult(drafter, *consulted)

    reviewer.finds_waiting(TITLE)
    reviewer.opens(TITLE)
    reviewer.page.get_by_role("link", name="第2稿对第1稿").click()
    assert "由市应急局牵头。" in reviewer.page.locator(".redline ins").all_inner_texts()
    reviewer.page.go_back()
    reviewer.page.locator(f".choose label:has-text('{leader.name}')").click()
    reviewer.does("送签发", "程序、格式、文字均符合要求。")

    act(leader, "签发", "同意印发。")  # on the phone
    act(clerk, "送编号", "复核无误。")
    clerk.returns_to_the_desk()
    act(clerk, "编号")
    act(keeper, "用印")  # after the job that typeset it
    clerk.returns_to_the_desk()
    send_and_receive(clerk, east, west)  # after the job that sealed it
    clerk.returns_to_the_desk()
    act(clerk, "办结")
    number = clerk.page.locator("#facts dd.num").first.inner_text()
    assert number.startswith("云政办发〔")
    drafter.page.wait_for_selector(f"#sent:not(:has-text('{TITLE}'))")  # it is under way no more

    sealed = tmp_path / "sealed.pdf"
    with clerk.page.expect_download() as fetched:
        clerk.page.get_by_role("link", name="正本").first.click()
    fetched.value.save_as(sealed)
    assert fetched.value.suggested_filename == f"{number}.pdf"

    visitor = stage.page()
    assert "盖章的原件，未被改动" in verdict(visitor, sealed)
    assert number in visitor.locator("main").inner_text()
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(sealed.read_bytes() + b"\n% \xe6\x94\xb9\n")
    assert "无效" in verdict(visitor, altered)
    assert stage.wrong == []


def write(drafter: Player) -> None:
    """拟稿：the text is saved while it is written, and the page that it will be appears beside it."""
    page = drafter.page
    page.get_by_role("link", name="拟稿").click()
    page.get_by_label("文种").select_option("通知")
    page.get_by_role("button", name="开始拟稿").click()
    page.get_by_label("标题", exact=False).first.fill(TITLE)
    page.get_by_label("主送机关").fill("各县（区）人民政府\n市政府各部门")
    page.get_by_label("正文", exact=False).first.fill(BODY)
    for unit in ("政策研究科", "督查室", "会务科"):
        page.locator(f".choose label:has-text('{unit}')").click()
    with page.expect_response("**/draft/preview/1.webp*") as picture:
        page.wait_for_selector("office-autosave:has-text('已自动保存')")
    assert picture.value.status == 200


def consult(drafter: Player, agreeing: Player, returning: Player, third: Player) -> None:
    """会签：one agrees, one returns it with a reason; the drafter changes the text; all are asked again and agree."""
    for one in (agreeing, returning, third):
        one.finds_waiting(TITLE)
    agreeing.opens(TITLE)
    agreeing.does("会签", "同意。")
    returning.opens(TITLE)
    returning.page.locator("summary", has_text="退回").click()
    door = returning.page.locator("details[open]")
    door.get_by_label("退回到").select_option(label="拟稿")
    door.get_by_label("缘由").fill("请写明检查组的组成。")
    door.get_by_role("button", name="退回").click()
    returning.page.wait_for_selector("office-toast")
    third.finds_done(TITLE)  # the return took it from him, too

    drafter.finds_waiting(TITLE)
    drafter.opens(TITLE)
    drafter.page.get_by_role("link", name="去改稿").click()
    drafter.page.wait_for_selector(".note:has-text('请写明检查组的组成。')")
    drafter.page.get_by_label("正文", exact=False).first.fill(f"{BODY}\n三、检查组\n由市应急局牵头。")
    drafter.page.get_by_role("button", name="送回退回人").click()  # at once: what was written goes with it
    drafter.page.wait_for_selector("office-toast")
    drafter.returns_to_the_desk()

    for one in (agreeing, returning, third):
        one.returns_to_the_desk()
        act(one, "会签", "同意。")


def send_and_receive(clerk: Player, returning: Player, signing: Player) -> None:
    """分发：to two counties; one sends it back and gets it again, and the clerk's open page shows each as it happens."""
    page = clerk.page
    clerk.finds_waiting(TITLE)
    clerk.opens(TITLE)
    page.get_by_role("link", name="去分发").click()
    departments = page.locator(".choose label:has([name=main]:checked):has-text('市')")
    while departments.count():
        departments.first.click()
    page.get_by_role("button", name="分发").click()
    page.wait_for_selector("#distribution:has-text('2家：已送达2')")
    page.evaluate("window.sameAsEver = true")

    signing.finds_waiting(TITLE)
    signing.receives(TITLE)
    signing.page.get_by_role("button", name="核验印章").click()
    assert "盖章的原件，未被改动" in signing.page.locator(".verdict").inner_text()
    signing.page.get_by_role("button", name="签收").click()
    signing.page.wait_for_selector("#act h2:has-text('已签收')")
    page.wait_for_selector("#distribution:has-text('2家：签收1·已送达1')")

    returning.finds_waiting(TITLE)
    returning.receives(TITLE)
    returning.page.locator("summary", has_text="退文").click()
    returning.page.get_by_label("退文缘由").fill("缺附件，请补齐后再送。")
    returning.page.locator("details[open]").get_by_role("button", name="退文").click()
    returning.page.wait_for_selector("#act h2:has-text('已退文')")
    page.wait_for_selector("#distribution blockquote:has-text('缺附件')")
    assert page.evaluate("window.sameAsEver") is True
    page.get_by_role("button", name="重发东屏县政府").click()
    page.wait_for_selector("office-toast")

    returning.returns_to_the_desk()
    returning.finds_waiting(TITLE)
    returning.receives(TITLE)
    returning.page.get_by_role("button", name="签收").click()
    returning.page.wait_for_selector("#act h2:has-text('已签收')")


def act(player: Player, verb: str, opinion: str = "") -> None:
    """What came to the desk is opened and done."""
    player.finds_waiting(TITLE)
    player.opens(TITLE)
    player.does(verb, opinion)


def verdict(visitor: "Page", file: Path) -> str:
    """What the public page says of a file."""
    visitor.goto("/verify/")
    visitor.get_by_label("选择要核验的文件").set_input_files(file)
    visitor.get_by_role("button", name="核验", exact=True).click()
    return visitor.locator(".verdict").inner_text()
