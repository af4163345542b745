"""The pages: what they show to whom, refused forms come back filled, constant queries."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Blocking, Booking, BookingSeries, Room, WaitingEntry
from office.api import Appointment
from office.kernel.clock import today
from office.kernel.ids import uuid7
from tests.factories import a_department, an_organ, appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, booked, in_days
from tests.office.kernel.uploads.making import png
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return a_hall()


def signed_in(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def day(days: int = 1) -> str:
    return in_days(days).starts_at.date().isoformat()


def form(room: Room, **fields: Any) -> dict[str, Any]:
    plain = {"room": room.uid, "title": "调度会", "day": day(), "begins": "09:00", "ends": "10:00", "people": 5}
    return plain | {"key": uuid7()} | fields


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("view", ["day", "week", "month"])
@pytest.mark.parametrize("by", ["", "equipment"])
def test_the_calendar_asks_no_more_for_more(hall: Hall, view: str, by: str) -> None:
    client, address = signed_in(hall.clerk), f"{reverse('meetings:calendar')}?view={view}&day={day()}&by={by}"
    asked = []
    for n in range(2):
        for k in range(1 + 5 * n):
            room = hall.another_room(f"{n} {k}")
            room.equipment.create(organ=hall.organ, name=f"设备{n} {k}")
            booked(room, hall.other)
            booked(room, hall.clerk, in_days(1, ELEVEN, ELEVEN + 60))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_by_equipment_each_row_of_the_picture_says_which(hall: Hall) -> None:
    hall.room.equipment.create(organ=hall.organ, name="同声传译")
    address = f"{reverse('meetings:calendar')}?view=week&by=equipment"
    picture = signed_in(hall.clerk).get(address).content.decode().split('<svg class="lanes')[1].split("</svg></div>")[0]
    assert picture.count("同声传译") == 1
    assert str(hall.building) not in picture  # two names in one line would run into each other


def test_on_a_day_when_a_room_is_closed_the_phone_says_so_and_offers_no_booking(hall: Hall) -> None:
    client, address = signed_in(hall.clerk), f"{reverse('meetings:calendar')}?day={day()}"
    opened = client.get(address)
    assert "全天空闲" in text(opened)
    assert f'aria-label="预订{hall.room}"' in opened.content.decode()
    hall.room.hours.all().delete()
    closed = client.get(address)
    assert ("全天空闲" in text(closed), "不开放" in text(closed)) == (False, True)
    assert f'aria-label="预订{hall.room}"' not in closed.content.decode()
    week = text(client.get(f"{address}&view=week"))
    assert (week.count("不开放 "), " 空闲 " in week) == (7, False)


def test_names_stand_in_the_calendar_by_right_and_so_do_links(hall: Hall) -> None:
    closed = booked(hall.room, hall.other, title="干部考察", is_closed=True)
    plain = booked(hall.room, hall.other, in_days(1, ELEVEN, ELEVEN + 60), title="公开的会")
    address = f"{reverse('meetings:calendar')}?day={day()}"
    seen = signed_in(hall.clerk).get(address).content.decode()
    assert ("干部考察" in seen, "内部会议" in seen, "公开的会" in seen) == (False, True, True)
    assert closed.get_absolute_url() not in seen
    assert plain.get_absolute_url() not in seen
    kept = signed_in(hall.keeper).get(address).content.decode()
    assert "干部考察" in kept
    assert closed.get_absolute_url() in kept
    elsewhere = signed_in(appointed(a_department(an_organ()))).get(address).content.decode()
    assert "公开的会" not in elsewhere
    assert "没有您可以预订的会议室" in elsewhere


def test_a_room_is_found_booked_changed_handed_over_and_cancelled_by_forms(hall: Hall) -> None:
    client = signed_in(hall.clerk)
    search = client.get(reverse("meetings:free"), {"day": day(), "begins": "09:00", "ends": "10:00", "people": "5"})
    (link,) = re.findall(r'href="(/rooms/book/\?[^"]+)"', search.content.decode())
    assert client.get(link.replace("&amp;", "&")).status_code == 200
    answer = client.post(reverse("meetings:book"), form(hall.room))
    one = Booking.objects.get()
    assert answer.headers["Location"] == one.get_absolute_url()
    changed = client.post(reverse("meetings:change", args=[one.uid]), form(hall.room, title="改名", people=6))
    assert changed.status_code == 302
    handed = client.post(reverse("meetings:act", args=[one.uid, "hand-over"]), {"to": hall.other.uid, "key": uuid7()})
    assert handed.headers["Location"] == reverse("meetings:mine")
    assert client.get(one.get_absolute_url()).status_code == 404
    cancelled = signed_in(hall.other).post(reverse("meetings:act", args=[one.uid, "cancel"]), {"key": uuid7()})
    assert cancelled.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.people, one.state) == ("改名", 6, "cancelled")


def test_a_refused_form_comes_back_filled_with_what_is_nearest_and_the_door_to_wait(hall: Hall) -> None:
    booked(hall.room, hall.other, in_days(1, NINE, TEN))
    client = signed_in(hall.clerk)
    answer = client.post(reverse("meetings:book"), form(hall.room, title="我的会"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="我的会"' in page
    again = client.post(reverse("meetings:book"), form(hall.room, title="我的会") | {"again": "1"})
    assert (again.status_code, 'value="我的会"' in again.content.decode()) == (200, True)
    assert not Booking.objects.filter(title="我的会").exists()
    (search,) = re.findall(r'href="(/rooms/free/[^"]+)"', page)
    found = client.get(search.replace("&amp;", "&"))
    assert (found.status_code, "10:00至11:00" in text(found) or "8:00至9:00" in text(found)) == (200, True)
    waited = client.post(reverse("meetings:wait"), form(hall.room, title="我的会"))
    assert waited.status_code == 302
    entry = WaitingEntry.objects.get()
    assert "我的会" in text(client.get(reverse("meetings:mine"), {"view": "waiting"}))
    assert client.post(reverse("meetings:give_up", args=[entry.uid]), {"key": uuid7()}).status_code == 302
    too_many = client.post(reverse("meetings:book"), form(hall.room, begins="13:00", ends="14:00", people=31))
    assert (too_many.status_code, "坐不下31人" in text(too_many)) == (422, True)
    wrong = client.post(reverse("meetings:book"), form(hall.room, day="2026-02-31"))
    assert (wrong.status_code, "日期写成" in text(wrong)) == (422, True)


def test_the_approver_finds_it_in_his_list(hall: Hall) -> None:
    hall.room.approved_by = hall.other.post
    hall.room.save()
    one = booked(hall.room, hall.clerk)
    client = signed_in(hall.other)
    assert "调度会" in text(client.get(reverse("meetings:approvals")))
    assert "调度会" not in text(signed_in(hall.clerk).get(reverse("meetings:approvals")))
    assert "同意使用" in text(client.get(one.get_absolute_url()))
    no_reason = client.post(reverse("meetings:act", args=[one.uid, "decline"]), {"key": uuid7()})
    assert (no_reason.status_code, "请写明缘由" in text(no_reason)) == (422, True)
    assert client.post(reverse("meetings:act", args=[one.uid, "approve"]), {"key": uuid7()}).status_code == 302
    assert "调度会" in text(client.get(reverse("meetings:approvals"), {"view": "ahead"}))
    assert client.post(reverse("meetings:act", args=[one.uid, "burn"]), {"key": uuid7()}).status_code == 404


def test_a_series_is_looked_at_first_and_each_conflict_chosen(hall: Hall) -> None:
    booked(hall.room, hall.other, in_days(8, NINE, TEN))
    client, address = signed_in(hall.clerk), reverse("meetings:new_series")
    sent = form(hall.room, every="week", first_on=day(1), until_on=day(15))
    looked = client.post(address, sent | {"look": "1"})
    assert "共3次，1次订不了" in text(looked)
    unchosen = client.post(address, sent)
    assert (unchosen.status_code, BookingSeries.objects.count()) == (200, 0)
    made = client.post(address, sent | {f"choice-{in_days(8).starts_at.date()}": "leave"})
    one = BookingSeries.objects.get()
    assert made.headers["Location"] == one.get_absolute_url()
    assert "还有2次没开始" in text(client.get(one.get_absolute_url()))
    assert client.post(reverse("meetings:run_series", args=[one.uid, "cancel"]), {"key": uuid7()}).status_code == 302
    assert "系列" in text(client.get(reverse("meetings:mine"), {"view": "series"}))


def test_a_year_without_a_calendar_is_said(hall: Hall) -> None:
    hall.room.days_ahead = 1000
    hall.room.save()
    year = today().year + 1
    sent = form(hall.room, every="month", first_on=f"{year}-03-01", until_on=f"{year}-04-30", look="1")
    page = text(signed_in(hall.clerk).post(reverse("meetings:new_series"), sent))
    assert f"{year}年工作日历未导入，暂按周一至周五计" in page


def test_a_room_is_blocked_with_a_choice_for_each_booking(hall: Hall) -> None:
    one = booked(hall.room, hall.clerk)
    client, address = signed_in(hall.keeper), reverse("meetings:block", args=[hall.room.uid])
    sent = {"first_on": day(), "begins": "08:00", "last_on": day(), "ends": "18:00", "reason": "检修", "key": uuid7()}
    assert "逐项选怎么办" in text(client.post(address, sent | {"look": "1"}))
    assert (client.post(address, sent).status_code, Blocking.objects.count()) == (200, 0)
    assert client.post(address, sent | {f"choice-{one.uid}": "keep"}).status_code == 302
    assert "停用：检修" in text(client.get(hall.room.get_absolute_url()))
    blocking = Blocking.objects.get()
    assert (
        signed_in(hall.clerk).post(reverse("meetings:lift", args=[blocking.uid]), {"key": uuid7()}).status_code == 404
    )
    assert client.post(reverse("meetings:lift", args=[blocking.uid]), {"key": uuid7()}).status_code == 302
    assert signed_in(hall.clerk).get(address).status_code == 403


def test_an_administrator_opens_a_building_and_its_keepers_furnish_it(hall: Hall) -> None:
    admin = appointed(a_department(hall.organ), "system_administrator")
    sent = {"organ": hall.organ.uid, "name": "会议中心", "place": "东路1号", "kept_by": hall.keeper.department.uid}
    answer = signed_in(admin).post(reverse("meetings:new_building"), sent | {"key": uuid7()})
    assert answer.status_code == 302
    building = answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    keeper = signed_in(hall.keeper)
    made = keeper.post(reverse("meetings:equipment", args=[building]), {"name": "投影", "key": uuid7()})
    assert made.status_code == 302
    page = keeper.get(reverse("meetings:new_room", args=[building])).content.decode()
    (kind,) = re.findall(r'name="equipment" value="([^"]+)"', page)
    room = {
        "name": "报告厅", "seats": 200, "admits": "organ", "longest_minutes": 480, "days_ahead": 90, "arrival_minutes": 0,
        "offer_hours": 4, "reconfirm_weeks": 0, "in_use": "on", "equipment": kind, "opens_0": "08:00", "closes_0": "00:00",
    }  # fmt: skip
    half = keeper.post(reverse("meetings:new_room", args=[building]), room | {"opens_1": "08:00", "key": uuid7()})
    assert (half.status_code, "要么都写" in text(half)) == (422, True)
    answer = keeper.post(reverse("meetings:new_room", args=[building]), room | {"key": uuid7()})
    assert answer.status_code == 302
    assert "周一8:00至24:00" in text(keeper.get(answer.headers["Location"]))
    again = keeper.post(reverse("meetings:new_room", args=[building]), room | {"key": uuid7()})
    assert (again.status_code, "已有“报告厅”" in text(again)) == (422, True)
    edit = f"{answer.headers['Location']}edit/"
    assert keeper.post(edit, room | {"seats": 180, "key": uuid7()}).status_code == 302
    assert Room.objects.get(name="报告厅").seats == 180
    clerk = signed_in(hall.clerk)
    assert clerk.get(edit).status_code == 403
    assert clerk.get(reverse("meetings:keeping")).status_code == 403
    assert clerk.get(reverse("meetings:building", args=[building])).status_code == 404
    assert "报告厅" in text(keeper.get(reverse("meetings:keeping")))


def test_a_photo_is_made_small_and_taken_away(hall: Hall) -> None:
    client, address = signed_in(hall.keeper), reverse("meetings:bring_photo", args=[hall.room.uid])
    wrong = client.post(address, {"key": uuid7(), "file": _file(b"%PDF-1.4 x", "a.pdf")})
    assert wrong.status_code == 422
    assert client.post(address, {"key": uuid7(), "file": _file(png(), "a.png")}).status_code == 302
    photo = signed_in(hall.clerk).get(reverse("meetings:photo", args=[hall.room.uid]))
    content = b"".join(photo)
    assert (photo.headers["Content-Type"], content[:4], content[8:12]) == ("image/webp", b"RIFF", b"WEBP")
    assert signed_in(hall.clerk).post(address, {"key": uuid7(), "remove": "1"}).status_code == 403
    assert client.post(address, {"key": uuid7(), "remove": "1"}).status_code == 302
    assert client.get(reverse("meetings:photo", args=[hall.room.uid])).status_code == 404


def _file(content: bytes, name: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    return SimpleUploadedFile(name, content)
