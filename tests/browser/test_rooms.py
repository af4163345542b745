"""会议室 in real browsers: found, booked, waited for, released because nobody came, offered to who waited; every page in every mode."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from meetings.actions.addresses import make_address
from meetings.actions.block import block
from meetings.actions.series import book_series
from meetings.actions.wait import wait_for
from meetings.models import Booking, Equipment
from meetings.occurrences import Pattern
from meetings.rules.slots import Slot
from meetings.secrets import digest_of
from office.kernel.clock import day_of, now
from office.kernel.ids import uuid7
from tests.browser.conftest import launched
from tests.browser.looking import faults, look, session_of
from tests.browser.stage import PHONE, Stage
from tests.factories import appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, a_hall, a_wish, actor, booked, in_days

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL, ROOM, TITLE, ALSO = "市政府办公室", "305小会议室", "政策解读碰头会", "也要开的会"
DAY = """
from office.api import working_calendar
from office.kernel.clock import today
day = working_calendar().add_working_days(today(), 15).day
print(day.isoformat())
"""
BEGIN = """
from datetime import timedelta
from meetings.models import Booking, WaitingEntry
from office.kernel.clock import now
booking = Booking.objects.get(title=sys.argv[1])
begins, ends = now() - timedelta(minutes=int(sys.argv[2])), now() + timedelta(minutes=40)
beside = Booking.objects.filter(room=booking.room, starts_at__lt=ends, ends_at__gt=begins).exclude(pk=booking.pk)
beside.update(state="cancelled")  # what the demo booked there for this hour
Booking.objects.filter(pk=booking.pk).update(starts_at=begins, ends_at=ends)
half = ends - timedelta(minutes=30)
WaitingEntry.objects.filter(room=booking.room, title=sys.argv[3]).update(starts_at=half, ends_at=ends)
"""
"""Its hour came some minutes ago; who waits for the second half of it has ten minutes still."""


def test_found_booked_waited_for_released_and_offered(stage: Stage) -> None:
    installation = stage.city.installation
    day = installation.python(DAY).strip()
    search = f"/rooms/free/?day={day}&begins=10:00&ends=11:00&people=6"
    clerk = stage.enter(f"{HALL} 政策研究科 科员")
    page = clerk.page
    page.goto(search)
    assert faults(page) == []
    page.get_by_role("link", name=f"预订市政府大楼 {ROOM}").click()
    page.get_by_label("会议名称").fill(TITLE)
    assert faults(page) == []
    page.get_by_role("button", name="预订", exact=True).click()
    page.wait_for_selector("office-toast:has-text('已预订')")
    assert faults(page) == []
    booking = page.url

    page.goto(f"/rooms/?view=day&day={day}")
    bar = page.locator(f".lanes a[aria-label*='{TITLE}']")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(booking)

    other = stage.enter(f"{HALL} 政务公开科 科员", PHONE)
    half = search.replace("free", "book").replace("10:00", "10:30")
    other.page.goto(f"{half}&room={_uid(page)}")
    other.page.get_by_label("会议名称").fill(ALSO)
    other.page.get_by_label("人数").fill("4")
    other.page.get_by_role("button", name="预订", exact=True).click()
    other.page.wait_for_selector(".note.bad:has-text('已由')")
    assert faults(other.page) == []
    other.page.get_by_role("button", name="候补这个时段").click()
    other.page.wait_for_selector("office-toast:has-text('已候补')")
    stage.wrong[:] = [one for one in stage.wrong if "409" not in one]  # the browser tells of the refusal

    other.returns_to_the_desk()

    door = _door(stage)
    installation.python(BEGIN, TITLE, "5", ALSO)
    door.reload()
    door.get_by_role("heading", name="使用中").wait_for()
    door.get_by_text(TITLE).wait_for()
    assert faults(door) == []
    page.goto(booking)
    page.get_by_role("button", name="确认到场").wait_for()

    installation.python(BEGIN, TITLE, "20", ALSO)  # nobody has come; the clock looks twice a minute
    other.finds_waiting(ALSO)
    page.goto(booking)
    page.locator(".crumb .tag", has_text="已释放").wait_for()
    page.wait_for_selector("text=没有确认到场")
    assert faults(page) == []
    other.page.locator(f"#todo .row:has-text('{ALSO}') a").click()
    other.page.get_by_text("您候补的时段空出来了").wait_for()
    assert faults(other.page) == []
    other.page.get_by_role("button", name="要，订下来").click()
    other.page.wait_for_selector("office-toast")
    other.page.locator(".crumb .tag", has_text="已预订").wait_for()
    door.reload()
    door.locator("li", has_text=ALSO).wait_for()
    assert faults(door) == []
    assert stage.wrong == []


def _door(stage: Stage) -> "Page":
    """The screen beside the door, opened by the address that who keeps the room has made, and by nobody who signed in."""
    page = stage.enter(f"{HALL} 会务科 科长").page
    page.goto("/rooms/addresses/")
    made = page.locator("section", has=page.get_by_role("heading", name="门牌屏"))
    made.get_by_label("会议室").select_option(label=f"市政府大楼 {ROOM}")
    made.get_by_role("button", name="建立地址").click()
    screen = stage.page()
    screen.goto(page.locator(".note .mono").inner_text())
    screen.get_by_role("heading", name=ROOM).wait_for()
    return screen


def _uid(page: object) -> str:
    address = page.locator("dl.facts a").first.get_attribute("href")  # type: ignore[attr-defined] # playwright comes only with its group
    return str(address).strip("/").rsplit("/", 1)[-1]


@pytest.mark.django_db(transaction=True)
def test_pages(live_server: LiveServer, photographs: Path) -> None:
    hall = a_hall()
    appointed(hall.keeper.department, "system_administrator")
    hall.room.approved_by = hall.other.post
    hall.room.save()
    hall.room.equipment.add(Equipment.objects.create(organ=hall.organ, name="视频会议"))
    asked, another = (
        booked(hall.room, hall.clerk),
        hall.another_room("二楼大会议室", reconfirm_weeks=1, arrival_minutes=15),
    )
    plain = booked(another, hall.clerk, title="干部考察", is_closed=True)
    running = Slot(now() - timedelta(minutes=5), now() + timedelta(minutes=55))
    Booking.objects.filter(pk=plain.pk).update(starts_at=running.starts_at, ends_at=running.ends_at)
    wait_for(a_wish(hall.room, title="候补的会"), by=actor(hall.keeper), key=uuid7())
    first = day_of(in_days(2).starts_at)
    pattern = Pattern(every="week", first_on=first, until_on=first + timedelta(weeks=6), begins=NINE, ends=TEN)
    series = book_series(a_wish(another, title="周例会"), pattern, {}, by=actor(hall.clerk), key=uuid7())
    block(hall.room.uid, in_days(3, NINE, ELEVEN), "更换灯具", {}, by=actor(hall.keeper), key=uuid7())
    make_address("door", another.uid, digest_of("t" * 43), by=actor(hall.keeper), key=uuid7())
    clerk, keeper, approver = (session_of(one) for one in (hall.clerk, hall.keeper, hall.other))
    day = day_of(asked.starts_at).isoformat()
    connection.close()
    with launched() as browser:
        shown = [
            f"/rooms/?view={view}&day={day}&by={by}" for view in ("day", "week", "month") for by in ("", "equipment")
        ]
        mine = [
            *shown[:5],
            f"/rooms/free/?day={day}&begins=09:00&ends=10:00&people=90",
            "/rooms/mine/",
            "/rooms/addresses/",
        ]
        mine += [
            f"/rooms/book/?room={hall.room.uid}",
            f"/rooms/series/new/?room={another.uid}",
            series.get_absolute_url(),
        ]
        mine += [plain.get_absolute_url(), f"{plain.get_absolute_url()}change/", "/rooms/mine/?view=series"]
        wrong = look(browser, live_server.url, mine, clerk, photographs)
        kept = [
            "/rooms/keeping/",
            hall.room.get_absolute_url(),
            f"{hall.room.get_absolute_url()}edit/",
            "/rooms/mine/?view=waiting",
        ]
        kept += [f"{hall.room.get_absolute_url()}block/", f"/rooms/keeping/buildings/{hall.building.uid}/"]
        wrong += look(browser, live_server.url, kept, keeper, photographs)
        wrong += look(browser, live_server.url, ["/rooms/approvals/", asked.get_absolute_url()], approver, photographs)
        wrong += look(browser, live_server.url, [f"/rooms/doors/{'t' * 43}/"], "", photographs)
    assert wrong == []
