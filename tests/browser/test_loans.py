"""借阅 in real browsers: asked, lent, read under a watermark, ended while the page is open; every page of it in every mode."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from archive.loans.actions.ending import take_back
from archive.loans.actions.extending import ask_extension
from archive.loans.models import Scope
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.archive.loans.desk import WHY, Desk, a_desk, let_read
from tests.browser.conftest import launched
from tests.browser.looking import MODES, Mode, faults, look
from tests.browser.stage import Stage
from tests.browser.test_filing import CLOSE
from tests.factories import a_department, appointed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL = "市政府办公室"
TITLE = "云州市人民政府办公室关于做好冬季除雪工作的通知"
SHELVE = """
from docflow.models import Document
from office.site.rehearsing.shelving import shelved
print(*shelved(Document.objects.get(title=sys.argv[1])))
"""
END = """
from archive.loans.models import Loan
from office.kernel.clock import now
Loan.objects.filter(state="lent").update(until=now())
"""
POLL = "htmx.ajax('GET', document.querySelector('#term').getAttribute('hx-get'), {target: '#term', swap: 'outerHTML'})"


def test_asked_lent_read_and_ended_while_the_page_is_open(stage: Stage) -> None:
    installation = stage.city.installation
    installation.python(CLOSE, TITLE)
    installation.python(SHELVE, TITLE)
    reader = stage.enter(f"{HALL} 政策研究科 科员")
    page = reader.page
    page.goto("/loans/")
    page.get_by_role("link", name="申请借阅").click()
    page.get_by_label("要借的档案").fill("冬季除雪")
    page.get_by_label("借阅事由").fill("起草今年的方案，要参考去年的分工。")
    page.get_by_role("button", name="申请借阅").click()
    page.wait_for_selector("office-toast:has-text('已申请')")
    assert faults(page) == []
    address = page.url

    archivist = stage.enter(f"{HALL} 档案室 档案管理员")
    archivist.finds_waiting("冬季除雪")
    archivist.page.locator("#todo .row:has-text('冬季除雪') a").click()
    archivist.page.wait_for_selector(f"text={TITLE}")
    assert faults(archivist.page) == []
    archivist.page.get_by_role("button", name="同意借阅").click()
    archivist.page.wait_for_selector(".crumb .tag:has-text('借阅中')")

    page.goto(address)
    page.get_by_role("link", name="阅看").click()
    image = page.locator("figure img").first
    page.wait_for_function("(one) => one.complete && one.naturalWidth > 0", arg=image.element_handle())
    assert faults(page) == []
    installation.python(END)
    source = image.get_attribute("src")
    page.evaluate(POLL)
    page.wait_for_selector("h1:has-text('不能这样办')")
    assert page.request.get(f"{stage.city.site}{source}").status == 403
    page.goto(address)
    assert "到期后不能再看" in page.locator("#act").inner_text()
    assert [one for one in stage.wrong if "403" not in one] == []
    stage.wrong.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_pages(live_server: LiveServer, photographs: Path, mode: Mode) -> None:
    desk = a_desk()
    lent = desk.lent(scope=Scope.WHOLE, may_print=True, may_download=True)
    ask_extension(lent.uid, 3, WHY, by=desk.borrower, key=uuid7())
    other = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ)))
    ended = other.lent()
    take_back(ended.uid, "另有用处。", by=desk.shelf.by, key=uuid7())
    let_read(desk.item, other.reader)
    asked = other.asked()
    reader, archivist, somebody = (_session(one) for one in (desk.reader, desk.shelf.archivist, other.reader))
    connection.close()
    with launched() as browser:
        mine = [
            "/loans/",
            "/loans/?view=over",
            "/loans/new/",
            lent.get_absolute_url(),
            f"{lent.get_absolute_url()}read/",
        ]
        wrong = look(browser, live_server.url, mine, mode, reader, photographs)
        kept = [
            "/loans/desk/",
            "/loans/desk/?view=out",
            "/loans/desk/?view=over",
            *(one.get_absolute_url() for one in (asked, lent, ended)),
        ]
        wrong += look(browser, live_server.url, [*kept, desk.item.get_absolute_url()], mode, archivist, photographs)
        theirs = [f"/loans/new/?record={desk.item.uid}", desk.item.get_absolute_url()]
        wrong += look(browser, live_server.url, theirs, mode, somebody, photographs)
    assert wrong == []


def _session(who: Appointment) -> str:
    visitor = Client()
    visitor.force_login(who.person)
    return visitor.cookies["sessionid"].value
