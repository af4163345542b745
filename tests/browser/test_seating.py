"""座次 in real browsers: a seat taken by drag, by the keyboard alone, and without a script; every page in every mode."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from meetings.seating.actions.keep_apart import keep_apart
from meetings.seating.actions.lock import lock_seat
from meetings.seating.actions.seat import unseat
from meetings.seating.actions.show import show_seats
from meetings.seating.rules.seats import Block, Kind
from office.kernel.ids import uuid7
from tests.browser.conftest import launched
from tests.browser.looking import look, session_of
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.seating.hall import a_seated_gathering, laid_out, plan, seat_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900), pytest.mark.django_db(transaction=True)]


def test_a_seat_is_taken_by_drag_by_the_keyboard_and_without_a_script(live_server: LiveServer) -> None:
    gathering = a_seated_gathering()
    names = [one.person.name for one in gathering.guests]
    cookie = {"name": "sessionid", "value": session_of(gathering.organiser), "url": live_server.url}
    address = f"{live_server.url}{plan(gathering).get_absolute_url()}"
    connection.close()
    with launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.add_cookies([cookie])  # type: ignore[list-item] # the type of the stubs is of no public name
        page.goto(address)
        page.locator("[data-seat='1-1-2']").drag_to(page.locator("[data-seat='2-2-4']"))
        page.wait_for_selector(f"office-toast:has-text('{names[0]}坐第2排4座')")
        page.locator(f".lanes a[aria-label*='{names[1]}']").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#act b:has-text('{names[1]}')")
        page.locator("[data-seat='2-2-3']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**seat=2-2-3**")
        page.get_by_role("button", name="坐到这里").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"office-toast:has-text('{names[1]}坐第2排3座')")
        plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
        plain.add_cookies([cookie])  # type: ignore[list-item] # likewise
        phone = plain.new_page()
        phone.goto(address)
        phone.locator(".table a", has_text=names[4]).click()
        phone.locator("[data-seat='2-2-4']").click()
        phone.get_by_role("button", name=f"与{names[0]}对换").click()
        phone.wait_for_selector(f"text=与{names[0]}对换，")
    assert seat_of(gathering, gathering.guests[4]) == "第2排4座"
    assert seat_of(gathering, gathering.guests[1]) == "第2排3座"


def test_pages(live_server: LiveServer, photographs: Path) -> None:
    gathering = a_gathering(guests=30)
    laid_out(gathering, Block(place=1, kind=Kind.PODIUM, columns=7), Block(place=2, kind=Kind.ROWS, rows=3, columns=14))
    one = gathering.invitation(gathering.guests[0]).uid
    _changed(gathering)
    organiser, guest = session_of(gathering.organiser), session_of(gathering.guests[9])
    address = plan(gathering).get_absolute_url()
    connection.close()
    with launched() as browser:
        pages = [address, f"{address}?who={one}", f"{address}?who={one}&seat=2-3-14", f"{address}hall/"]
        wrong = look(browser, live_server.url, pages, organiser, photographs)
        wrong += look(browser, live_server.url, [address], guest, photographs)
    assert wrong == []


def _changed(gathering: Gathering) -> None:
    """One of everything: locked, waiting, kept apart, shown."""
    by, uid = gathering.by(gathering.organiser), gathering.meeting.uid
    first, second, third = (gathering.invitation(who).uid for who in gathering.guests[:3])
    lock_seat(uid, first, plan(gathering).version, by=by, key=uuid7())
    keep_apart(uid, second, gathering.invitation(gathering.host).uid, plan(gathering).version, by=by, key=uuid7())
    show_seats(uid, "all", plan(gathering).version, by=by, key=uuid7())
    unseat(uid, third, plan(gathering).version, by=by, key=uuid7())
