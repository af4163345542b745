"""What waits for somebody: what his past holds is not looked at, and nothing that waits is lost by it."""

import threading
from uuid import uuid4

import pytest
from django.db import connections, transaction

from office.api import Todo, actor_of, close_todo, waiting_for
from office.models import Appointment, TodoHolder
from office.todos import change_holders
from tests.factories import a_department, an_organ, appointed
from tests.office.calendar.world import a_todo


def waits_for(who: Appointment) -> list[str]:
    return [one.task for one in waiting_for(actor_of(who.person))]


def close(todo: Todo) -> None:
    with transaction.atomic():
        close_todo(todo.room, todo.task, why="已办")


@pytest.mark.django_db
def test_the_holders_of_a_closed_todo_are_kept_and_wait_no_more() -> None:
    home = a_department(an_organ())
    me, other = appointed(home), appointed(home)
    done, open_one = a_todo(me, other), a_todo(me)
    close(done)
    assert waits_for(me) == [open_one.task]
    assert waits_for(other) == []
    assert set(done.holders.values_list("appointment", "waits")) == {(me.pk, False), (other.pk, False)}
    assert list(open_one.holders.values_list("waits", flat=True)) == [True]
    assert list(Todo.objects.filter(pk=done.pk).held_by([other.pk])) == [done]  # whom it was asked of is still known


@pytest.mark.django_db
def test_a_task_that_waits_again_is_another_todo() -> None:
    me = appointed(a_department(an_organ()))
    first = a_todo(me)
    close(first)
    again = Todo.objects.create(
        room=first.room, kind="文", about=uuid4(), task=first.task, title="又来", step="承办", url="/"
    )
    TodoHolder.objects.create(todo=again, appointment=me)
    assert waits_for(me) == [first.task]
    close(again)
    assert waits_for(me) == []
    assert not TodoHolder.objects.filter(waits=True).exists()


@pytest.mark.django_db
def test_holders_are_changed_only_of_what_is_open() -> None:
    me = appointed(a_department(an_organ()))
    todo = a_todo(me)
    close(todo)
    with transaction.atomic(), pytest.raises(Todo.DoesNotExist):
        change_holders(todo.room, todo.task, [me])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_closed_and_given_to_others_at_once_it_waits_for_nobody(round_: int) -> None:
    home = a_department(an_organ())
    me, other = appointed(home), appointed(home)
    todo = a_todo(me)
    ready = threading.Barrier(2)
    failed: list[BaseException] = []

    def at_once(*, closing: bool) -> None:
        try:
            ready.wait()
            if closing:
                close(todo)
            else:
                with transaction.atomic():
                    change_holders(todo.room, todo.task, [other])
        except Todo.DoesNotExist:
            assert not closing  # it was closed just before
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=at_once, kwargs={"closing": closing}) for closing in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, waits_for(me), waits_for(other)) == ([], [], []), round_
    assert not TodoHolder.objects.filter(waits=True).exists()
