"""签收与承办的时限：in working days, shown on to-dos, moved by an imported calendar."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from docflow.incoming.actions.instructing import Instruction
from office.api import Deadline, Todo, deadlines_of
from office.calendar.actions.import_calendar import import_calendar
from office.kernel.clock import end_of
from office.kernel.ids import uuid7
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece
from tests.factories import an_actor
from tests.office.calendar.world import TABLE_2027, noon

pytestmark = pytest.mark.django_db

BEFORE_THE_YEAR = noon("2026-12-29")


def test_a_delivery_is_to_be_signed_for_within_working_days_and_its_todo_says_so() -> None:
    paper, receiver = at_distribution(), a_receiver()
    with time_machine.travel(noon("2026-09-30"), tick=False):  # 国庆 and 中秋 lie between
        (delivery,) = distributed(paper, receiver)
    assert (delivery.due_at, delivery.due_provisional) == (end_of(date(2026, 10, 9)), False)
    todo = Todo.objects.open().get(about=delivery.uid)
    assert todo.due_at == delivery.due_at
    assert Deadline.objects.open().get(about=delivery.uid).due_at == delivery.due_at


def test_whoever_undertakes_has_the_days_of_the_instruction_and_they_end_with_the_report() -> None:
    piece = a_piece().reviewed().proposed()
    with time_machine.travel(noon("2026-09-30"), tick=False):
        piece.instructed(days=3)
    incoming = piece.incoming
    assert (incoming.due_on, incoming.due_days) == (date(2026, 10, 10), 3)  # 10月10日 is worked
    todos = Todo.objects.open().filter(about=piece.uid)
    assert {todo.due_at for todo in todos} == {end_of(date(2026, 10, 10))}
    piece.reported()
    assert not Deadline.objects.open().filter(about=piece.uid).exists()
    assert deadlines_of(piece.uid).count() == len(todos)


def test_an_imported_calendar_moves_what_was_counted_without_it() -> None:
    paper, receiver = at_distribution(), a_receiver()
    piece = a_piece().reviewed().proposed()
    with time_machine.travel(BEFORE_THE_YEAR, tick=False):
        (delivery,) = distributed(paper, receiver)
        piece.instructed(days=5)
        assert piece.incoming.due_provisional
        import_calendar(TABLE_2027, by=an_actor(None, "system_administrator"), key=uuid7())
    incoming = piece.incoming
    assert (incoming.due_on, incoming.due_provisional) == (date(2027, 1, 6), False)
    delivery.refresh_from_db()
    assert (delivery.due_at, delivery.due_provisional) == (end_of(date(2026, 12, 31)), False)


def test_a_named_day_stays_when_the_task_comes_again_later() -> None:
    piece = a_piece().reviewed().proposed()
    with time_machine.travel(noon("2026-03-16"), tick=False):
        piece.instructed(due_on=date(2026, 3, 20))
    with time_machine.travel(noon("2026-03-25"), tick=False), transaction.atomic():
        limit = piece.incoming.limit_of("undertake")
    assert limit is not None
    assert (limit.on, limit.days) == (date(2026, 3, 20), None)
    assert Instruction(due_on=limit.on).due_on == date(2026, 3, 20)
