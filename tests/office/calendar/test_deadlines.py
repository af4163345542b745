"""Deadlines: set, changed, ended, and always as their to-dos show them."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from office.api import (
    Deadline,
    Limit,
    Todo,
    close_todo,
    deadlines_of,
    end_deadline,
    open_todo,
    overdue,
    retitle_todos,
    set_deadline,
    set_deadlines,
)
from office.kernel.clock import end_of, now
from office.kernel.refusals import Invalid
from office.kernel.transactions import OutsideTransactionError
from tests.factories import a_department, an_organ, appointed
from tests.office.calendar.world import a_deadline, a_todo, due_on, noon

pytestmark = pytest.mark.django_db


def shown(todo: Todo) -> tuple[object, bool]:
    todo.refresh_from_db()
    return todo.due_at, todo.provisional


def test_so_many_working_days_end_with_the_last_second_of_the_last() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    row = a_deadline(todo, days=3, start=noon("2026-09-24"))
    assert row.due_at == end_of(date(2026, 9, 30))  # 25日至27日放假
    assert (row.days, row.on, row.provisional) == (3, None, False)
    assert shown(todo) == (row.due_at, False)


def test_over_the_years_end_it_is_provisional_and_says_so_on_its_to_do() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    row = a_deadline(todo, days=5, start=noon("2026-12-29"))
    assert (row.due_at, row.provisional) == (end_of(date(2027, 1, 5)), True)
    assert shown(todo) == (row.due_at, True)


def test_a_day_that_was_named_may_be_any_day_and_is_never_provisional() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    with transaction.atomic():
        row = due_on(todo, date(2027, 1, 2))
    assert (row.due_at, row.provisional, row.on) == (end_of(date(2027, 1, 2)), False, date(2027, 1, 2))


def test_set_again_it_is_changed_and_keeps_its_start() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    first = a_deadline(todo, days=3, start=noon("2026-03-19"))
    with transaction.atomic():
        again = set_deadline(room="test", task=todo.task, about=todo.about, title="改了名", url="/x", days=5)
    assert again.pk == first.pk
    assert (again.starts_at, again.due_at) == (noon("2026-03-19"), end_of(date(2026, 3, 26)))
    assert shown(todo) == (again.due_at, False)
    with transaction.atomic():
        named = set_deadline(
            room="test", task=todo.task, about=todo.about, title="改了名", url="/x", on=date(2026, 4, 1)
        )
    assert (named.pk, named.days, named.on) == (first.pk, None, date(2026, 4, 1))
    assert Deadline.objects.count() == 1


def test_a_moment_that_was_named_is_due_then_and_no_calendar_moves_it() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    at, rule = (
        noon("2026-03-20"),
        {"room": "test", "task": todo.task, "about": todo.about, "title": "回执", "url": "/x"},
    )
    with transaction.atomic():
        row = set_deadline(**rule, at=at, start=noon("2026-03-19"))  # type: ignore[arg-type]
    assert (row.due_at, row.on, row.days, row.provisional) == (at, date(2026, 3, 20), None, False)
    assert shown(todo) == (at, False)
    with transaction.atomic():
        gone = set_deadline(**rule, at=at - timedelta(minutes=5), start=at)  # type: ignore[arg-type]
    assert (gone.pk, gone.starts_at) == (row.pk, gone.due_at)


def test_a_to_do_that_is_opened_later_shows_the_deadline_it_is_given() -> None:
    holder = appointed(a_department(an_organ()))
    with transaction.atomic():
        row = set_deadline(room="test", task="later", about=uuid4(), title="后开的", url="/", days=2)
        todo = open_todo(
            room="test", kind="文", about=row.about, task="later", title="后开的", step="承办", url="/",
            holders=[holder], deadline=row,
        )  # fmt: skip
    assert shown(todo) == (row.due_at, row.provisional)


def test_a_closed_to_do_ends_its_deadline_and_remembers_when_it_was_due() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    row = a_deadline(todo, days=3, start=noon("2026-03-19"))
    with transaction.atomic():
        close_todo("test", todo.task, why="已办")
    row.refresh_from_db()
    assert row.ended_at is not None
    assert shown(todo) == (row.due_at, False)


def test_an_ended_deadline_is_not_shown_any_more_and_ending_it_twice_is_harmless() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    row = a_deadline(todo, days=3, start=noon("2026-03-19"))
    for _ in range(2):
        with transaction.atomic():
            end_deadline("test", todo.task)
    assert shown(todo) == (None, False)
    row.refresh_from_db()
    ended_at = row.ended_at
    again = a_deadline(todo, days=4, start=noon("2026-03-19"))
    assert again.pk != row.pk
    assert [one.ended_at for one in deadlines_of(todo.about)] == [ended_at, None]


def test_what_passed_is_overdue_until_it_ends() -> None:
    late, later = (a_todo(appointed(a_department(an_organ()))) for _ in range(2))
    row = a_deadline(late, days=3, start=noon("2026-03-19"))
    a_deadline(later, days=200, start=now())
    assert list(overdue("test")) == [row]
    assert not overdue("elsewhere").exists()
    with transaction.atomic():
        end_deadline("test", late.task)
    assert not overdue("test").exists()


def test_deadlines_are_called_as_their_to_dos_are() -> None:
    todo = a_todo(appointed(a_department(an_organ())))
    row = a_deadline(todo, days=3, start=noon("2026-03-19"))
    with transaction.atomic():
        retitle_todos("test", todo.about, title="新题", urgent="")
    row.refresh_from_db()
    assert row.title == "新题"


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": -3}, "days"),
        ({"days": 251}, "days"),
        ({"on": date(2026, 3, 18)}, "on"),
        ({"on": date(2100, 1, 1)}, "on"),
        ({"at": noon("2026-03-18")}, "at"),
    ],
)
def test_a_limit_without_sense_is_refused(rule: dict[str, object], field: str) -> None:
    with transaction.atomic(), pytest.raises(Invalid) as refused:
        set_deadline(room="t", task="t", about=uuid4(), title="t", url="/", start=noon("2026-03-19"), **rule)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Deadline.objects.exists()


def test_one_rule_and_inside_an_act() -> None:
    for rule in ({}, {"days": 3, "on": date(2030, 1, 1)}, {"days": 3, "at": noon("2030-01-01")}):
        with transaction.atomic(), pytest.raises(ValueError, match="one rule"):
            set_deadline(room="t", task="t", about=uuid4(), title="t", url="/", **rule)  # type: ignore[arg-type]
    with pytest.raises(OutsideTransactionError):
        set_deadline(room="t", task="t", about=uuid4(), title="t", url="/", days=3)
    with pytest.raises(OutsideTransactionError):
        end_deadline("t", "t")


def test_the_database_knows_the_rules_too() -> None:
    good = {
        "room": "t", "task": "t", "about": uuid4(), "title": "t", "url": "/", "days": 1,
        "starts_at": noon("2026-03-19"), "due_at": noon("2026-03-20"),
    }  # fmt: skip
    Deadline.objects.create(**good)
    for change, name in (
        ({}, "one_open_deadline"),
        ({"task": "u", "on": date(2026, 3, 20)}, "one_rule"),
        ({"task": "u", "days": None}, "one_rule"),
        ({"task": "u", "due_at": noon("2026-03-18")}, "due_after_it_starts"),
        ({"task": "u", "days": None, "on": date(2026, 3, 20), "provisional": True}, "not_provisional"),
    ):
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            Deadline.objects.create(**(good | change))
        assert name in str(broken.value) or connection.vendor == "sqlite"


def test_many_cost_as_many_questions_as_one(django_assert_max_num_queries: object) -> None:
    holder = appointed(a_department(an_organ()))
    todos = [a_todo(holder) for _ in range(30)]

    def limits(some: list[Todo]) -> list[Limit]:
        return [Limit(room="test", task=t.task, about=t.about, title=t.title, url=t.url, days=3) for t in some]

    with transaction.atomic(), django_assert_max_num_queries(10):  # type: ignore[operator]
        set_deadlines(limits(todos))
    with transaction.atomic(), django_assert_max_num_queries(10):  # type: ignore[operator]
        set_deadlines(limits(todos))
    assert Deadline.objects.count() == 30
    assert {shown(todo)[0] for todo in todos} == {Deadline.objects.all()[0].due_at}


@pytest.mark.django_db(transaction=True)
def test_set_twice_at_once_there_is_one() -> None:
    about = uuid4()
    barrier = threading.Barrier(4)
    failures: list[BaseException] = []

    def set_it(days: int) -> None:
        try:
            barrier.wait()
            with transaction.atomic():
                set_deadline(room="t", task="t", about=about, title="t", url="/", days=days)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=set_it, args=(n,)) for n in (1, 2, 3, 4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert failures == []
    assert Deadline.objects.open().count() == 1
