"""签到: with the code at the door, by the clerk, from a list; once, in its hours, by whoever is to come."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.actions.arrive import release_no_shows
from meetings.attendance.actions.bring_list import Line, WrongList, bring_list, read_lines
from meetings.attendance.actions.sign_in_for import sign_in_for, take_in, undo_sign_in
from meetings.attendance.models import SignIn
from meetings.attendance.printing import table_bytes
from meetings.attendance.selectors.counting import attendance_of
from meetings.attendance.selectors.lists import sign_lines, sign_rows
from meetings.attendance.signing import code_of, is_ticket, meeting_of, ticket_for, token_of
from meetings.attendance.views.at_the_door import A_MINUTE
from meetings.convening import life
from meetings.convening.actions.announce_meeting import cancel_meeting, postpone_meeting
from meetings.convening.models import Answer, Meeting
from meetings.models import State
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import AccessEntry, TrailEntry
from tests.factories import a_department, an_organ, appointed
from tests.meetings.attendance.hosting import at_the_door, browser, signs
from tests.meetings.gathering import Gathering
from tests.meetings.hall import a_hall, booked

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Gathering:
    return at_the_door()


def standing(there: Gathering) -> dict[str, str]:
    meeting = Meeting.objects.select_related("kind").get(pk=there.meeting.pk)
    return {str(one.invitation): one.standing.value for one in sign_lines(meeting, sign_rows(meeting))}


def test_one_signs_in_once(there: Gathering) -> None:
    guest = there.guests[0]
    signs(there, guest)
    first = SignIn.objects.get().at
    assert signs(there, guest) == there.invitation(guest)
    assert SignIn.objects.get().at == first
    assert TrailEntry.objects.filter(act="attendance.signed_in").count() == 1
    assert standing(there)[guest.person.name] == "已签到"


def test_its_hours(there: Gathering) -> None:
    begins = there.meeting.starts_at
    for at in (begins - timedelta(minutes=61), begins + timedelta(hours=2, minutes=1)):
        with time_machine.travel(at, tick=False), pytest.raises(SomebodyWasFirst):
            signs(there, there.guests[0])
    Meeting.objects.filter(pk=there.meeting.pk).update(state=life.RUNNING, began_at=begins)
    with time_machine.travel(begins + timedelta(hours=3), tick=False):
        signs(there, there.guests[0])
        assert standing(there)[there.guests[0].person.name] == "迟到"


def test_late_and_absent(there: Gathering) -> None:
    there.kind.late_minutes = 5
    there.kind.save()
    begins = there.meeting.starts_at
    first, second, third = (one.person.name for one in there.guests)
    with time_machine.travel(begins + timedelta(minutes=4), tick=False):
        signs(there, there.guests[0])
    with time_machine.travel(begins + timedelta(minutes=6), tick=False):
        signs(there, there.guests[1])
        assert standing(there)[third] == "未签到"
    with time_machine.travel(begins + timedelta(hours=2), tick=False):
        found = standing(there)
        meeting = Meeting.objects.select_related("kind").get(pk=there.meeting.pk)
        count = attendance_of(meeting)
    assert (found[first], found[second], found[third]) == ("已签到", "迟到", "缺席")
    assert (count.due, count.came, count.late, count.missing, count.is_over) == (4, 2, 1, 2, True)


@pytest.mark.parametrize("state", [life.POSTPONED, life.CANCELLED, life.ENDED])
def test_nobody_signs_in_to_what_is_not_held(state: str) -> None:
    there = at_the_door(state=state)
    with pytest.raises(SomebodyWasFirst):
        signs(there, there.guests[0])
    assert SignIn.objects.count() == 0


def test_who_is_replaced_is_sent_to_the_table_and_a_stranger_nowhere(there: Gathering) -> None:
    guest = there.invitation(there.guests[0])
    guest.answer = Answer.REPLACED
    guest.save()
    with pytest.raises(NotAllowed, match="签到台"):
        signs(there, there.guests[0])
    for who in (there.stranger, there.organiser):
        with pytest.raises(NotThere):
            signs(there, who)


def test_it_asks_as_often_among_many_and_takes_no_lock() -> None:
    counted = []
    for guests in (2, 20):
        there = at_the_door(guests=guests)
        for one in there.guests[1:]:
            signs(there, one)
        with CaptureQueriesContext(connection) as asked:
            signs(there, there.guests[0])
        counted.append(len(asked))
        assert [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]] == []
        assert [one["sql"] for one in asked if one["sql"].startswith("UPDATE") and "acting" not in one["sql"]][1:] == []
    assert counted[0] == counted[1] < 16


def test_the_first_who_comes_keeps_the_room() -> None:
    hall = a_hall()
    hall.room.arrival_minutes = 15
    hall.room.save()
    booking = booked(hall.room, hall.clerk)
    with time_machine.travel(booking.starts_at - timedelta(minutes=50), tick=False):
        there = at_the_door(minutes=50, booking=booking)
        signs(there, there.guests[0])
        signs(there, there.guests[1])
    with time_machine.travel(booking.starts_at + timedelta(minutes=20), tick=False):
        assert release_no_shows() == 0
    booking.refresh_from_db()
    assert (booking.state, booking.arrived_at is not None) == (State.APPROVED, True)
    assert TrailEntry.objects.filter(act="meetings.arrived").count() == 1


def test_a_room_that_nobody_comes_to_is_released_as_before() -> None:
    hall = a_hall()
    hall.room.arrival_minutes = 15
    hall.room.save()
    booking = booked(hall.room, hall.clerk)
    at_the_door(booking=booking)
    with time_machine.travel(booking.starts_at + timedelta(minutes=20), tick=False):
        assert release_no_shows() == 1


def test_a_ticket_is_his_own_of_this_meeting_and_of_now(there: Gathering) -> None:
    uid, guest, other = there.meeting.uid, there.guests[0].person, there.guests[1].person
    ticket = ticket_for(uid, guest)
    assert is_ticket(ticket, uid, guest)
    assert not is_ticket(ticket, uid, other)
    assert not is_ticket(ticket, uuid7(), guest)
    assert not is_ticket(ticket[:-1] + ("a" if ticket[-1] != "a" else "b"), uid, guest)
    with time_machine.travel(now() + timedelta(minutes=4)):
        assert not is_ticket(ticket, uid, guest)


def test_from_the_screen_to_one_tap_on_the_phone(there: Gathering) -> None:
    client = browser(there.guests[0])
    page = client.get(reverse("attendance:here", args=[there.meeting.uid, code_of(there.meeting)]))
    assert page.status_code == 200
    ticket = page.context["ticket"]
    done = client.post(reverse("attendance:sign", args=[there.meeting.uid]), {"ticket": ticket, "key": uuid7()})
    assert done["Location"] == reverse("attendance:mine", args=[there.meeting.uid])
    assert "已签到" in client.get(done["Location"]).content.decode()
    assert SignIn.objects.get().invitation == there.invitation(there.guests[0])


def test_a_code_sent_on_is_worth_nothing_after_its_time(there: Gathering) -> None:
    code = code_of(there.meeting)
    address = reverse("attendance:here", args=[there.meeting.uid, code])
    with time_machine.travel(now() + timedelta(seconds=25)):
        late = browser(there.guests[0]).get(address)
        assert (late.status_code, "过期" in late.content.decode()) == (422, True)
        assert browser(there.stranger).get(address).status_code == 404
    other = at_the_door()
    assert (
        browser(there.guests[0])
        .get(reverse("attendance:here", args=[there.meeting.uid, code_of(other.meeting)]))
        .status_code
        == 422
    )
    sent = browser(there.guests[0]).post(
        reverse("attendance:sign", args=[there.meeting.uid]), {"ticket": code, "key": uuid7()}
    )
    assert (sent.status_code, SignIn.objects.count()) == (422, 0)


def test_codes_are_counted_for_whoever_shows_them_from_wherever(there: Gathering) -> None:
    guest, code = browser(there.guests[0]), code_of(there.meeting)
    shown = [code[::-1]] * A_MINUTE + [code]
    with time_machine.travel(now(), tick=False):
        asked = [
            guest.get(reverse("attendance:here", args=[there.meeting.uid, one]), REMOTE_ADDR=f"10.0.0.{n}").status_code
            for n, one in enumerate(shown)
        ]
        assert asked == [422] * A_MINUTE + [429]
        other = browser(there.guests[1]).get(reverse("attendance:here", args=[there.meeting.uid, code]))
        assert other.status_code == 200  # nobody is kept out by another's tries
    with time_machine.travel(now() + timedelta(minutes=1)):
        again = reverse("attendance:here", args=[there.meeting.uid, code_of(there.meeting)])
        assert guest.get(again).status_code == 200


def test_who_was_not_invited_is_told_where_to_go_only_before_the_screen(there: Gathering) -> None:
    client = browser(there.stranger)
    here = client.get(reverse("attendance:here", args=[there.meeting.uid, code_of(there.meeting)]))
    assert (here.status_code, "签到台" in here.content.decode()) == (403, True)
    assert str(there.meeting) not in here.content.decode()
    sent = client.post(reverse("attendance:sign", args=[there.meeting.uid]), {"key": uuid7(), "ticket": "x"})
    assert sent.status_code == 404


def test_the_clerk_signs_in_takes_in_and_undoes(there: Gathering) -> None:
    by, uid = there.by(there.organiser), there.meeting.uid
    guests = [there.invitation(one).uid for one in there.guests[:2]]
    signs(there, there.guests[0])
    sign_in_for(uid, guests, by=by, key=uuid7())
    assert {one.manner for one in SignIn.objects.all()} == {"code", "clerk"}
    with pytest.raises(SomebodyWasFirst):
        sign_in_for(uid, guests, by=by, key=uuid7())
    undo_sign_in(uid, guests[1], by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        undo_sign_in(uid, guests[1], by=by, key=uuid7())
    signs(there, there.guests[1])
    take_in(uid, there.stranger.uid, by=by, key=uuid7())
    assert SignIn.objects.get(invitation=there.invitation(there.stranger)).manner == "clerk"
    with pytest.raises(Invalid, match="已在参会名单"):
        take_in(uid, there.stranger.uid, by=by, key=uuid7())
    with pytest.raises(NotThere):
        sign_in_for(uid, [guests[0], uuid7()], by=by, key=uuid7())
    for who in (there.guests[0], there.host):
        with pytest.raises(NotAllowed):
            sign_in_for(uid, guests, by=there.by(who), key=uuid7())
    with time_machine.travel(there.meeting.ends_at, tick=False), pytest.raises(SomebodyWasFirst):
        undo_sign_in(uid, guests[0], by=by, key=uuid7())


def filled(there: Gathering, times: dict[str, Any]) -> bytes:
    """The table as it is downloaded, with times in it."""
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(there.meeting)))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        name = str(row[heads.index("姓名")].value)
        if name in times:
            row[heads.index("签到时间")].value = times[name]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_list_that_was_downloaded_comes_back_with_its_times(there: Gathering) -> None:
    begins = there.meeting.starts_at
    first, second, third = (one.person.name for one in there.guests)
    local = begins.astimezone(OFFICE_ZONE)
    times = {first: f"{local:%H:%M}", second: (local + timedelta(minutes=20)).replace(tzinfo=None)}
    content = filled(there, times)
    with time_machine.travel(begins + timedelta(hours=3), tick=False):
        signed = read_lines(content, "签到表.xlsx")
        bring_list(there.meeting.uid, signed, by=there.by(there.organiser), key=uuid7())
        found = standing(there)
        bring_list(
            there.meeting.uid, [*signed, _line(there, 2, f"{local:%H:%M}")], by=there.by(there.second), key=uuid7()
        )
        assert standing(there)[third] == "已签到"
    assert (found[first], found[second], found[third]) == ("已签到", "迟到", "缺席")
    at = SignIn.objects.get(invitation=there.invitation(there.guests[1])).at
    assert abs(at - begins - timedelta(minutes=20)) < timedelta(minutes=1)


def _line(there: Gathering, n: int, time: str, **more: Any) -> Line:
    guest = there.guests[n]
    plain: dict[str, Any] = {
        "number": n + 2,
        "uid": str(there.invitation(guest).uid),
        "name": guest.person.name,
        "time": time,
    }
    return Line(**(plain | more))


def test_each_wrong_row_is_named_and_nothing_of_the_list_is_taken(there: Gathering) -> None:
    begins = there.meeting.starts_at
    right = f"{begins.astimezone(OFFICE_ZONE):%H:%M}"
    lines = [
        _line(there, 0, right),
        _line(there, 0, right, number=3),
        _line(there, 1, right, name="旁人", number=4),
        _line(there, 1, "看不清", number=5),
        _line(there, 2, "2001-01-01 09:00", number=6),
        _line(there, 2, right, uid=str(uuid7()), number=7),
        _line(there, 2, "", uid="", number=8),
    ]
    with time_machine.travel(begins + timedelta(hours=3), tick=False), pytest.raises(WrongList) as refused:
        bring_list(there.meeting.uid, lines, by=there.by(there.organiser), key=uuid7())
    assert [one.number for one in refused.value.rows] == [3, 4, 5, 6, 7]
    assert SignIn.objects.count() == 0


def test_a_list_of_another_meeting_is_refused(there: Gathering) -> None:
    other = at_the_door()
    right = f"{there.meeting.starts_at.astimezone(OFFICE_ZONE):%H:%M}"
    lines = [_line(other, n, right) for n in range(3)]
    with time_machine.travel(there.meeting.starts_at + timedelta(hours=1)), pytest.raises(WrongList, match="3行"):
        bring_list(there.meeting.uid, lines, by=there.by(there.organiser), key=uuid7())


def _packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04 broken", "a.xlsx"),
        (b"\x00" * 500, "a.xlsx"),
        ("姓名,时间".encode(), "a.csv"),
        (_packed("a.txt", b"x"), "a.xlsx"),
        (_packed("../../etc/passwd", b"x"), "a.xlsx"),
    ],
)
def test_what_is_no_list_is_refused_in_words(there: Gathering, content: bytes, name: str) -> None:
    with pytest.raises(Invalid, match="。"):
        read_lines(content, name)


def test_a_table_without_the_heads_is_refused() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("表", 0).append(["姓名", "单位"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Invalid, match="标识"):
        read_lines(out.getvalue(), "表.xlsx")


def test_the_screen_opens_without_sign_in_and_shows_a_code(there: Gathering) -> None:
    signs(there, there.guests[0])
    client = browser(there.stranger)
    client.logout()
    address = reverse("attendance:screen", args=[token_of(there.meeting)])
    with time_machine.travel(now(), tick=False):
        page = client.get(address).content.decode()
        assert client.get(f"{address}now/").content.decode().strip() in page
    assert "扫码签到" in page
    assert there.guests[0].person.name in page
    assert client.get(reverse("attendance:screen", args=["x.y.z"])).status_code == 404
    Meeting.objects.filter(pk=there.meeting.pk).update(is_closed=True)
    assert str(there.meeting) not in client.get(address).content.decode()
    with time_machine.travel(there.meeting.ends_at):
        assert "签到已结束" in client.get(address).content.decode()
    moved = there.meeting.starts_at + timedelta(days=1)
    Meeting.objects.filter(pk=there.meeting.pk).update(starts_at=moved, ends_at=moved + timedelta(hours=1))
    assert meeting_of(address.split("/")[-2]) is None


@pytest.mark.parametrize(
    ("put_off", "said"), [(cancel_meeting, "会议已取消，不签到"), (postpone_meeting, "会议已延期，不签到")]
)
def test_the_screen_of_a_meeting_that_is_off_says_so_and_shows_no_code(
    there: Gathering, put_off: Callable[..., Meeting], said: str
) -> None:
    address = reverse("attendance:screen", args=[token_of(there.meeting)])
    put_off(there.meeting.uid, "另行安排", by=there.by(there.organiser), key=uuid7())
    page = browser(there.stranger).get(address).content.decode()
    assert said in page
    assert "签到码" not in page


def test_the_code_of_the_screen_is_blotted_out_of_the_log(there: Gathering) -> None:
    code = code_of(there.meeting)
    with time_machine.travel(now() + timedelta(minutes=1)):
        browser(there.guests[0]).get(reverse("attendance:here", args=[there.meeting.uid, code]))
    assert AccessEntry.objects.filter(path__contains="attendance").exists()
    assert not AccessEntry.objects.filter(path__contains=code).exists()


def test_a_person_of_another_organ_can_be_taken_in(there: Gathering) -> None:
    who = appointed(a_department(an_organ()))
    take_in(there.meeting.uid, who.uid, by=there.by(there.organiser), key=uuid7())
    assert SignIn.objects.filter(invitation=there.invitation(who)).exists()
