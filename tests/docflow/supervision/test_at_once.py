"""Two at the same moment: one closing, one feedback, one decision, one number each."""

from functools import partial

import pytest

from docflow.supervision.actions.ending import call_off, close_matter
from docflow.supervision.actions.extending import decide_extension
from docflow.supervision.actions.feedback import Told, feed_back
from docflow.supervision.actions.judging import accept, send_back
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.actions.tend import tend_matters
from docflow.supervision.models import Extension, Feedback, Matter, Reminder
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.models import Todo, TrailEntry
from realtime.models import Notification
from tests.docflow.circulation.test_at_once import together
from tests.docflow.supervision.matters import a_house, a_matter, evidence

pytestmark = pytest.mark.django_db(transaction=True)


def first_of(outcomes: list[object], kind: type[object]) -> None:
    """One had it, and everybody else was told who."""
    assert sum(isinstance(one, kind) for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, SomebodyWasFirst) for one in outcomes) == len(outcomes) - 1, outcomes


def test_two_supervisors_close_at_once() -> None:
    walk = a_matter().signed().done()
    house = walk.house
    who = (house.supervisor, house.second, house.supervisor, house.second)
    first_of(together(*(partial(close_matter, walk.uid, by=house.by(one), key=uuid7()) for one in who)), Matter)
    assert TrailEntry.objects.filter(act="supervision.closed").count() == 1
    assert Notification.objects.filter(person=house.staff[0].person, title__contains="已销号").count() == 1


def test_one_closes_while_another_sends_back() -> None:
    house = a_house()
    for _ in range(3):
        walk = a_matter(house).signed().said(final=True).endorsed()
        feedback = walk.last()
        together(
            partial(close_matter, walk.uid, by=house.by(house.supervisor), key=uuid7()),
            partial(send_back, feedback.uid, "没有结果", by=house.by(house.second), key=uuid7()),
        )
        closed = walk.matter.state == "closed"
        assert walk.part().state == ("verified" if closed else "under_way")
        assert walk.last().state == ("accepted" if closed else "returned")
        assert Todo.objects.open().filter(about=walk.uid).count() == (0 if closed else 1)


def test_two_of_one_unit_sign_and_then_report_at_once() -> None:
    walk = a_matter()
    house, part = walk.house, walk.part().uid
    who = (house.heads[0], house.staff[0])
    outcomes = together(*(partial(sign_for, part, by=house.by(one), key=uuid7()) for one in who))
    assert sum(isinstance(one, SomebodyWasFirst) for one in outcomes) == 1
    told = Told(progress=10, text="已开工。")
    first_of(together(*(partial(feed_back, part, told, by=house.by(one), key=uuid7()) for one in who * 2)), Feedback)
    assert Feedback.objects.count() == 1


def test_the_same_click_twice_keeps_one_feedback_with_its_file() -> None:
    walk = a_matter().signed()
    by, key, file = walk.house.by(walk.house.staff[0]), uuid7(), evidence()
    told = Told(progress=10, text="已开工。")
    outcomes = together(*(partial(feed_back, walk.part().uid, told, [file], by=by, key=key) for _ in range(3)))
    assert len({one.pk for one in outcomes if isinstance(one, Feedback)}) == 1
    assert walk.last().evidence.count() == 1


def test_an_extension_is_decided_once() -> None:
    walk = a_matter().signed()
    house, one, first = walk.house, walk.extension(), walk.part().due_on
    deeds = [
        partial(decide_extension, one.uid, granted=granted, said="好", by=house.by(who), key=uuid7())
        for who, granted in ((house.supervisor, True), (house.second, False), (house.second, True))
    ]
    first_of(together(*deeds), Extension)
    one.refresh_from_db()
    assert walk.part().extended == (1 if one.state == "granted" else 0)
    assert walk.part().due_on == (one.new_on if one.state == "granted" else first)


def test_a_feedback_is_judged_once() -> None:
    walk = a_matter().signed().said().endorsed()
    house, uid = walk.house, walk.last().uid
    deeds = [partial(accept, uid, by=house.by(one), key=uuid7()) for one in (house.supervisor, house.second)]
    deeds.append(partial(send_back, uid, "没有数字", by=house.by(house.second), key=uuid7()))
    first_of(together(*deeds), Feedback)


def test_many_open_at_once_and_no_number_is_missing_or_twice() -> None:
    house = a_house()
    together(*(partial(a_matter, house) for _ in range(6)))
    assert sorted(Matter.objects.values_list("place", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_clock_runs_twice_and_each_is_reminded_once() -> None:
    walk = a_matter(units=2).signed(0).opened_before(60, today())
    together(tend_matters, tend_matters)
    tend_matters()
    assert Reminder.objects.count() in {0, 2}  # none on a day of rest
    told = Notification.objects.filter(title__startswith="临期提醒")
    assert told.count() == Reminder.objects.count()
    call_off(walk.uid, "不用了", by=walk.house.by(walk.house.supervisor), key=uuid7())
    assert tend_matters() == 0
