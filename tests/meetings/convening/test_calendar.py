"""会议在日历里：the days it falls on, calendars elsewhere, the order of locks, the demonstration."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from meetings.actions.addresses import make_address
from meetings.convening import life
from meetings.convening.actions.announce_meeting import cancel_meeting, postpone_meeting
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.draft_notice import draft_notice
from meetings.convening.actions.people_acts import withdraw_person
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Meeting, MeetingKind
from meetings.convening.selectors import days
from meetings.rules.slots import slot_of
from meetings.secrets import digest_of, new_token
from office.api import Appointment, appointment_key, grant
from office.calendar.working_days import Exceptional, KnownYear, WorkingCalendar
from office.kernel.ids import uuid7
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from tests.docflow.world import an_office
from tests.meetings.gathering import a_gathering
from tests.meetings.hall import a_hall, actor, in_days
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

NATIONAL_DAY = {
    date(2026, 10, 1): Exceptional("rest", "国庆节"),
    date(2026, 10, 10): Exceptional("work", "国庆节"),
}
KNOWN = WorkingCalendar({2026: KnownYear(2026, "国办发明电〔2025〕7号", NATIONAL_DAY)})


@pytest.mark.parametrize(
    ("day", "end", "said"),
    [
        (date(2026, 9, 30), 11 * 60, []),
        (date(2026, 10, 1), 11 * 60, ["10月1日（星期四）是国庆节，不上班。"]),
        (date(2026, 10, 10), 11 * 60, ["10月10日（星期六）调休上班。"]),
        (date(2026, 9, 30), 30, ["10月1日（星期四）是国庆节，不上班。"]),
        (date(2026, 12, 31), 30, ["2027年工作日历未导入，暂按周一至周五计。"]),
    ],
)
def test_whoever_plans_learns_of_the_day(monkeypatch: pytest.MonkeyPatch, day: date, end: int, said: list[str]) -> None:
    monkeypatch.setattr(days, "working_calendar", lambda: KNOWN)
    assert days.hints_on(slot_of(day, 9 * 60, end)) == said


def feed(who: Appointment) -> str:
    token = new_token()
    make_address("person", None, digest_of(token), by=actor(who), key=uuid7())
    answer = ReadingClient().get(reverse("meetings:feed", args=[token]))
    return str(answer.content.decode()).replace("\r\n ", "")


def test_a_guest_finds_it_in_his_calendar_and_learns_of_each_turn() -> None:
    gathering = a_gathering()
    guest, by, uid = gathering.guests[0], gathering.by(gathering.organiser), gathering.meeting.uid
    assert f"UID:meeting-{uid}@yiwang.meetings" in feed(guest)
    assert "SEQUENCE:0\r\nSTATUS:CONFIRMED" in feed(guest)
    postpone_meeting(uid, "改期", by=by, key=uuid7())
    assert "SEQUENCE:1\r\nSTATUS:TENTATIVE" in feed(guest)
    slot = in_days(9)
    plan = Plan(
        kind=gathering.kind.uid,
        title="防汛会商",
        host=gathering.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place="食堂",
    )
    change_meeting(uid, plan, 0, by=by, key=uuid7())
    assert "SEQUENCE:2\r\nSTATUS:CONFIRMED" in feed(guest)
    withdraw_person(uid, gathering.invitation(gathering.guests[1]).uid, by=by, key=uuid7())
    withdrawn = feed(gathering.guests[1])
    assert "SEQUENCE:3\r\nSTATUS:CANCELLED" in withdrawn
    assert "防汛" not in withdrawn
    cancel_meeting(uid, "不开了", by=by, key=uuid7())
    assert "SEQUENCE:3\r\nSTATUS:CANCELLED" in feed(guest)
    assert "BEGIN:VEVENT" not in feed(gathering.stranger)


def test_the_room_of_an_announced_meeting_is_told_once() -> None:
    gathering = a_gathering(life.DRAFT)
    hall, slot = a_hall(gathering.organ), in_days(3)
    plan = Plan(
        kind=gathering.kind.uid,
        title="防汛会商",
        host=gathering.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room=hall.room.uid,
        people=5,
    )
    made = plan_meeting(plan, by=gathering.by(gathering.organiser), key=uuid7())
    assert feed(gathering.organiser).count("BEGIN:VEVENT") == 1
    Meeting.objects.filter(pk=made.pk).update(state=life.ANNOUNCED, announced_at=slot.starts_at)
    told = feed(gathering.organiser)
    assert (told.count("BEGIN:VEVENT"), "UID:meeting-" in told) == (1, True)


def test_locks_are_taken_in_their_order() -> None:
    office = an_office()
    gathering = a_gathering(life.DRAFT)
    hall = a_hall(office.organ)
    MeetingKind.objects.update(organ=office.organ, is_numbered=True)
    by, slot = office.actor(office.clerk), in_days(3)
    plan = Plan(
        kind=gathering.kind.uid,
        title="防汛会商",
        host=gathering.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room=hall.room.uid,
        people=5,
        ordinal=3,
    )
    with transaction.atomic():
        grant(gathering.meeting.uid, appointment_key(office.clerk), why="试")
    taken = []
    with recorded_locks() as places:
        made = plan_meeting(plan, by=by, key=uuid7())
    taken.append(list(places))
    later = Plan(**{**vars(plan), "starts_at": slot.ends_at, "ends_at": slot.ends_at + timedelta(hours=1)})
    for act in (
        lambda: change_meeting(made.uid, later, 0, by=by, key=uuid7()),
        lambda: draft_notice(made.uid, "函", office.code.uid, by=by, key=uuid7()),
        lambda: cancel_meeting(made.uid, "", by=by, key=uuid7()),
    ):
        with recorded_locks() as places:
            act()
        taken.append(list(places))
    for places in taken:
        assert places == sorted(places, key=LOCK_ORDER.index), taken
