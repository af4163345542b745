"""From an urgent event to its acknowledgement: registered at the desk, acknowledged with one tap on a phone; the pages in the modes that differ most."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from meetings.urgent.actions.keep_limits import set_limit
from meetings.urgent.rules.limits import Limit
from office.api import Actor, actor_of
from office.kernel.ids import uuid7
from tests.browser.looking import faults, look
from tests.browser.stage import PHONE, WIDE
from tests.meetings.urgent.world import Desk, a_desk, an_event, reported

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return a_desk()


@pytest.fixture
def people(desk: Desk) -> dict[str, str]:
    """The sign-ins of those on duty below and of the keeper, who has set a limit; with a drill that was reported already."""
    drill = an_event(desk, drill=True, title="储罐泄漏演练")
    reported(desk, drill)
    keeper = actor_of(desk.below.keeper.person)
    set_limit(
        desk.below.organ.uid, Limit(timed="first", level="1", minutes=40, source="市规定"), by=keeper, key=uuid7()
    )
    whom = {"officer": desk.officer(), "leader": desk.leader(), "keeper": keeper}
    found = {name: session(one) for name, one in whom.items()}
    return found | {"drill": drill.get_absolute_url()}


def session(who: Actor) -> str:
    visitor = Client()
    visitor.force_login(who.person)
    return visitor.cookies["sessionid"].value


def before(chromium: "Browser", site: str, cookie: str, size: tuple[int, int]) -> "Page":
    context = chromium.new_context(base_url=site, viewport={"width": size[0], "height": size[1]})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return context.new_page()


def test_registered_at_the_desk_and_acknowledged_on_the_phone(
    people: dict[str, str], chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    officer = before(chromium, live_server.url, people["officer"], WIDE)
    officer.goto(reverse("urgent:new"))
    officer.get_by_label("事件名称").fill("城西街道山体滑坡")
    officer.get_by_label("地点", exact=True).fill("石桥村")
    officer.get_by_label("灾害种类").fill("滑坡")
    wrong = faults(officer)
    officer.get_by_role("button", name="登记").click()
    officer.wait_for_selector("#clocks:has-text('等人确认')")
    where = officer.url

    leader = before(chromium, live_server.url, people["leader"], PHONE)
    leader.goto(reverse("urgent:events") + "?view=mine")
    leader.get_by_role("link", name="城西街道山体滑坡").click()
    leader.wait_for_selector("#clocks")
    wrong += faults(leader)
    leader.get_by_role("button", name="确认接报").click()
    leader.wait_for_selector("#history:has-text('确认')")
    assert leader.get_by_role("button", name="确认接报").count() == 0

    officer.goto(where)
    assert officer.locator("#clocks h2").inner_text().startswith("在办")
    paths = [people["drill"], reverse("urgent:events"), f"{where.removeprefix(live_server.url)}report/first/"]
    wrong += look(chromium, live_server.url, paths, people["officer"], photographs)
    kept = [reverse(f"urgent:{name}") for name in ("limits", "statistics", "reach")]
    wrong += look(chromium, live_server.url, kept, people["keeper"], photographs)
    assert wrong == []
