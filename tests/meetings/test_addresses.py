"""保密地址: shown once, kept as a digest, blotted out of the log, revoked; what calendars and doors are told."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from meetings.actions.addresses import make_address, revoke_address
from meetings.actions.change import change
from meetings.actions.end import cancel
from meetings.models import SecretAddress
from meetings.rules.icalendar import FOLD, Event, calendar, escaped, folded
from meetings.secrets import digest_of, new_token
from office.api import Appointment
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, NotThere
from office.models import AccessEntry
from tests.factories import a_department, an_organ, appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, a_wish, actor, booked, in_days
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return a_hall()


def made(hall: Hall, opens: str, who: Appointment) -> str:
    token = new_token()
    room = None if opens == "person" else hall.room.uid
    make_address(opens, room, digest_of(token), by=actor(who), key=uuid7())
    return token


def feed(token: str) -> Any:
    return ReadingClient().get(reverse("meetings:feed", args=[token]))


def lines(answer: Any) -> list[str]:
    text: str = answer.content.decode()
    return text.replace("\r\n ", "").split("\r\n")


def test_a_person_reads_his_own_bookings_elsewhere(hall: Hall) -> None:
    token = made(hall, "person", hall.clerk)
    one = booked(hall.room, hall.clerk, title="预算, 决算；会商", note="甲")
    booked(hall.room, hall.other, in_days(2))
    change(one.uid, a_wish(hall.room, in_days(3), title="预算, 决算；会商"), by=actor(hall.clerk), key=uuid7())
    off = booked(hall.room, hall.clerk, in_days(4))
    cancel(off.uid, by=actor(hall.clerk), key=uuid7())
    answer = feed(token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    said = lines(answer)
    assert said[0] == "BEGIN:VCALENDAR"
    assert [line for line in said if line.startswith(("UID", "SEQUENCE", "STATUS"))] == [
        f"UID:{one.uid}@yiwang.meetings", "SEQUENCE:1", "STATUS:CONFIRMED",
        f"UID:{off.uid}@yiwang.meetings", "SEQUENCE:1", "STATUS:CANCELLED",
    ]  # fmt: skip
    assert "SUMMARY:预算\\, 决算；会商" in said
    assert f"DTSTART:{in_days(3).starts_at:%Y%m%dT%H%M%SZ}" in said


def test_a_rooms_calendar_tells_names_by_right(hall: Hall) -> None:
    booked(hall.room, hall.clerk, title="干部考察", is_closed=True)
    for who, name in ((hall.clerk, "干部考察"), (hall.keeper, "干部考察"), (hall.other, "内部会议")):
        assert f"SUMMARY:{name}" in lines(feed(made(hall, "room", who)))


def test_an_address_ends_with_its_revoking_its_makers_right_and_his_office(hall: Hall) -> None:
    token, rooms = made(hall, "person", hall.clerk), made(hall, "room", hall.other)
    with pytest.raises(NotThere):
        revoke_address(SecretAddress.objects.get(room=None).uid, by=actor(hall.other), key=uuid7())
    assert feed(token).status_code == 200
    revoke_address(SecretAddress.objects.get(room=None).uid, by=actor(hall.clerk), key=uuid7())
    assert feed(token).status_code == 404
    hall.room.admits = "listed"
    hall.room.save()
    assert feed(rooms).status_code == 404
    hall.room.admits = "organ"
    hall.room.save()
    hall.other.person.is_active = False
    hall.other.person.save()
    assert feed(rooms).status_code == 404
    assert feed("猜" * 30).status_code == 404


def test_a_door_is_opened_by_no_calendars_address_and_made_by_no_stranger(hall: Hall) -> None:
    token = made(hall, "room", hall.keeper)
    assert ReadingClient().get(reverse("meetings:door", args=[token])).status_code == 404
    with pytest.raises(NotAllowed, match="会务科建立"):
        made(hall, "door", hall.clerk)
    elsewhere = appointed(a_department(an_organ()))
    with pytest.raises(NotThere):
        made(hall, "room", elsewhere)


def test_the_address_stands_on_one_page_and_nowhere_else(hall: Hall) -> None:
    client = ReadingClient()
    client.force_login(hall.clerk.person)
    key = str(uuid7())
    page = client.post(reverse("meetings:new_address"), {"opens": "person", "key": key}).content.decode()
    (token,) = re.findall(r"/rooms/calendars/([\w-]{40,})\.ics", page)
    assert feed(token).status_code == 200
    assert feed(token[:-1] + "x").status_code == 404
    assert SecretAddress.objects.get().digest == digest_of(token)
    assert not AccessEntry.objects.filter(path__contains=token).exists()
    assert AccessEntry.objects.filter(path="/rooms/calendars/….ics", status=404).count() == 1
    again = client.post(reverse("meetings:new_address"), {"opens": "person", "key": key})
    assert again.status_code == 302
    assert "calendars" not in client.get(reverse("meetings:addresses")).content.decode()


def test_whoever_asks_too_often_is_told_to_wait(hall: Hall) -> None:
    token, visitor = made(hall, "person", hall.clerk), Client()
    address = reverse("meetings:feed", args=[token])
    with time_machine.travel(now(), tick=False):
        answers = [visitor.get(address).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_a_door_says_who_has_it_who_comes_and_until_when_it_is_free(hall: Hall) -> None:
    token = made(hall, "door", hall.keeper)
    closed = booked(hall.room, hall.clerk, in_days(1, NINE, TEN), title="干部考察", is_closed=True)
    booked(hall.room, hall.other, in_days(1, ELEVEN, ELEVEN + 60), title="调度会")
    seen = {}
    for minute in (-10, 10, 90, 600):
        with time_machine.travel(closed.starts_at + timedelta(minutes=minute), tick=False):
            cache.clear()
            seen[minute] = ReadingClient().get(reverse("meetings:door_now", args=[token])).content.decode()
    assert "空闲，到9:00" in seen[-10]
    assert "使用中，到10:00" in seen[10]
    assert "内部会议" in seen[10]
    assert hall.clerk.person.name in seen[10]
    assert "空闲，到11:00" in seen[90]
    assert "今天再没有预订" in seen[600]
    assert not any("干部考察" in page for page in seen.values())
    whole = ReadingClient().get(reverse("meetings:door", args=[token]))
    assert whole.status_code == 200
    assert "private" in whole.headers["Cache-Control"]


@pytest.mark.pure
@pytest.mark.parametrize("text", ["会" * 200, "a" * 300, "会a" * 100, "", "😀" * 50, "x" * 75, "x" * 76])
def test_lines_are_folded_between_characters(text: str) -> None:
    pieces = folded(text).split("\r\n")
    assert all(len(piece.encode()) <= FOLD for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert all(piece.startswith(" ") for piece in pieces[1:])


@pytest.mark.pure
def test_text_is_escaped_and_nothing_becomes_a_line_of_its_own() -> None:
    assert escaped("甲,乙;丙\\丁\n戊\r\n己") == "甲\\,乙\\;丙\\\\丁\\n戊\\n己"
    at = now()
    said = calendar("甲", [Event("u", 0, "CONFIRMED", at, at, at, "一\r\nATTENDEE:二", "三\nEND:VEVENT")]).decode()
    assert "\r\nATTENDEE" not in said
    assert said.count("\r\nEND:VEVENT\r\n") == 1
