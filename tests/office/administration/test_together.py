"""Two administrators at once: their acts come one after another, one of two that exclude each other wins, and the other is told in words."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from office.administration.actions.administrator_roles import give_administrator_role
from office.administration.actions.departments import close_department, open_department
from office.administration.actions.found_organ import found_organ
from office.administration.actions.people import enter_person
from office.kernel.refusals import Refusal
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Appointment, Department, Organ, Person, TrailEntry
from tests.factories import appointed
from tests.office.administration.world import City, a_city, a_post, an_account, day, put

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each answered: its result, or the sentence of its refusal; any other error fails the test."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(30)
            return act()
        except Refusal as refusal:
            return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(answers: list[Any]) -> list[str]:
    return [one for one in answers if isinstance(one, str)]


@pytest.fixture
def city() -> City:
    return a_city()


def test_one_login_is_given_once(city: City) -> None:
    def enter(name: str, who: str) -> Callable[[], Person]:
        by = city.by(who)
        return lambda: enter_person(city.bureau.uid, by=by, key=uuid4(), login="luqinghe", name=name, digest="!")

    answers = at_once(*(enter(f"陆清{n}", who) for n in "甲乙" for who in ("system", "lower")))
    assert len(refused(answers)) == 3
    assert all("已有人用" in one for one in refused(answers))
    assert Person.objects.filter(login="luqinghe").count() == 1


def test_one_name_of_a_department_and_of_an_organ(city: City) -> None:
    def open_it(who: str) -> Callable[[], Department]:
        by = city.by(who)
        return lambda: open_department(city.bureau.uid, by=by, key=uuid4(), name="督查室")

    assert len(refused(at_once(open_it("system"), open_it("lower"), open_it("lower")))) == 2

    def found_it(who: str) -> Callable[[], Organ]:
        by = city.by(who)
        given: dict[str, Any] = {"name": "监测站", "short_name": "站", "level": 2, "since": day(0)}
        return lambda: found_organ(city.bureau.uid, by=by, key=uuid4(), **given)

    assert len(refused(at_once(found_it("system"), found_it("lower")))) == 1
    assert Department.objects.filter(name="督查室").count() == Organ.objects.filter(name="监测站").count() == 1


def test_one_key_at_once_acts_once(city: City) -> None:
    key, by = uuid4(), city.by()
    answers = at_once(*[lambda: open_department(city.bureau.uid, by=by, key=key, name="督查室")] * 4)
    assert len({one.pk for one in answers}) == 1
    assert TrailEntry.objects.filter(act="administration.department_opened").count() == 1


def test_two_roles_are_not_given_to_one_person_from_two_sides(city: City) -> None:
    other = appointed(city.root.departments.get(), "security_administrator").person
    first, second, person = a_post(city), a_post(city), an_account(city)
    for post, role in ((first, "auditor"), (second, "system_administrator")):
        give_administrator_role(post.uid, by=city.by("security"), key=uuid4(), role=role)
    from office.administration.actions.appointments import appoint  # noqa: PLC0415 - beside its one use
    from office.api import actor_of  # noqa: PLC0415

    one, two = city.by("security"), actor_of(other)
    answers = at_once(
        lambda: appoint(first.uid, by=one, key=uuid4(), person=person.uid, since=day(0)),
        lambda: appoint(second.uid, by=two, key=uuid4(), person=person.uid, since=day(10)),
    )
    assert len(refused(answers)) == 1
    assert Appointment.objects.filter(person=person).count() == 1


def test_a_department_is_not_closed_while_somebody_is_appointed_to_it(city: City) -> None:
    division = open_department(city.bureau.uid, by=city.by(), key=uuid4(), name="督查室")
    post, person = a_post(city, department=division), an_account(city)
    by = city.by("lower")
    answers = at_once(
        lambda: close_department(division.uid, by=by, key=uuid4(), reason="合并"), lambda: put(city, post, person)
    )
    assert len(refused(answers)) == 1
    division.refresh_from_db()
    assert (division.closed_on is None) is Appointment.objects.filter(person=person).exists()


def test_the_structure_is_locked_before_anything_else(city: City) -> None:
    with recorded_locks() as taken:
        put(city, a_post(city), an_account(city))
    assert set(taken) == {"structure"}
    assert LOCK_ORDER[0] == "structure"
