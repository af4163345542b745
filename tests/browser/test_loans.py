"""借阅 in real browsers: asked, lent, read under a watermark, ended while the page is open; every page of it in every mode."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from archive.loans.actions.ending import take_back
from archive.loans.actions.extending import ask_extension
from archive.loans.models import Scope
from office.kernel.ids import uuid7
from tests.archive.loans.desk import WHY, Desk, a_desk, let_read
from tests.browser.conftest import launched
from tests.browser.looking import faults, look, session_of, until
from tests.browser.stage import Stage
from tests.browser.test_filing import CLOSE
from tests.factories import a_department, appointed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL = "市政府办公室"
READER = f"{HALL} 政策研究科 科员"
TITLE = "云州市人民政府办公室关于做好冬季除雪工作的通知"
SHELVE = """
from docflow.models import Document
from office.site.rehearsing.shelving import shelved
print(*shelved(Document.objects.get(title=sys.argv[1])))
"""
READINGS = """
from archive.models import Record
print(f"/loans/records/{Record.objects.get(title=sys.argv[1]).uid}/readings/")
"""
END_SOON = """
from datetime import timedelta
from archive.loans.models import Loan
from office.kernel.clock import now
Loan.objects.filter(state="lent").update(until=now() + timedelta(seconds=int(sys.argv[1])))
"""
LEND = """
from archive.loans.actions.agreeing import Terms, examine_request
from archive.loans.actions.ask_for_loan import Wish, ask_for_loan
from archive.loans.actions.tend import tend_loans
from archive.models import Record
from docflow.models import Task
from office.api import actor_of
from office.kernel.ids import uuid7
from office.models import Appointment
tend_loans()
item = Record.objects.get(title=sys.argv[1])
def by(login):
    one = Appointment.objects.get(person__login=login)
    return actor_of(one.person, one)
loan = ask_for_loan(Wish(reason="再核对一处。", days=3, wanted=item.title), by=by(sys.argv[2]), key=uuid7())
task = Task.objects.get(run=loan.run, closed_at__isnull=True)
print(examine_request(task.uid, Terms(record=item.uid), by=by("archivist"), key=uuid7()).get_absolute_url())
"""
LOADED = "(one) => one.complete && one.naturalWidth > 0"


def test_asked_lent_by_its_route_read_printed_and_ended_while_the_page_is_open(stage: Stage) -> None:
    installation = stage.city.installation
    installation.python(CLOSE, TITLE)
    installation.python(SHELVE, TITLE)
    reader = stage.enter(READER)
    page = reader.page
    page.goto("/loans/")
    page.get_by_role("link", name="申请借阅").click()
    page.get_by_label("要借的档案").fill("冬季除雪")
    page.get_by_label("借阅事由").fill("起草今年的方案，要参考去年的分工。")
    page.locator("label:has-text('全卷')").click()
    page.locator("label:has-text('打印')").click()
    page.locator("label:has-text('下载')").click()
    page.get_by_role("button", name="申请借阅").click()
    page.wait_for_selector("office-toast:has-text('已申请')")
    assert faults(page) == []
    address = page.url

    archivist = stage.enter(f"{HALL} 档案室 档案管理员")
    archivist.finds_waiting("冬季除雪")
    archivist.opens("冬季除雪")
    archivist.page.wait_for_selector(f"text={TITLE}")
    assert "要参考去年的分工" in archivist.page.locator("#act").inner_text()
    assert faults(archivist.page) == []
    archivist.does("同意")
    archivist.page.wait_for_selector("#act:has-text('承办处室审核')")
    head = stage.enter(f"{HALL} 政务公开科 科长")
    head.opens("冬季除雪")
    assert faults(head.page) == []
    head.does("同意", "可以借阅。")
    head.page.wait_for_selector(".crumb .tag:has-text('借阅中')")

    page.goto(address)
    page.get_by_role("link", name="阅看").click()
    image = page.locator("figure img").first
    until(page, LOADED, image.element_handle())
    assert faults(page) == []
    sources = [str(image.get_attribute("src"))]
    for verb, manner in (("打印", "inline"), ("下载", "attachment")):
        copy = str(page.get_by_role("link", name=verb).get_attribute("href"))
        answer = page.request.get(f"{stage.city.site}{copy}")
        assert (answer.status, answer.body()[:4]) == (200, b"%PDF")
        assert answer.headers["content-disposition"].startswith(manner)
        sources.append(copy)
    page.locator("#files a", has_text="处理单").click()
    until(page, LOADED, page.locator("figure img").first.element_handle())
    page.locator("#files a", has_text="办理过程").click()
    page.wait_for_selector(".note:has-text('按文字重排')")
    until(page, LOADED, page.locator("figure img").first.element_handle())
    assert faults(page) == []

    installation.python(END_SOON, "8")
    page.reload()
    page.wait_for_selector("figure img")
    page.wait_for_selector("h1:has-text('不能这样办')")  # by itself, at the end, whatever the clock job does
    for source in sources:
        assert page.request.get(f"{stage.city.site}{source}").status == 403
    page.goto(address)
    assert "到期后不能再看" in page.locator("#act").inner_text()

    again = installation.python(LEND, TITLE, stage.city.accounts[READER]["login"]).split()[-1]
    page.goto(f"{again}read/")
    until(page, LOADED, page.locator("figure img").first.element_handle())
    archivist.page.goto(again)
    archivist.page.get_by_text("收回", exact=True).click()
    archivist.page.get_by_label("收回缘由").fill("原件要送展。")
    archivist.page.get_by_role("button", name="收回借阅").click()
    page.wait_for_selector("h1:has-text('不能这样办')")  # by the bell

    archivist.page.goto(installation.python(READINGS, TITLE).split()[-1])
    lines = archivist.page.locator("tbody").inner_text()
    for word in ("打印", "下载", "阅看", "正本第1页", reader.name):
        assert word in lines
    assert faults(archivist.page) == []
    assert [one for one in stage.wrong if "403" not in one] == []
    stage.wrong.clear()


@pytest.mark.django_db(transaction=True)
def test_pages(live_server: LiveServer, photographs: Path) -> None:
    desk = a_desk()
    lent = desk.lent(scope=Scope.WHOLE, may_print=True, may_download=True)
    ask_extension(lent.uid, 3, WHY, by=desk.borrower, key=uuid7())
    process = desk.item.current_files.get(role="GC")
    other = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ)))
    ended = other.lent()
    take_back(ended.uid, "另有用处。", by=desk.shelf.by, key=uuid7())
    let_read(desk.item, other.reader)
    asked = other.asked()
    reader, archivist, somebody = (session_of(one) for one in (desk.reader, desk.shelf.archivist, other.reader))
    connection.close()
    with launched() as browser:
        mine = [
            "/loans/",
            "/loans/?view=over",
            "/loans/new/",
            lent.get_absolute_url(),
            f"{lent.get_absolute_url()}read/",
            f"{lent.get_absolute_url()}read/?file={process.uid}",
        ]
        wrong = look(browser, live_server.url, mine, reader, photographs)
        kept = [
            "/loans/desk/",
            "/loans/desk/?view=out",
            "/loans/desk/?view=over",
            *(one.get_absolute_url() for one in (asked, lent, ended)),
        ]
        kept += [desk.item.get_absolute_url(), f"/loans/records/{desk.item.uid}/readings/"]
        wrong += look(browser, live_server.url, kept, archivist, photographs)
        theirs = [f"/loans/new/?record={desk.item.uid}", desk.item.get_absolute_url()]
        wrong += look(browser, live_server.url, theirs, somebody, photographs)
    assert wrong == []
