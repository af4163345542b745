"""Row first, ring second: what is written when, to whom, and how often."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from office.kernel.transactions import OutsideTransactionError
from office.models import Person
from realtime import bells
from realtime.api import notify, ring, unread_count
from realtime.models import Notification
from tests.factories import appointed
from tests.realtime.people import somebody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The row keys of the people for whom the bell really rang."""
    heard: list[list[int]] = []
    monkeypatch.setattr(bells, "_ring_now", heard.append)
    return heard


def tell(*whom: Any, key: str = "", title: str = "请核稿") -> None:
    with transaction.atomic():
        notify(whom, kind="文", title=title, url="/documents/1/", about=uuid4(), key=key)


def test_each_person_gets_a_row_and_a_ring(rung: list[list[int]]) -> None:
    one, other = somebody(), somebody()
    tell(one, other)
    assert unread_count(one) == unread_count(other) == 1
    assert rung == [[one.pk, other.pk]]


def test_nothing_rings_before_the_commit(rung: list[list[int]]) -> None:
    one = somebody()
    with transaction.atomic():
        notify([one], kind="文", title="请核稿", url="/")
        assert rung == []
        assert unread_count(one) == 1
    assert rung == [[one.pk]]


def test_a_rolled_back_act_tells_nobody_and_rings_nothing(rung: list[list[int]]) -> None:
    one = somebody()

    def refused() -> None:
        with transaction.atomic():
            notify([one], kind="文", title="请核稿", url="/")
            ring([one])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refused()
    assert unread_count(one) == 0
    assert rung == []


def test_a_lost_ring_leaves_the_row_and_the_act(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def away(people: list[int]) -> None:
        raise ConnectionError("the broker is away")

    monkeypatch.setattr(bells, "_ring_now", away)
    one = somebody()
    tell(one)
    assert unread_count(one) == 1
    assert "the broker is away" in caplog.text, "and the operator can see it"


def test_an_appointment_means_its_person_and_nobody_is_told_twice(rung: list[list[int]]) -> None:
    one = somebody()
    first = one.appointments.get()
    second = appointed(first.department, person=one)
    tell(first, second, one)
    assert unread_count(one) == 1
    assert rung == [[one.pk]]


def test_the_same_key_tells_a_person_once_for_ever(rung: list[list[int]]) -> None:
    one, other = somebody(), somebody()
    tell(one, key="task:7", title="请核稿")
    Notification.objects.update(read_at="2026-01-01T00:00:00Z", read_in=uuid4())
    tell(one, other, key="task:7", title="请再核稿")
    assert [row.title for row in Notification.objects.filter(person=one)] == ["请核稿"]
    assert unread_count(one) == 0, "what was read stays read"
    assert unread_count(other) == 1


def test_two_at_once_with_one_key_tell_once_and_do_not_block_each_other() -> None:
    """Each names the people in the other order; both acts are done."""
    people = [somebody() for _ in range(6)]
    ready = threading.Barrier(2)

    def act(order: list[Person]) -> None:
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    ready.wait(5)  # both transactions are open; SQLite lets in one after the other
                notify(order, kind="文", title="请签收", url="/", key="distribution:1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(act, people), both.submit(act, people[::-1])]:
            done.result(20)
    assert Notification.objects.count() == len(people)


def test_without_a_key_each_saying_counts() -> None:
    one = somebody()
    tell(one)
    tell(one)
    assert unread_count(one) == 2


def test_the_database_holds_one_row_for_a_key() -> None:
    row = {"person": somebody(), "kind": "文", "title": "请核稿", "url": "/", "key": "task:7"}
    Notification.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(**row)


def test_it_refuses_outside_an_action() -> None:
    with pytest.raises(OutsideTransactionError):
        notify([somebody()], kind="文", title="请核稿", url="/")
    assert not Notification.objects.exists()


@pytest.mark.parametrize("url", ["", "https://host.evil/", "//host.evil/", "javascript:alert(1)", "documents/1/"])
def test_a_notification_leads_nowhere_else(url: str) -> None:
    with pytest.raises(ValueError, match="path of this site"), transaction.atomic():
        notify([somebody()], kind="文", title="请核稿", url=url)


def test_to_tell_nobody_is_no_work(rung: list[list[int]], django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(0):
        notify([], kind="文", title="请核稿", url="/")
    assert rung == []


def test_to_tell_many_costs_one_question(rung: list[list[int]], django_assert_num_queries: Any) -> None:
    people = [somebody() for _ in range(20)]
    with transaction.atomic(), django_assert_num_queries(1):
        notify(people, kind="文", title="请签收", url="/", key="distribution:1")
    assert Notification.objects.count() == 20
    assert len(rung) == 1


def test_a_ring_alone_writes_nothing(rung: list[list[int]]) -> None:
    one = somebody()
    with transaction.atomic():
        ring([one, one.appointments.get()])
    assert rung == [[one.pk]]
    assert not Notification.objects.exists()
