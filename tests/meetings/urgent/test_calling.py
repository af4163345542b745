"""Calling until somebody acknowledges: whom, by which way, when, once; and what the clocks say."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from pytest_django import Settings

from meetings.urgent.actions.instruct import instruct
from meetings.urgent.actions.tend import tend_urgent
from meetings.urgent.models import Alarm, Call, Clock, MailAddress, UnitPractice
from meetings.urgent.tasks import send_out
from office.api import Appointment, Job, Todo, actor_of, history_of
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import appointed
from tests.meetings.urgent.postbox import a_postbox
from tests.meetings.urgent.world import Desk, a_desk, acknowledged, ago, alarm_of, an_event, nobody_serves, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return a_desk()


Later = time_machine.Traveller


@pytest.fixture
def later() -> Iterator[Later]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


def calls(alarm: Alarm) -> list[tuple[str, str, str]]:
    return [(one.person.name, one.way, one.outcome) for one in alarm.calls.select_related("person")]


def test_from_the_leader_to_the_keepers_to_the_superior_and_from_the_beginning_again(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    alarm = alarm_of(event, "opened")
    expected = [desk.leader().person.name, desk.below.keeper.person.name]
    expected += [one.person.name for one in (desk.officer(desk.above), desk.leader(desk.above))]
    for many in range(1, 5):
        in_app = [name for name, way, _ in calls(alarm) if way == "in_app"]
        assert in_app == [name for name in expected if name != desk.officer().person.name][:many]
        tend_urgent()  # nothing is due yet
        later.shift(timedelta(minutes=5))
        tend_urgent()
    later.shift(timedelta(minutes=15))
    tend_urgent()
    alarm.refresh_from_db()
    assert (alarm.round, alarm.calls.filter(round=1, way="in_app").count()) == (1, 1)
    # on the page everybody stands once, however often he was called
    said = alarm.called_in_words
    assert [one.partition("（")[0] for one in said] == list(dict.fromkeys(name for name, *_ in calls(alarm)))
    assert any("第2遍，站内已送达" in one for one in said)
    assert sum("邮件未配置" in one.said for one in history_of(event.uid)) == 4, "of each once, in the first round alone"


def test_the_minutes_between_two_calls_are_the_units_own(desk: Desk, later: Later) -> None:
    UnitPractice.objects.create(unit=desk.below.unit, next_way=1, next_person=30, next_round=60)
    alarm = alarm_of(an_event(desk), "opened")
    later.shift(timedelta(minutes=2))
    tend_urgent()
    assert alarm.calls.filter(way="in_app").count() == 2, "mail is not configured: the next person at once"
    later.shift(timedelta(minutes=29))
    tend_urgent()
    alarm.refresh_from_db()
    assert alarm.calls.filter(way="in_app").count() == 3


def test_acknowledged_it_stops_and_who_comes_later_learns_who_was_first(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    for who in (actor_of(desk.below.officers[1].person), desk.officer()):
        with pytest.raises(
            NotAllowed, match="确认"
        ):  # off duty; and who registered it himself, as another is to know of it
            acknowledged(event, "opened", who)
    acknowledged(event, "opened", desk.leader())
    with pytest.raises(SomebodyWasFirst, match=desk.leader().person.name):
        acknowledged(event, "opened", actor_of(desk.below.keeper.person))
    before = Call.objects.count()
    later.shift(timedelta(minutes=9))
    tend_urgent()
    assert Call.objects.count() == before
    assert not Todo.objects.open().filter(room="urgent").exists()


def test_warned_at_half_at_four_fifths_and_at_the_end_each_once(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    acknowledged(event, "opened", desk.leader())
    reported(desk, event, "telephone", told_whom="市总值班室")
    for minutes in (31, 1, 17, 1, 11, 1):
        later.shift(timedelta(minutes=minutes))
        tend_urgent()
        tend_urgent()
    said = [one.said for one in history_of(event.uid) if one.act in ("urgent.warned", "urgent.overdue")]
    assert [next(word for word in ("50%", "80%", "超过") if word in one) for one in said] == ["50%", "80%", "超过"]
    told = Notification.objects.filter(kind="urgent_clock").order_by("pk").values_list("person", flat=True)
    officer, leader = desk.officer().person.pk, desk.leader().person.pk
    assert (told[0], sorted(told[1:])) == (officer, sorted([officer, leader]))
    assert Alarm.objects.filter(event=event, why="overdue").count() == 1


def test_down_over_a_clocks_end_it_is_late_at_the_start_and_escalated_at_once_and_once(
    desk: Desk, later: Later
) -> None:
    event = an_event(desk)
    acknowledged(event, "opened", desk.leader())
    later.shift(timedelta(hours=9))
    for _ in range(3):
        tend_urgent()
    alarms = Alarm.objects.filter(event=event, why="overdue")
    assert alarms.count() == 2, "one for the telephone, one for the first report"
    assert [one.calls.filter(way="in_app").count() for one in alarms] == [1, 1]
    assert not Notification.objects.filter(kind="urgent_clock").exists()
    reported(desk, event)
    assert {one.outcome for one in event.clocks.filter(timed__in=("first", "telephone"))} == {"late"}
    assert not alarms.filter(ended_at__isnull=True).exists(), "what was missing is there"


def test_a_report_that_nobody_acknowledges_is_escalated_in_the_unit_above(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    reported(desk, event)
    clock = Clock.objects.get(timed="acknowledge")
    later.shift(timedelta(minutes=16))
    tend_urgent()
    assert Alarm.objects.get(clock=clock).unit == desk.above.unit
    acknowledged(event, "report", desk.leader(desk.above))
    clock.refresh_from_db()
    assert clock.outcome == "late"
    assert not Alarm.objects.filter(unit=desk.above.unit, ended_at__isnull=True).exists()


def test_with_mail_the_second_way_is_mail_and_it_says_nothing_of_the_event(
    desk: Desk, later: Later, settings: Settings
) -> None:
    MailAddress.objects.create(person=desk.leader().person, address="leader@example.cn")
    with a_postbox() as box:
        settings.MAIL_SERVER = box.server
        event = an_event(desk)
        alarm = alarm_of(event, "opened")
        later.shift(timedelta(minutes=3))
        tend_urgent()
        call = alarm.calls.get(way="mail")
        assert Job.objects.get(task__endswith="send_out").args == [str(call.uid)]
        for _ in range(2):
            send_out.call(str(call.uid))
    ((whom, message),) = box.taken
    assert (whom, message["To"]) == ("leader@example.cn", "leader@example.cn")
    assert "确认" in message.get_content()
    assert event.title not in message["Subject"] + message.get_content()
    call.refresh_from_db()
    assert call.outcome == "sent"


@pytest.mark.parametrize("how", ["refused", "died"])
def test_mail_that_fails_or_died_on_the_way_is_said_not_repeated_and_the_next_is_called(
    desk: Desk, later: Later, settings: Settings, how: str
) -> None:
    MailAddress.objects.create(person=desk.leader().person, address="leader@example.cn")
    with a_postbox(refuses=True) as box:
        settings.MAIL_SERVER = box.server
        event = an_event(desk)
        later.shift(timedelta(minutes=3))
        tend_urgent()
        call = alarm_of(event, "opened").calls.get(way="mail")
        if how == "died":
            Call.objects.filter(pk=call.pk).update(outcome="sending")
        send_out.call(str(call.uid))
        send_out.call(str(call.uid))
    assert box.taken == []
    call.refresh_from_db()
    assert call.outcome == {"refused": "failed", "died": "unknown"}[how]
    assert [one.rank for one in call.alarm.calls.filter(way="in_app")][1:] == [f"{desk.below.unit}管理处室"]
    assert sum("改用下一种办法" in one.said for one in history_of(event.uid)) == 1


def test_who_stands_in_two_ranks_is_called_once_and_the_superior_after_him(desk: Desk, later: Later) -> None:
    leader = desk.leader()
    for title in ("主任", "副主任"):  # in two posts of the department that keeps the unit, which holds nobody else
        appointed(desk.below.unit.kept_by, person=leader.person, title=title)
    Appointment.objects.filter(pk=desk.below.keeper.pk).update(until=now().date() - timedelta(days=9))
    alarm = alarm_of(an_event(desk), "opened")
    for _ in range(3):
        later.shift(timedelta(minutes=5))
        tend_urgent()
    names = [one.person.name for one in (leader, desk.officer(desk.above), desk.leader(desk.above))]
    assert [name for name, way, _ in calls(alarm) if way == "in_app"] == names


def test_what_was_telephoned_is_not_called_for_any_more(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    later.shift(timedelta(hours=2))
    tend_urgent()
    late = Alarm.objects.filter(event=event, why="overdue", clock__timed="telephone", ended_at__isnull=True)
    assert late.exists()
    reported(desk, event, "telephone", told_whom="市政府总值班室")
    assert not late.exists()


def test_where_nobody_at_all_can_be_found_it_is_said_and_tried_again(desk: Desk, later: Later) -> None:
    event = an_event(desk, by=actor_of(desk.below.keeper.person), received_at=ago(1))
    for room in (desk.above, desk.below):
        nobody_serves(room)
        type(room.keeper).objects.filter(pk=room.keeper.pk).update(until=now().date() - timedelta(days=9))
    alarm = alarm_of(event, "opened")
    for _ in range(2):
        later.shift(timedelta(minutes=20))
        tend_urgent()
    alarm.refresh_from_db()
    assert alarm.ended_at is None
    assert alarm.next_at is not None


def test_an_instruction_without_feedback_in_time_is_told_to_its_leader_once(desk: Desk, later: Later) -> None:
    event = an_event(desk)
    given = [desk.below.unit.uid]
    instruct(event.uid, "请核实伤亡。", given, 2, by=actor_of(desk.chief.person), key=uuid7())
    todo = Todo.objects.open().get(step="反馈批示")
    assert todo.due_at == now() + timedelta(hours=2)
    for minutes in (119, 2, 60):
        later.shift(timedelta(minutes=minutes))
        tend_urgent()
    told = Notification.objects.filter(person=desk.chief.person, kind="urgent_task")
    assert told.count() == 1
    assert [one.verb for one in history_of(event.uid)].count("交办超时") == 1
