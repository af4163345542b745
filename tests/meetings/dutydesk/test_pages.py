"""值班室的页: live, in a constant number of questions, for the right people; the wall screen shows nothing confidential."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.duty.models import DutyUnit, Turn
from meetings.dutydesk.actions.hand_over import take_over
from meetings.dutydesk.actions.screens import MOST, make_screen, revoke_screen
from meetings.dutydesk.actions.tend import tend_desks
from meetings.dutydesk.models import DeskRule, MissedCheckIn, WallScreen
from meetings.secrets import digest_of, new_token
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.models import AccessEntry, Appointment, Person
from tests.factories import a_department, an_organ, appointed
from tests.meetings.dutydesk.desk import Desk, a_desk, a_desk_with_everything
from tests.office.site.test_live_parts import check
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 15, 4, 0, tzinfo=UTC)


def browser(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def statements(desk: Desk, who: Appointment, name: str) -> int:
    client = browser(who)
    client.get(reverse(f"dutydesk:{name}", args=[desk.uid]))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"dutydesk:{name}", args=[desk.uid])).status_code == 200
    return len(asked)


def test_the_parts_that_change_are_those_of_a_reload() -> None:
    desk = a_desk_with_everything(what="供热")
    for who in (desk.leader, desk.officer, desk.room.keeper):
        found = check(browser(who), reverse("dutydesk:desk", args=[desk.uid])).found
        assert {"duty-called", "duty-now", "duty-open", "duty-log", "duty-calls", "duty-changing"} <= found.keys()
        assert ("在岗应答" in found["duty-called"]) == (who == desk.leader)


def test_more_rows_ask_no_more_questions() -> None:
    desk = a_desk_with_everything(what="供热")
    names = ("desk", "log", "calls", "matters", "hand_overs", "checks")
    before = [statements(desk, desk.room.keeper, name) for name in names]
    for n in range(3):
        desk.logs(f"第{n}件")
        desk.opens(f"第{n}件")
    assert [statements(desk, desk.room.keeper, name) for name in names] == before


def test_the_desk_says_who_came_and_who_is_missing() -> None:
    with time_machine.travel(NOON, tick=False):
        desk = a_desk()
        officer, leader = desk.officer, desk.leader
        desk.comes(leader)
        address = reverse("dutydesk:desk", args=[desk.uid])
        assert (
            'id="acknowledge"' in browser(leader).get(address).content.decode()
        )  # what is brought in later belongs to it
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        tend_desks()
        page = words(browser(leader).get(address))
        assert "已签到" in page
        assert f"{officer.person.name}没有按时签到" in page
        missed = MissedCheckIn.objects.get()
        given = {"key": str(uuid7()), "missed": str(missed.uid)}
        assert browser(leader).post(reverse("dutydesk:do", args=[desk.uid, "acknowledge"]), given).status_code == 302
        assert f"{leader.person.name}正在处理" in words(browser(officer).get(address))
        place = {"key": str(uuid7()), "place": "办公楼101", "latitude": "30.1", "longitude": ""}
        assert browser(officer).post(reverse("dutydesk:do", args=[desk.uid, "check-in"]), place).status_code == 302
        assert "已签到，迟" in words(browser(leader).get(address))


def test_a_refused_form_keeps_what_was_written() -> None:
    desk = a_desk()
    to = reverse("dutydesk:do", args=[desk.uid, "check-in"])
    answer = browser(desk.officer).post(to, {"key": str(uuid7()), "place": "门口", "latitude": "900", "longitude": "1"})
    assert answer.status_code == 422
    assert "门口" in answer.content.decode()
    assert answer.headers["Permissions-Policy"].endswith("geolocation=(self)")
    log = reverse("dutydesk:log", args=[desk.uid])
    answer = browser(desk.officer).post(log, {"key": str(uuid7()), "content": "写了半天", "day": "", "hour": "1:"})
    assert answer.status_code == 422
    assert "写了半天" in answer.content.decode()


def test_the_list_leads_to_the_only_desk_and_is_nothing_to_a_stranger() -> None:
    desk, address = a_desk(), reverse("dutydesk:desks")
    assert browser(desk.officer).get(address).headers["Location"] == reverse("dutydesk:desk", args=[desk.uid])
    assert "没有您的值班室" in words(browser(desk.room.stranger).get(address))
    assert address not in browser(desk.room.stranger).get("/").content.decode()
    assert address in browser(desk.officer).get("/").content.decode()
    other = a_desk()
    DutyUnit.objects.filter(uid=other.uid).update(kept_by=desk.room.keeper.department)
    page = words(browser(desk.room.keeper).get(address))
    assert str(desk.room.unit) in page
    assert other.officer.person.name in page


def shown(token: str, name: str = "screen") -> Any:
    return ReadingClient().get(reverse(f"dutydesk:{name}", args=[token]))


def test_the_wall_screen_shows_who_is_on_duty_and_of_matters_only_their_number() -> None:
    desk = a_desk_with_everything(what="机密供热")
    keeper, token = desk.by(desk.room.keeper), new_token()
    Person.objects.filter(pk=desk.officer.person.pk).update(phone="0571-8888")
    made = make_screen(desk.uid, digest_of(token), by=keeper, key=uuid7())
    for name in ("screen", "screen_now"):
        page = words(shown(token, name))
        assert "机密" not in page
        for there in (desk.officer.person.name, desk.leader.person.name, "未结事项1件", "0571-0000", "0571-8888"):
            assert there in page
    assert shown(token).headers["Cache-Control"] == "no-store"
    DeskRule.objects.update_or_create(unit=desk.room.unit, defaults={"shows_phones": False})
    assert "0571-8888" not in words(shown(token))
    assert not [path for path in AccessEntry.objects.values_list("path", flat=True) if token in path]
    with pytest.raises(NotAllowed):
        make_screen(desk.uid, "0" * 64, by=desk.by(desk.officer), key=uuid7())
    with pytest.raises(NotThere):
        revoke_screen(desk.uid, uuid7(), by=keeper, key=uuid7())
    revoke_screen(desk.uid, made.uid, by=keeper, key=uuid7())
    for wrong in (token, "x", new_token()):
        assert shown(wrong).status_code == 404
    lost = new_token()
    make_screen(desk.uid, digest_of(lost), by=keeper, key=uuid7())
    WallScreen.objects.filter(digest=digest_of(lost)).update(made_by=desk.room.stranger)
    assert shown(lost).status_code == 404
    for n in range(WallScreen.objects.filter(revoked_at__isnull=True).count(), MOST):
        make_screen(desk.uid, f"{n:064}", by=keeper, key=uuid7())
    with pytest.raises(Invalid, match="最多"):
        make_screen(desk.uid, "f" * 64, by=keeper, key=uuid7())


def test_settings_are_for_those_who_keep_the_unit() -> None:
    desk = a_desk()
    address = reverse("dutydesk:settings", args=[desk.uid])
    client = browser(desk.room.keeper)
    given = {"key": str(uuid7()), "early_minutes": "20", "late_minutes": "5", "leader_minutes": "5",
             "keepers_minutes": "5", "answer_seconds": "60", "checks_in": "on"}  # fmt: skip
    assert client.post(address, given).status_code == 302
    assert client.post(address, given | {"key": str(uuid7()), "late_minutes": "999"}).status_code == 422
    rule = DeskRule.objects.get()
    assert (rule.early_minutes, rule.late_minutes, rule.answer_seconds, rule.shows_phones) == (20, 5, 60, False)
    assert browser(desk.officer).get(address).status_code == 404
    key = str(uuid7())
    made = client.post(reverse("dutydesk:new_screen", args=[desk.uid]), {"key": key})
    assert re.search(r"/duty-desk/screens/[\w-]{20,}/", made.content.decode())
    assert client.post(reverse("dutydesk:new_screen", args=[desk.uid]), {"key": key}).status_code == 302


def test_whoever_serves_nowhere_any_more_enters_no_more() -> None:
    desk = a_desk_with_everything(what="供热")
    who = desk.room.officers[2]
    assert browser(who).get(reverse("dutydesk:log", args=[desk.uid])).status_code == 200
    Turn.objects.filter(person=who.person).delete()
    desk.room.first.pool.filter(person=who.person).update(until=now().date() - timedelta(days=2))
    assert browser(who).get(reverse("dutydesk:log", args=[desk.uid])).status_code == 404
    with pytest.raises(NotThere):
        take_over(desk.rows["hand_over"], by=desk.by(who), key=uuid7())


def test_whoever_has_moved_to_another_organ_enters_no_more() -> None:
    desk = a_desk()
    who, address = desk.room.officers[2], reverse("dutydesk:log", args=[desk.uid])
    Turn.objects.filter(person=who.person).delete()
    assert browser(who).get(address).status_code == 200
    Appointment.objects.filter(pk=who.pk).update(until=now().date() - timedelta(days=2))
    appointed(a_department(an_organ()), person=who.person)
    assert browser(who).get(address).status_code == 404
    assert reverse("dutydesk:desks") not in browser(who).get("/").content.decode()
