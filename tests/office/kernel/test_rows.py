"""Inserting a row unless it is there."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from office.kernel.ids import uuid7
from office.kernel.rows import insert, insert_new, update
from office.models import DoneAction, TrailEntry


@pytest.mark.django_db
def test_the_first_is_inserted_and_the_second_changes_nothing() -> None:
    key = uuid7()
    assert insert_new(DoneAction(key=key, verb="甲"))
    assert not insert_new(DoneAction(key=key, verb="乙"))
    assert DoneAction.objects.get(key=key).verb == "甲"


@pytest.mark.django_db
def test_a_row_that_was_inserted_is_saved_as_one_that_is_there() -> None:
    row = DoneAction(key=uuid7(), verb="甲")
    insert_new(row)
    row.verb = "乙"
    row.save()
    assert DoneAction.objects.get().verb == "乙"


@pytest.mark.django_db
def test_the_fields_that_are_named_are_written_and_no_other_of_no_other_row() -> None:
    row, other = DoneAction(key=uuid7(), verb="甲"), DoneAction(key=uuid7(), verb="甲")
    insert_new(row)
    insert_new(other)
    row.verb, row.answer_model, row.answer_pk = "乙", "meetings.booking", 7
    update(row, "answer_model", "answer_pk")
    assert DoneAction.objects.filter(key=row.key).values_list("verb", "answer_model", "answer_pk").get() == (
        "甲",
        "meetings.booking",
        7,
    )
    assert not DoneAction.objects.get(key=other.key).answer_model


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_is_kept", [True, False])
def test_the_second_waits_and_answers_by_what_became_of_the_first(first_is_kept: bool) -> None:
    key, begun, go_on = uuid7(), threading.Event(), threading.Event()

    def first() -> None:
        try:
            with transaction.atomic():
                insert_new(DoneAction(key=key, verb="甲"))
                begun.set()
                go_on.wait(10)
                transaction.set_rollback(not first_is_kept)
        finally:
            connections.close_all()

    def second() -> bool:
        try:
            begun.wait(10)
            with transaction.atomic():
                return insert_new(DoneAction(key=key, verb="乙"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        one, other = both.submit(first), both.submit(second)
        begun.wait(10)
        waits = not other.done()
        go_on.set()
        one.result(20)
        assert waits
        assert other.result(20) is not first_is_kept
    assert DoneAction.objects.get(key=key).verb == ("甲" if first_is_kept else "乙")
    connection.close()


@pytest.mark.django_db
def test_a_row_is_inserted_as_django_would_save_it() -> None:
    """Every kind of column that history has: moments, UUIDs, JSON, what is empty."""
    wants = {
        "stream": "a:1",
        "stream_seq": 1,
        "act": "a.b",
        "name": "甲",
        "about": uuid7(),
        "detail": {"是": [1, None]},
    }
    ours, djangos = TrailEntry(**wants), TrailEntry(**wants | {"stream": "a:2"})
    insert(ours)
    djangos.save(force_insert=True)
    left_out = {"id", "stream", "at"}
    one, other = (TrailEntry.objects.values().get(pk=row.pk) for row in (ours, djangos))
    assert {k: v for k, v in one.items() if k not in left_out} == {k: v for k, v in other.items() if k not in left_out}
    assert (one["at"], ours._state.adding) == (ours.at, False)
