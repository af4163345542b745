"""值班 in real browsers: a month is made, looked at and published; a turn is swapped on the phone and approved."""

import pytest

from tests.browser.looking import faults
from tests.browser.stage import PHONE, Stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

UNIT = "云州市政府总值班室"
STAGE = """
from meetings.duty.models import Swap
from meetings.duty.rules.month import next_month
from office.api import valid_appointments
from office.kernel.clock import today
month = next_month(next_month(today()))
swap = Swap.objects.get(state="asked")
who = valid_appointments().get(person=swap.other, primary=True)
print(f"{month:%Y-%m}|{who.organ.short_name} {who.department.name} {who.post.title}|{swap.get_absolute_url()}")
"""


def test_a_month_is_made_and_published_and_a_turn_swapped(stage: Stage) -> None:
    month, post, swap = stage.city.installation.python(STAGE).strip().split("|")
    page = stage.enter("市政府办公室 综合科 科长").page
    page.goto("/duty/units/")
    assert faults(page) == []
    page.get_by_role("link", name=UNIT).click()
    page.wait_for_selector(f"h1:has-text('{UNIT}')")
    assert faults(page) == []
    page.goto(f"{page.url.partition('?')[0]}?month={month}")
    page.get_by_role("button", name="编排").click()
    page.wait_for_selector("text=处空岗")
    page.get_by_role("button", name="自动排班").click()
    page.wait_for_selector(".note.done")
    page.wait_for_selector("text=没有空岗和冲突")
    assert faults(page) == []
    page.locator("tbody tr td a").first.click()
    page.wait_for_selector("h1:has-text('带班领导')")
    assert faults(page) == []
    page.go_back()
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_selector("office-toast:has-text('已发布')")

    other = stage.enter(post, PHONE).page
    other.goto("/duty/")
    assert faults(other) == []
    other.locator(".row", has_text="请您答复").get_by_role("link").click()
    other.wait_for_url(f"**{swap}")
    assert faults(other) == []
    other.get_by_role("button", name="同意", exact=True).click()
    other.wait_for_selector("office-toast:has-text('已同意')")

    page.goto("/duty/")
    page.locator(".row", has_text="等审批").get_by_role("link").click()
    page.get_by_role("button", name="批准", exact=True).click()
    page.wait_for_selector("office-toast:has-text('已批准')")
    page.locator(".crumb .tag", has_text="已换").wait_for()
    assert stage.wrong == []
