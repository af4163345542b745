"""A kept question answers as the queryset does that it is made of."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Exists, OuterRef, QuerySet

from office.api import keys_of, person_key
from office.kernel.clock import now, today
from office.kernel.kept import Kept
from office.models import Appointment, Person, Reader
from tests.factories import a_department, a_person, an_actor, an_organ, appointed

pytestmark = pytest.mark.django_db


def holding(person: int, day: date) -> QuerySet[Appointment]:
    return (
        Appointment.objects.valid_on(day).filter(person=person).select_related("post__department__organ").order_by("pk")
    )


def opened(keys: list[str], moment: datetime) -> QuerySet[Person]:
    grants = Reader.objects.in_force(moment).filter(object_uid=OuterRef("uid"), key__in=keys)
    return Person.objects.filter(Exists(grants)).order_by("pk")


def newest(uid: UUID) -> QuerySet[Person]:
    return Person.objects.filter(uid=uid).only("name")[:1]


def test_it_answers_as_the_queryset_whatever_the_values() -> None:
    ask = Kept(holding)
    department = a_department(an_organ())
    people = [a_person(), a_person(), a_person()]
    for person in people[:2]:
        appointed(department, "head", person=person)
    for person in people:
        for day in (today(), today() - timedelta(days=40000)):
            assert ask(person=person.pk, day=day) == list(holding(person.pk, day))


def test_a_list_of_any_length_also_of_none() -> None:
    ask, by, other = Kept(opened), an_actor(), an_actor()
    Reader.objects.create(
        object_uid=by.person.uid, key=person_key(by.person), why="本人", until=now() + timedelta(days=1)
    )
    for keys in ([], sorted(keys_of(other)), sorted(keys_of(by)), sorted(keys_of(by) | keys_of(other))):
        assert ask(keys=keys, moment=now()) == list(opened(keys, now()))
    assert ask(keys=sorted(keys_of(by)), moment=now()) == [by.person]
    assert ask(keys=sorted(keys_of(by)), moment=now() + timedelta(days=2)) == []


def test_rows_come_with_what_they_are_joined_to(django_assert_num_queries: Any) -> None:
    ask, one = Kept(holding), appointed(a_department(an_organ()))
    with django_assert_num_queries(1):
        (found,) = ask(person=one.person.pk, day=today())
        assert found.post.department.organ.name
    assert found.organ == one.organ


def test_rows_that_are_read_in_part_read_the_rest_when_asked(django_assert_num_queries: Any) -> None:
    ask, one = Kept(newest), a_person()
    (found,) = ask(uid=one.uid)
    with django_assert_num_queries(0):
        assert found.name == one.name
    with django_assert_num_queries(1):
        assert found.login == one.login


def test_what_changes_must_be_given() -> None:
    frozen = Kept(lambda person: holding(person, today()))
    with pytest.raises(TypeError, match="let it be given"):
        frozen(person=1)
