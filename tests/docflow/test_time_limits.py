"""签收与承办的时限：in working days, shown on to-dos, moved by an imported calendar."""

from datetime import date
from typing import Any

import pytest
import time_machine

from docflow.incoming.actions.give_back import give_back
from office.api import Deadline, Todo, deadlines_of
from office.calendar.actions.import_calendar import import_calendar
from office.kernel.clock import end_of
from office.kernel.ids import uuid7
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import Piece, a_piece
from tests.factories import an_actor
from tests.office.calendar.world import TABLE_2027, noon

pytestmark = pytest.mark.django_db

BEFORE_THE_YEAR = noon("2026-12-29")


def undertaken(**limit: Any) -> Piece:
    """With the head of a unit, by a leader's 批示 that sets a limit."""
    piece = a_piece().reviewed().proposed()
    return piece.instructed(lead_unit=piece.office.units[0].uid, **limit)


def test_a_delivery_is_to_be_signed_for_within_working_days_and_its_todo_says_so() -> None:
    with time_machine.travel(noon("2026-09-30"), tick=False):  # 国庆 lies between
        (delivery,) = distributed(at_distribution(), a_receiver())
    assert (delivery.due_at, delivery.due_provisional) == (end_of(date(2026, 10, 9)), False)
    todo = Todo.objects.open().get(about=delivery.uid)
    assert todo.due_at == delivery.due_at
    assert Deadline.objects.open().get(about=delivery.uid).due_at == delivery.due_at


def test_whoever_undertakes_has_the_days_of_the_instruction_and_they_end_with_the_report() -> None:
    with time_machine.travel(noon("2026-09-30"), tick=False):
        piece = undertaken(days=3)
    incoming = piece.incoming
    assert (incoming.due_on, incoming.due_days) == (date(2026, 10, 10), 3)  # 10月10日 is worked
    todos = Todo.objects.open().filter(about=piece.uid)
    assert {todo.due_at for todo in todos} == {end_of(date(2026, 10, 10))}
    with time_machine.travel(noon("2026-10-09"), tick=False):
        piece.reported()
    assert not Deadline.objects.open().filter(about=piece.uid).exists()
    assert deadlines_of(piece.uid).count() == len(todos)


def test_an_imported_calendar_moves_what_was_counted_without_it() -> None:
    with time_machine.travel(BEFORE_THE_YEAR, tick=False):
        (delivery,) = distributed(at_distribution(), a_receiver())
        piece = undertaken(days=5)
        assert piece.incoming.due_provisional
        import_calendar(TABLE_2027, by=an_actor(None, "system_administrator"), key=uuid7())
    incoming = piece.incoming
    assert (incoming.due_on, incoming.due_provisional) == (date(2027, 1, 6), False)
    delivery.refresh_from_db()
    assert (delivery.due_at, delivery.due_provisional) == (end_of(date(2026, 12, 31)), False)


def test_a_day_that_was_named_and_given_back_gives_way_to_the_next() -> None:
    with time_machine.travel(noon("2026-03-16"), tick=False):
        piece = undertaken(due_on=date(2026, 3, 20))
    office = piece.office
    with time_machine.travel(noon("2026-03-25"), tick=False):
        task = piece.task("undertake")
        assert task.holder is not None
        give_back(task.uid, "propose", by=office.actor(task.holder), key=uuid7(), reason="不属本处室职责。")
        piece.proposed().instructed(lead_unit=office.units[0].uid, due_on=date(2026, 3, 27))
    assert {one.on for one in deadlines_of(piece.uid)} == {date(2026, 3, 20), date(2026, 3, 27)}
    assert {todo.due_at for todo in Todo.objects.open().filter(about=piece.uid)} == {end_of(date(2026, 3, 27))}
