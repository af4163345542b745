"""值班室 in a real browser: on the phone he checks in, writes into the log and hands over; the next one signs for it; every page is looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from meetings.duty.models import DutyRole, Turn
from meetings.dutydesk.actions.screens import make_screen
from meetings.dutydesk.actions.spot_checks import call_up
from meetings.secrets import digest_of, new_token
from office.kernel.ids import uuid7
from office.models import Appointment, Person
from tests.browser.conftest import launched
from tests.browser.looking import faults, look
from tests.browser.stage import PHONE
from tests.factories import appointed
from tests.meetings.dutydesk.desk import a_desk, a_desk_with_everything, near_its_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]

LOOKED_AT = ("desk", "log", "calls", "matters", "hand_overs", "new_hand_over", "checks", "settings")


def session(who: Appointment) -> str:
    visitor = Client()
    visitor.force_login(who.person)
    return visitor.cookies["sessionid"].value


def page_of(browser: "Browser", site: str, cookie: str) -> "Page":
    width, height = PHONE
    context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return context.new_page()


@pytest.mark.usefixtures("transactional_db")
def test_checked_in_logged_and_handed_over(live_server: LiveServer, photographs: Path) -> None:
    desk, full = a_desk(), a_desk_with_everything(what="供热")
    officer, following = near_its_end(desk)
    desk.opens("等水务局报修复情况", who=officer)
    call_up(desk.uid, officer.person.uid, by=desk.by(desk.room.keeper), key=uuid7())
    cookies = [session(one) for one in (officer, following, full.room.keeper)]
    address = reverse("dutydesk:desk", args=[desk.uid])
    pages = [reverse(f"dutydesk:{name}", args=[full.uid]) for name in LOOKED_AT]
    of_one = {
        "log_entry": "log_entry",
        "call_entry": "call_entry",
        "matter": "pending_matter",
        "hand_over": "hand_over",
    }
    pages += [reverse(f"dutydesk:{name}", args=[full.rows[row]]) for name, row in of_one.items()]
    token = new_token()
    make_screen(full.uid, digest_of(token), by=full.by(full.room.keeper), key=uuid7())
    pages.append(reverse("dutydesk:screen", args=[token]))
    wrong: list[str] = []
    with launched() as browser:
        page = page_of(browser, live_server.url, cookies[0])
        page.goto(address)
        wrong += faults(page)
        page.get_by_role("button", name="在岗应答").click()
        page.locator("office-toast", has_text="已应答").wait_for()
        page.get_by_label("您在哪里").fill("办公楼101")
        page.get_by_role("button", name="到岗签到").click()
        page.locator("#duty-now", has_text="在办公楼101签到").wait_for()

        page.get_by_role("link", name="记日志").click()
        page.get_by_label("内容").fill("城西路供水管破裂，已派抢修。")
        wrong += faults(page)
        page.locator("#write").get_by_role("button", name="记日志").click()
        page.locator(".rows", has_text="城西路供水管破裂").wait_for()

        page.goto(address)
        page.get_by_role("link", name="交班：").click()
        assert "城西路供水管破裂" in page.get_by_label("本班情况").input_value()
        page.get_by_label("设备和钥匙").fill("值班手机1部")
        wrong += faults(page)
        page.get_by_role("button", name="签名交班").click()
        page.locator("office-toast", has_text="已交班").wait_for()

        page = page_of(browser, live_server.url, cookies[1])
        page.goto(address)
        page.get_by_role("link", name="已交班，等接班确认").click()
        page.get_by_text("等水务局报修复情况").wait_for()
        page.get_by_label("接班意见").fill("已清点。")
        page.get_by_role("button", name="签名接班").click()
        page.get_by_text("已交接").wait_for()
        wrong += faults(page)
        wrong += look(browser, live_server.url, pages, cookies[2], photographs)
    assert wrong == []


@pytest.mark.usefixtures("transactional_db")
def test_the_wall_screen_shows_six_on_duty_and_who_comes_next_without_scrolling(live_server: LiveServer) -> None:
    """Whatever they are called: names of four characters in a line, of eight in two."""
    desk = a_desk()
    for turns in (desk.turns(), desk.turns(desk.ends_at)):
        shift = turns[0].shift
        for n in range(4):
            role, _ = DutyRole.objects.get_or_create(unit=desk.room.unit, name=f"岗位{n}", defaults={"order": 10 + n})
            person = appointed(desk.room.unit.kept_by).person
            Turn.objects.create(shift=shift, role=role, person=person, starts_at=shift.starts_at, ends_at=shift.ends_at)
    Person.objects.update(name="司马江远")
    Person.objects.filter(pk__in=[turn.person_id for turn in desk.turns()[::3]]).update(name="买买提江·吐尔逊")
    token = new_token()
    make_screen(desk.uid, digest_of(token), by=desk.by(desk.room.keeper), key=uuid7())
    with launched() as browser:
        page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
        page.goto(live_server.url + reverse("dutydesk:screen", args=[token]))
        page.get_by_text("未结事项").wait_for()
        assert page.locator(".verdict").count() == 6
        high, shown = page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert high <= shown  # nobody scrolls a screen on a wall
