"""传阅 in real browsers: sent by one, read by another on his phone, seen by the first without loading the page again; every page of it in every mode."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import launched
from tests.browser.looking import look, session_of, until
from tests.browser.stage import PHONE, Stage
from tests.docflow.circulation.sending import has_read, sent_round
from tests.docflow.world import a_signed

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HALL = "市政府办公室"
TITLE = "云州市人民政府办公室关于做好秋季防汛工作的通知"
SEND = """
from dataclasses import replace
from django.db import transaction
from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.send_for_review import send_for_review
from docflow.elements.data import to_data
from docflow.models import IssuingCode, Task, WorkingCopy
from office.api import actor_of, valid_appointments
from office.kernel.ids import uuid7
from tests.docflow.world import NOTICE
one = valid_appointments().get(post__department__name="政务公开科", post__title="科员", post__department__organ__short_name=sys.argv[1])
by = actor_of(one.person, one)
code = IssuingCode.objects.filter(organ=one.organ, form="文件").first()
paper = start_draft(code.uid, "通知", by=by, key=uuid7())
save_draft(paper.uid, to_data(replace(NOTICE, title=sys.argv[2])), co_units=None, revision=WorkingCopy.objects.get(document=paper).revision, by=by)
send_for_review(Task.objects.get(run=paper.run, step="draft").uid, by=by, key=uuid7())
print(paper.get_absolute_url())
"""


def test_sent_read_on_the_phone_and_seen_at_once(stage: Stage) -> None:
    address = stage.city.installation.python(SEND, HALL, TITLE)
    drafter = stage.enter(f"{HALL} 政务公开科 科员")
    leader = stage.enter(f"{HALL} 办公室领导 主任", PHONE)

    page = drafter.page
    page.goto(address)
    page.get_by_role("link", name="发起传阅").click()
    page.get_by_label("事由").fill("请阅示")
    page.get_by_label("按姓名或拼音首字母找人").fill(leader.name)
    page.keyboard.press("Enter")  # searches, and sends nothing
    page.wait_for_selector("text=相符的")
    page.locator(f".choose label:has-text('{leader.name}')").first.click()
    page.locator("details.door", has_text="综合科").locator("summary").click()
    page.locator("details.door[open] .choose label").first.click()
    with page.expect_websocket():
        page.get_by_role("button", name="送传阅").click()
    page.wait_for_selector("#matrix :text('未阅')")
    page.evaluate("window.sameAsEver = true")

    leader.finds_waiting(TITLE)
    leader.page.locator(f"#todo .row:has-text('{TITLE}') a").click()
    leader.page.locator(".actbar .main-act").click()
    _within_the_screen(leader.page, "#act textarea")
    leader.page.get_by_label("阅读意见").fill("同意，请抓紧。")
    leader.page.locator("#act .main-act").click()
    leader.page.wait_for_selector("office-toast:has-text('已阅')")
    leader.page.wait_for_selector("#matrix .kai:has-text('同意，请抓紧。')")

    page.wait_for_selector("#matrix .kai:has-text('同意，请抓紧。')")
    assert page.evaluate("window.sameAsEver") is True
    assert stage.wrong == []


def _within_the_screen(page: "Page", what: str) -> None:
    """Nothing lies over it: the bar at the foot is not where one writes."""
    until(
        page,
        "(what) => { const box = document.querySelector(what).getBoundingClientRect();"
        " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.matches(what); }",
        what,
    )


@pytest.mark.django_db(transaction=True)
def test_pages(live_server: LiveServer, photographs: Path) -> None:
    paper = a_signed()
    office = paper.office
    circulation = sent_round(paper, office.leader, *office.consulted, office.clerk.post, order="in_order")
    has_read(circulation, office, office.leader, opinion="同意。")
    circulation.readings.filter(appointment=office.consulted[0]).update(reminded_at=circulation.started_at)
    reader, starter = session_of(office.consulted[0]), session_of(office.drafter)
    listing, page = reverse("circulation:circulations"), circulation.get_absolute_url()
    new, all_of_it = (reverse(f"circulation:{name}", args=[paper.uid]) for name in ("new", "of_paper"))
    more = reverse("circulation:add", args=[circulation.uid])
    document = paper.document.get_absolute_url()
    connection.close()
    with launched() as browser:
        wrong = look(browser, live_server.url, [listing, page, more], reader, photographs)
        mine = [f"{listing}?view=started", f"{listing}?view=read", page, new, all_of_it, document]
        wrong += look(browser, live_server.url, mine, starter, photographs)
    assert wrong == []
