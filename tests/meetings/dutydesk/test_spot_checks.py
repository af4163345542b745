"""抽查: called by the system and timed by the server, or written down by hand; counted by unit and month."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.dutydesk.actions.check_in import check_in
from meetings.dutydesk.actions.spot_checks import PhoneFound, answer, call_up, note_phone_check
from meetings.dutydesk.actions.tend import tend_desks
from meetings.dutydesk.models import MissedCheckIn, SpotCheck
from meetings.dutydesk.selectors.counting import month_of
from office.api import Todo
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from tests.meetings.duty.rostering import a_duty_room
from tests.meetings.dutydesk.desk import Desk, a_desk
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 15, 4, 0, tzinfo=UTC)


def at(seconds: float) -> time_machine.travel:
    return time_machine.travel(NOON + timedelta(seconds=seconds), tick=False)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with at(0):
        yield a_desk()


def calls(desk: Desk) -> SpotCheck:
    return call_up(desk.uid, desk.officer.person.uid, by=desk.by(desk.room.keeper), key=uuid7())


def test_the_server_counts_the_seconds(desk: Desk) -> None:
    check, officer = calls(desk), desk.officer
    with pytest.raises(SomebodyWasFirst, match="正在等他应答"):
        calls(desk)
    assert Todo.objects.waiting_with([officer.pk]).get().step == "在岗应答"
    with pytest.raises(NotThere):
        answer(check.uid, by=desk.by(desk.leader), key=uuid7())
    with at(41.9):
        done = answer(check.uid, by=desk.by(officer), key=uuid7())
        with pytest.raises(SomebodyWasFirst, match="不用再按"):
            answer(check.uid, by=desk.by(officer), key=uuid7())
    assert (done.seconds, done.result) == (41, "present")
    assert not Todo.objects.waiting_with([officer.pk]).exists()


def test_no_answer_in_time_is_no_answer_also_afterwards(desk: Desk) -> None:
    check = calls(desk)
    with at(181):
        assert (tend_desks(), tend_desks()) == (1, 0)
    with at(200):
        done = answer(check.uid, by=desk.by(desk.officer), key=uuid7())
        second = calls(desk)
    assert (done.seconds, done.result) == (200, "silent")
    with at(200 + 181):  # before the clock came by
        assert answer(second.uid, by=desk.by(desk.officer), key=uuid7()).result == "silent"


def test_who_checks_whom(desk: Desk) -> None:
    above = a_duty_room(1, 1)
    DutyUnit.objects.filter(uid=desk.uid).update(superior=above.unit)
    with pytest.raises(NotAllowed, match="抽查由"):
        call_up(desk.uid, desk.leader.person.uid, by=desk.by(desk.officer), key=uuid7())
    with pytest.raises(NotThere):
        call_up(desk.uid, desk.officer.person.uid, by=desk.by(desk.room.stranger), key=uuid7())
    with pytest.raises(Invalid, match="不在值班"):
        call_up(desk.uid, desk.room.keeper.person.uid, by=desk.by(desk.room.keeper), key=uuid7())
    assert call_up(desk.uid, desk.officer.person.uid, by=above.by(above.keeper), key=uuid7()).result == "waits"


def test_by_telephone_and_the_counts_of_a_month(desk: Desk) -> None:
    keeper = desk.by(desk.room.keeper)
    check_in(desk.uid, "值班室", by=desk.by(desk.officer), key=uuid7())
    for result, more in (
        ("present", {"seconds": 10, "knows": True, "person": desk.officer.person.uid}),
        ("away", {"seconds": 20}),
        ("silent", {"seconds": 30}),
        ("stranger", {"answered_by": "保安"}),
    ):
        note_phone_check(desk.uid, PhoneFound(result=result, **more), by=keeper, key=uuid7())
    for wrong, words in (
        (PhoneFound(result="waits"), "请选择抽查结果"),
        (PhoneFound(result="stranger"), "写明接听人"),
        (PhoneFound(result="present", seconds=3601), "3600秒"),
        (PhoneFound(result="present", called_at=NOON + timedelta(hours=1)), "不能在以后"),
    ):
        with pytest.raises(Invalid, match=words):
            note_phone_check(desk.uid, wrong, by=keeper, key=uuid7())
    calls(desk)  # waits: counts as nothing yet
    (found,) = month_of([desk.room.unit], date(2026, 12, 1))
    assert found.figures == {
        "checks": 4,
        "present": 1,
        "away": 1,
        "silent": 1,
        "stranger": 1,
        "came": 1,
        "late": 0,  # the roster is out since noon
        "absent": 0,
    }
    assert found.seconds == 10
    (before,) = month_of([desk.room.unit], date(2026, 11, 1))
    assert (set(before.figures.values()), before.seconds) == ({0}, None)


def test_each_figure_of_a_month_leads_to_the_rows_that_it_counts(desk: Desk) -> None:
    desk.comes(desk.leader)
    answer(calls(desk).uid, by=desk.by(desk.officer), key=uuid7())
    absent = {"unit": desk.room.unit, "role": "主班", "starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
    MissedCheckIn.objects.create(person=desk.next_officer.person, due_at=NOON, **absent)
    keeper = ReadingClient()
    keeper.force_login(desk.room.keeper.person)
    page = keeper.get(f"{reverse('dutydesk:checks', args=[desk.uid])}?month=2026-12")
    figures = {name: many for name, many in page.context["counts"][0].figures.items() if many}
    assert figures == {"checks": 1, "present": 1, "came": 1, "absent": 1}
    links = re.findall(r'href="([^"]*of=([a-z]+))#rows"', page.content.decode())
    assert {name for _, name in links} == figures.keys()
    for to, name in links:
        found = keeper.get(html.unescape(to)).context
        assert len(found["page"].object_list) + len(found["came"]) + len(found["absent"]) == figures[name], name


def test_through_the_front_door(desk: Desk) -> None:
    client, officer = ReadingClient(), ReadingClient()
    client.force_login(desk.room.keeper.person)
    officer.force_login(desk.officer.person)
    do = reverse("dutydesk:do_check", args=[desk.uid, "call-up"])
    assert client.post(do, {"key": str(uuid7())}).status_code == 422
    given = {"key": str(uuid7()), "person": str(desk.officer.person.uid)}
    assert [client.post(do, given).status_code for _ in range(2)] == [302, 302]
    check = SpotCheck.objects.get()
    page = officer.get(reverse("dutydesk:desk", args=[desk.uid])).content.decode()
    assert str(check.uid) in page
    with at(9):
        to = reverse("dutydesk:do", args=[desk.uid, "answer"])
        assert officer.post(to, {"key": str(uuid7()), "check": str(check.uid)}).status_code == 302
    assert "9秒" in client.get(reverse("dutydesk:checks", args=[desk.uid])).content.decode()
    phone = reverse("dutydesk:do_check", args=[desk.uid, "phone"])
    wrong = client.post(
        phone, {"key": str(uuid7()), "day": "2026-12-15", "hour": "11:00", "result": "stranger", "note": "留着"}
    )
    assert wrong.status_code == 422
    assert "留着" in wrong.content.decode()
