"""One key acts once: again, at once, and from another person."""

import threading
from uuid import UUID

import pytest
from django.db import connection

from office.api import Actor, action
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.models import DoneAction, Organ
from office.models.organs import Level, plant
from tests.factories import an_actor


@action
def found(name: str, *, by: Actor | None, key: UUID) -> Organ:
    if not name:
        raise Invalid("请填写名称。")
    return plant(None, level=Level.CITY, name=name, short_name=name)


@pytest.mark.django_db
def test_the_same_key_again_returns_the_first_answer() -> None:
    by, key = an_actor(), uuid7()
    before = Organ.objects.count()
    first = found("甲局", by=by, key=key)
    assert found("乙局", by=by, key=key) == first
    assert Organ.objects.count() == before + 1


@pytest.mark.django_db
def test_another_person_cannot_use_a_key() -> None:
    by, other, key = an_actor(), an_actor(), uuid7()
    found("甲局", by=by, key=key)
    with pytest.raises(SomebodyWasFirst):
        found("甲局", by=other, key=key)


@pytest.mark.django_db
def test_a_refused_act_leaves_its_key_unused() -> None:
    by, key = an_actor(), uuid7()
    with pytest.raises(Invalid):
        found("", by=by, key=key)
    assert not DoneAction.objects.filter(key=key).exists()
    assert found("甲局", by=by, key=key).name == "甲局"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_acts_once() -> None:
    by, key = an_actor(), uuid7()
    before = Organ.objects.count()
    answers: list[int] = []
    start = threading.Barrier(6)

    def click() -> None:
        try:
            start.wait()
            answers.append(found("甲局", by=by, key=key).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert Organ.objects.count() == before + 1
