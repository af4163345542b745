"""No room twice: the database itself refuses it on either engine, and of many at once one has it."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from meetings.actions.book import book
from meetings.models import HOLDING, Booking, State
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, a_wish, actor, in_days

HOUR = 60


@pytest.fixture
def hall(db: None) -> Hall:
    return a_hall()


def put(hall: Hall, begin: int, end: int, state: str = State.APPROVED, **fields: Any) -> Booking:
    slot = in_days(1, begin, end)
    given = {"room": hall.room, "booked_by": hall.clerk, "title": "会", "people": 1, "why": "试"} | fields
    return Booking.objects.create(state=state, starts_at=slot.starts_at, ends_at=slot.ends_at, **given)


@pytest.mark.parametrize("state", HOLDING)
@pytest.mark.parametrize(
    ("begin", "end"),
    [(NINE, ELEVEN), (TEN, TEN + 30), (8 * HOUR, 12 * HOUR), (8 * HOUR, NINE + 1), (ELEVEN - 1, 12 * HOUR)],
)
def test_what_holds_a_room_overlaps_nothing_that_holds_it(hall: Hall, state: str, begin: int, end: int) -> None:
    put(hall, NINE, ELEVEN)
    with pytest.raises(DatabaseError, match="no_room_is_booked_twice"), transaction.atomic():
        put(hall, begin, end, state)
    assert Booking.objects.count() == 1


def test_one_after_the_other_and_in_two_rooms_is_no_overlap(hall: Hall) -> None:
    put(hall, NINE, ELEVEN)
    put(hall, 8 * HOUR, NINE)
    put(hall, ELEVEN, 12 * HOUR)
    put(hall, NINE, ELEVEN, room=hall.another_room())
    assert Booking.objects.count() == 4


@pytest.mark.parametrize("state", [one for one in State.values if one not in HOLDING])
def test_what_holds_no_room_is_in_nobodys_way_until_it_holds_one(hall: Hall, state: str) -> None:
    given_up = put(hall, NINE, ELEVEN, state)
    put(hall, NINE, TEN)
    put(hall, NINE, ELEVEN, state)
    with pytest.raises(DatabaseError, match="no_room_is_booked_twice"), transaction.atomic():
        Booking.objects.filter(pk=given_up.pk).update(state=State.APPROVED)


def test_nor_can_one_be_moved_into_another(hall: Hall) -> None:
    put(hall, NINE, TEN)
    later, elsewhere = put(hall, TEN, ELEVEN), put(hall, NINE, TEN, room=hall.another_room())
    for key, change in (
        (later.pk, {"starts_at": later.starts_at - timedelta(minutes=1)}),
        (elsewhere.pk, {"room": hall.room}),
    ):
        with pytest.raises(DatabaseError, match="no_room_is_booked_twice"), transaction.atomic():
            Booking.objects.filter(pk=key).update(**change)
    Booking.objects.filter(pk=later.pk).update(title="它自己不挡自己", starts_at=later.starts_at)
    assert Booking.objects.get(pk=later.pk).title == "它自己不挡自己"


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_has_it() -> None:
    """Threads with connections of their own on PostgreSQL; on SQLite the acts queue up as they do in a server."""
    hall = a_hall()
    wish, people = a_wish(hall.room), [hall.clerk, hall.other, hall.keeper]
    start, won, lost = threading.Barrier(50), [], []

    def attempt(n: int) -> None:
        by = actor(people[n % 3])
        start.wait(60)
        try:
            won.append(book(wish, by=by, key=uuid7()))
        except SomebodyWasFirst as refusal:
            lost.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(n,)) for n in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(won), len(lost)) == (1, 49)
    assert Booking.objects.holding().count() == 1
    assert all("已由" in sentence or "刚刚被订走" in sentence for sentence in lost)


@pytest.mark.django_db(transaction=True)
def test_past_the_lock_the_database_still_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks and does not lock finds it free twice: the second is told in words."""
    from meetings import taking  # noqa: PLC0415

    hall = a_hall()
    book(a_wish(hall.room), by=actor(hall.clerk), key=uuid7())
    monkeypatch.setattr(taking, "in_the_way", lambda *_, **__: None)
    with pytest.raises(SomebodyWasFirst, match="刚刚被订走"):
        book(a_wish(hall.room), by=actor(hall.other), key=uuid7())
    assert Booking.objects.count() == 1
