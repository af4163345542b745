"""The life of a booking: booked, approved, changed, handed over, cancelled, confirmed or released; who may, and who is told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from meetings.actions.arrive import confirm_arrival, release_no_shows, release_undecided
from meetings.actions.book import book
from meetings.actions.change import change
from meetings.actions.decide import approve, decline
from meetings.actions.end import cancel, hand_over
from meetings.models import Admits, Booking, OpenHours, Room, State
from meetings.policy import bookings, rooms
from office.api import Appointment, waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.hall import ELEVEN, TEN, Hall, a_hall, a_wish, actor, booked, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return a_hall()


@pytest.fixture
def asking(hall: Hall) -> Hall:
    """The same with a room that is booked with the approval of `other`."""
    hall.room.approved_by = hall.other.post
    hall.room.save()
    return hall


def told(who: Appointment) -> list[str]:
    return list(Notification.objects.filter(person=who.person).order_by("pk").values_list("title", flat=True))


def refused(deed: Any, kind: type[Refusal], words: str) -> None:
    before = (Booking.objects.count(), TrailEntry.objects.count(), Notification.objects.count())
    with pytest.raises(kind, match=words):
        deed()
    assert (Booking.objects.count(), TrailEntry.objects.count(), Notification.objects.count()) == before


def test_a_room_is_had_at_once_and_a_repeat_is_harmless(hall: Hall) -> None:
    key, by = uuid7(), actor(hall.clerk)
    one = book(a_wish(hall.room), by=by, key=key)
    assert (one.state, one.booked_by) == (State.APPROVED, hall.clerk)
    assert book(a_wish(hall.room), by=by, key=key) == one
    assert TrailEntry.objects.get(act="meetings.booked").about == one.uid
    refused(lambda: booked(hall.room, hall.other), SomebodyWasFirst, f"已由.*{hall.clerk.person.name}预订.*候补")


def test_the_rules_of_the_room_are_kept(hall: Hall) -> None:
    by = hall.clerk
    refused(lambda: booked(hall.room, by, people=31), Invalid, "有30座，坐不下31人")
    refused(lambda: booked(hall.room, by, in_days(400)), Invalid, "最多提前90天")
    refused(lambda: booked(hall.room, by, in_days(-1)), Invalid, "已经过去")
    refused(lambda: booked(hall.room, by, in_days(1, 0, 9 * 60)), Invalid, "一次最多用8小时")
    refused(lambda: booked(hall.room, by, title=" "), Invalid, "请写会议名称")
    OpenHours.objects.filter(room=hall.room).delete()
    refused(lambda: booked(hall.room, by), Invalid, "不开放预订")
    Room.objects.update(in_use=False)
    refused(lambda: booked(hall.room, by), NotAllowed, "不开放预订")


def test_who_may_book_is_said_by_the_room(hall: Hall) -> None:
    elsewhere = appointed(a_department(an_organ()))
    refused(lambda: booked(hall.room, elsewhere), NotThere, "没有找到该会议室")
    hall.room.admits = Admits.LISTED
    hall.room.save()
    refused(lambda: booked(hall.room, hall.clerk), NotThere, "没有找到")
    hall.room.admitted_departments.add(hall.clerk.department)
    hall.room.admitted_organs.add(elsewhere.organ)
    assert booked(hall.room, hall.clerk).holds
    assert booked(hall.room, elsewhere, in_days(2)).holds
    assert booked(hall.room, hall.keeper, in_days(3)).holds, "who keeps it books it always"
    refused(lambda: booked(hall.room, hall.other), NotThere, "没有找到")


def test_row_and_list_agree_for_two_of_each_kind(asking: Hall) -> None:
    """Two holders in two departments, two keepers, two approvers, two strangers here and elsewhere."""
    colleagues = appointed(asking.clerk.department), appointed(asking.keeper.department)
    strangers = [appointed(a_department(asking.organ)), appointed(a_department(an_organ()))]
    second = appointed(a_department(asking.organ))
    one, two = booked(asking.room, asking.clerk), booked(asking.another_room(), second)
    seen = {
        asking.clerk: {one}, second: {two}, colleagues[0]: {one}, colleagues[1]: {one, two}, asking.keeper: {one, two},
        asking.other: {one}, strangers[0]: set(), strangers[1]: set(),
    }  # fmt: skip
    for who, expected in seen.items():
        by = actor(who)
        assert set(bookings.readable(by)) == expected
        for booking in (one, two):
            if booking in expected:
                assert bookings.read(booking.uid, by=by) == booking
            else:
                with pytest.raises(NotThere):
                    bookings.read(booking.uid, by=by)
    assert set(rooms.seen(actor(strangers[1]))) == set()


def test_it_waits_for_the_approver_who_agrees(asking: Hall) -> None:
    one = booked(asking.room, asking.clerk)
    assert one.state == State.ASKED
    assert [todo.step for todo in waiting_for(actor(asking.other))] == ["审批会议室"]
    refused(lambda: booked(asking.room, asking.keeper), SomebodyWasFirst, "已由")
    refused(lambda: approve(one.uid, by=actor(asking.keeper), key=uuid7()), NotAllowed, "由这个会议室的审批人办")
    approve(one.uid, by=actor(asking.other), key=uuid7())
    assert bookings.read(one.uid, by=actor(asking.clerk)).state == State.APPROVED
    assert not waiting_for(actor(asking.other)).exists()
    assert told(asking.clerk) == ["“调度会”的会议室已同意使用"]
    refused(lambda: decline(one.uid, "迟了", by=actor(asking.other), key=uuid7()), SomebodyWasFirst, "现在是“已预订”")


def test_or_declines_with_a_reason_and_the_room_is_free(asking: Hall) -> None:
    one = booked(asking.room, asking.clerk)
    refused(lambda: decline(one.uid, " ", by=actor(asking.other), key=uuid7()), Invalid, "请写明缘由")
    decline(one.uid, "当天接待代表团。", by=actor(asking.other), key=uuid7())
    assert "当天接待代表团。" in Notification.objects.get(person=asking.clerk.person).body
    assert booked(asking.room, asking.keeper).holds


def test_what_nobody_answered_by_its_beginning_is_released(asking: Hall) -> None:
    one = booked(asking.room, asking.clerk)
    assert release_undecided() == 0
    with time_machine.travel(one.starts_at, tick=False):
        assert (release_undecided(), release_undecided()) == (1, 0)
        assert not waiting_for(actor(asking.other)).exists()
        assert told(asking.clerk) == ["“调度会”的会议室已释放"]
        assert "到开始时还没有审批" in Booking.objects.get().why


def test_the_approver_does_not_ask_himself(asking: Hall) -> None:
    assert booked(asking.room, asking.other).state == State.APPROVED


def test_while_nobody_holds_the_post_the_keepers_are_asked(asking: Hall) -> None:
    asking.other.person.is_active = False
    asking.other.person.save()
    booked(asking.room, asking.clerk)
    assert waiting_for(actor(asking.keeper)).count() == 1


def test_it_is_moved_and_is_never_in_its_own_way(hall: Hall) -> None:
    one, by = booked(hall.room, hall.clerk), actor(hall.clerk)
    change(one.uid, a_wish(hall.room, in_days(1, TEN, ELEVEN + 60)), by=by, key=uuid7())
    other = hall.another_room()
    in_the_way = booked(other, hall.other, in_days(1, TEN, ELEVEN))
    refused(
        lambda: change(one.uid, a_wish(other, in_days(1, TEN, ELEVEN)), by=by, key=uuid7()), SomebodyWasFirst, "已由"
    )
    cancel(in_the_way.uid, by=actor(hall.other), key=uuid7())
    moved = change(one.uid, a_wish(other, in_days(1, TEN, ELEVEN), title="改名"), by=by, key=uuid7())
    assert (moved.room, moved.title, moved.sequence) == (other, "改名", 2)
    assert booked(hall.room, hall.other).holds
    assert told(hall.clerk) == []
    change(one.uid, a_wish(other, in_days(1, TEN, ELEVEN), title="管理员改"), by=actor(hall.keeper), key=uuid7())
    assert told(hall.clerk) == ["“管理员改”的预订有变动"]


def test_another_time_is_approved_anew_and_other_words_are_not(asking: Hall) -> None:
    one, by = booked(asking.room, asking.clerk), actor(asking.clerk)
    approve(one.uid, by=actor(asking.other), key=uuid7())
    assert change(one.uid, a_wish(asking.room, title="只改名"), by=by, key=uuid7()).state == State.APPROVED
    assert change(one.uid, a_wish(asking.room, in_days(2)), by=by, key=uuid7()).state == State.ASKED
    assert waiting_for(actor(asking.other)).count() == 1
    change(one.uid, a_wish(asking.room, in_days(3)), by=by, key=uuid7())
    assert waiting_for(actor(asking.other)).count() == 1


def test_it_is_handed_over_to_somebody_of_the_organ(hall: Hall) -> None:
    one, by = booked(hall.room, hall.clerk), actor(hall.clerk)
    elsewhere = appointed(a_department(an_organ()))
    refused(lambda: hand_over(one.uid, elsewhere.uid, by=by, key=uuid7()), Invalid, "本机关在任")
    refused(lambda: hand_over(one.uid, uuid7(), by=by, key=uuid7()), Invalid, "本机关在任")
    refused(lambda: hand_over(one.uid, hall.clerk.uid, by=by, key=uuid7()), Invalid, "已经是")
    hand_over(one.uid, hall.other.uid, by=by, key=uuid7())
    assert told(hall.other) == [f"“调度会”的预订已转给{hall.other.person.name}"]
    refused(lambda: cancel(one.uid, by=by, key=uuid7()), NotThere, "没有找到")
    cancel(one.uid, by=actor(hall.other), key=uuid7())


def test_a_keeper_who_cancels_says_why(hall: Hall) -> None:
    one = booked(hall.room, hall.clerk)
    refused(lambda: cancel(one.uid, by=actor(hall.keeper), key=uuid7()), Invalid, "写明缘由")
    cancel(one.uid, "消防检查。", by=actor(hall.keeper), key=uuid7())
    assert told(hall.clerk) == ["“调度会”的预订已取消"]
    refused(lambda: cancel(one.uid, by=actor(hall.clerk), key=uuid7()), SomebodyWasFirst, "已取消")


def test_a_colleague_reads_it_and_may_do_nothing(hall: Hall) -> None:
    one = booked(hall.room, hall.clerk)
    colleague = actor(appointed(hall.clerk.department))
    assert bookings.may(bookings.read(one.uid, by=colleague), by=colleague) == []
    refused(lambda: cancel(one.uid, by=colleague, key=uuid7()), NotAllowed, "您可以看")


def test_whoever_does_not_come_loses_the_room(hall: Hall) -> None:
    hall.room.arrival_minutes = 15
    hall.room.save()
    came, missing = booked(hall.room, hall.clerk), booked(hall.room, hall.other, in_days(1, ELEVEN, ELEVEN + 60))
    elsewhere = booked(hall.another_room(), hall.other)
    refused(lambda: confirm_arrival(came.uid, by=actor(hall.clerk), key=uuid7()), SomebodyWasFirst, "开始前30分钟")
    with time_machine.travel(came.starts_at + timedelta(minutes=5), tick=False):
        confirm_arrival(came.uid, by=actor(hall.clerk), key=uuid7())
        confirm_arrival(came.uid, by=actor(hall.clerk), key=uuid7())
        assert release_no_shows() == 0
    with time_machine.travel(missing.starts_at + timedelta(minutes=14), tick=False):
        assert release_no_shows() == 0
    with time_machine.travel(missing.starts_at + timedelta(minutes=15), tick=False):
        assert release_no_shows() == 1
        assert release_no_shows() == 0
        assert told(hall.other) == ["“调度会”的会议室已释放"]
        assert booked(hall.room, hall.clerk, in_days(0, ELEVEN + 15, ELEVEN + 45)).holds
    states = dict(Booking.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (came, missing, elsewhere)] == ["approved", "released", "approved"]
    assert TrailEntry.objects.filter(act="meetings.arrived").count() == 1


def test_what_is_over_is_not_touched_any_more(hall: Hall) -> None:
    one = booked(hall.room, hall.clerk)
    with time_machine.travel(one.ends_at + timedelta(minutes=1), tick=False):
        refused(lambda: cancel(one.uid, by=actor(hall.clerk), key=uuid7()), SomebodyWasFirst, "已经过去")


def test_the_name_of_a_closed_meeting_stands_in_no_journal(hall: Hall) -> None:
    booked(hall.room, hall.clerk, title="干部考察", is_closed=True)
    assert TrailEntry.objects.get(act="meetings.booked").title == "内部会议"


def test_hostile_words_are_refused_and_nothing_is_kept(hall: Hall) -> None:
    for title in ("a\x00b", "\u202egpj", "阅" * 121, "一\n二"):
        refused(lambda title=title: booked(hall.room, hall.clerk, title=title), Invalid, "会议名称")
