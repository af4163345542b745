"""What the clock does: reminders by working days, each once, first to whoever is in charge, then to his leader; and looking again."""

from datetime import date, timedelta

import pytest

from docflow.supervision.actions import tend
from docflow.supervision.actions.ending import close_matter, recheck
from docflow.supervision.actions.extending import ask_extension
from docflow.supervision.actions.feedback import endorse
from docflow.supervision.actions.hand_on import hand_on
from docflow.supervision.actions.tend import tend_matters
from docflow.supervision.models import Matter, Reminder
from office.api import WorkingCalendar
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, Todo
from realtime.models import Notification
from tests.docflow.supervision.matters import a_house, a_matter
from tests.factories import appointed

pytestmark = pytest.mark.django_db


class EveryDay(WorkingCalendar):
    """On which every day is worked, so that the tests do not depend on their own day."""

    def is_working_day(self, day: date) -> bool:  # noqa: ARG002 - whichever day it is
        return True

    def working_days_between(self, a: date, b: date) -> int:
        return (b - a).days


class NoDay(WorkingCalendar):
    def is_working_day(self, day: date) -> bool:  # noqa: ARG002 - whichever day it is
        return False


EVERY_DAY, NO_DAY = EveryDay({}), NoDay({})


@pytest.fixture(autouse=True)
def _every_day_is_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tend, "working_calendar", lambda: EVERY_DAY)


def in_days(n: int) -> date:
    return today() + timedelta(days=n)


def told(who: object, begins: str) -> int:
    return Notification.objects.filter(person=who.person, title__startswith=begins).count()  # type: ignore[attr-defined]


def test_near_its_day_whoever_is_in_charge_is_reminded_once() -> None:
    walk = a_matter().signed().opened_before(30, in_days(5))
    house = walk.house
    assert tend_matters() == 0
    walk.opened_before(30, in_days(2))
    assert (tend_matters(), tend_matters()) == (1, 0)
    assert (told(house.staff[0], "临期提醒"), told(house.heads[0], "临期提醒")) == (1, 0)


def test_past_its_day_the_leader_of_the_unit_is_told_after_some_days() -> None:
    walk = a_matter().signed().opened_before(30, in_days(-1))
    house = walk.house
    assert tend_matters() == 1
    assert (told(house.staff[0], "逾期"), told(house.heads[0], "逾期")) == (1, 0)
    walk.opened_before(30, in_days(-2))
    assert tend_matters() == 2  # another day, so from the beginning
    assert told(house.heads[0], "逾期，告知本单位负责人") == 1


def test_a_feedback_that_is_missing_is_asked_for_and_after_an_extension_it_begins_anew() -> None:
    walk = a_matter(cycle="every", every=5).signed()
    part = walk.part()
    part.feedback_due_on = in_days(-3)
    part.save()
    assert tend_matters() == 2
    assert set(Reminder.objects.values_list("rung", flat=True)) == {"feedback", "feedback_leader"}
    walk.opened_before(30, in_days(1))
    assert tend_matters() == 1
    walk.extended(days=1)
    assert tend_matters() == 1
    assert Reminder.objects.filter(rung="near").count() == 2


def test_what_is_done_or_ended_reminds_nobody() -> None:
    house = a_house()
    a_matter(house).signed().opened_before(30, in_days(-9)).said(final=True).endorsed()
    a_matter(house).signed().done().closed()
    assert tend_matters() == 0


def test_before_it_is_signed_for_those_at_the_door_are_reminded() -> None:
    walk = a_matter().opened_before(30, in_days(1))
    tend_matters()
    assert told(walk.house.heads[0], "临期提醒") == 1


def test_on_the_day_somebody_looks_again() -> None:
    walk = a_matter().signed().done()
    by = walk.house.by(walk.house.supervisor)
    close_matter(walk.uid, recheck_on=in_days(3), by=by, key=uuid7())
    assert tend_matters() == 0
    Matter.objects.update(recheck_on=today())
    assert (tend_matters(), tend_matters()) == (1, 0)
    assert walk.waits_for(walk.house.supervisor) == ["回头看"]
    recheck(walk.uid, held=True, said="都好", by=by, key=uuid7())
    assert walk.waits_for(walk.house.supervisor) == []
    assert tend_matters() == 0


def test_on_days_of_rest_nobody_is_reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tend, "working_calendar", lambda: NO_DAY)
    a_matter().signed().opened_before(30, in_days(-5))
    assert tend_matters() == 0


def test_what_waits_for_somebody_who_has_left_waits_for_who_does_his_part_now() -> None:
    walk = a_matter(cycle="every", every=5).signed().said()
    house = walk.house

    def leaves(who: Appointment) -> None:
        Appointment.objects.filter(pk=who.pk).update(until=today() - timedelta(days=1))

    leaves(house.staff[0])
    assert (hand_on(), hand_on()) == (1, 0)
    assert walk.waits_for(house.heads[0]) == ["办理并反馈", "签发反馈"]
    walk.endorsed()
    leaves(house.supervisor)
    assert hand_on() == 1
    assert walk.waits_for(house.second) == ["审核反馈"]
    assert told(house.second, "“老旧小区供水改造”转由您审核反馈") == 1
    walk.extension()
    assert walk.waits_for(house.second) == ["决定延期", "审核反馈"]
    leaves(house.second)
    assert hand_on() == 0  # nobody supervises there any more
    third = appointed(house.second.department, "supervisor")
    assert hand_on() == 2
    assert walk.waits_for(third) == ["决定延期", "审核反馈"]


def test_each_kind_of_to_do_knows_whom_it_waits_for() -> None:
    house = a_house()
    walk = a_matter(house, level="key", leader=house.leader.uid)
    mate = appointed(house.heads[0].department, "head")
    Appointment.objects.filter(pk__in=[house.heads[0].pk]).update(until=today() - timedelta(days=1))
    Todo.objects.open().filter(task__startswith="sign/").get().holders.exclude(appointment=house.heads[0]).delete()
    assert hand_on() == 1
    assert walk.waits_for(mate) == ["签收督办事项"]
    walk.signed(by=mate)
    ask_extension(
        walk.part().uid,
        walk.part().due_on + timedelta(days=5),
        "冻土",
        "过半",
        by=house.by(house.staff[0]),
        key=uuid7(),
    )
    assert walk.waits_for(mate) == ["签批延期申请"]
    other = appointed(mate.department, "head")
    Appointment.objects.filter(pk=mate.pk).update(until=today() - timedelta(days=1))
    assert hand_on() == 1
    assert walk.waits_for(other) == ["签批延期申请"]
    walk.said(final=True)
    endorse(walk.last().uid, by=house.by(other), key=uuid7())
    walk.accepted()
    assert walk.waits_for(house.leader) == ["销号"]
    Appointment.objects.filter(pk=house.leader.pk).update(until=today() - timedelta(days=1))
    assert hand_on() == 1
    assert walk.waits_for(house.supervisor) == ["销号"]
    assert walk.closed().matter.state == "closed"
