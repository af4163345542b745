"""The row's test and the list's test agree, for two people of every kind."""

import pytest
from django.db import transaction

from office.api import (
    Actor,
    actor_of,
    appointment_key,
    department_key,
    grant,
    may_read,
    organ_key,
    person_key,
    readers_of,
    revoke,
    role_key,
)
from office.kernel.ids import uuid7
from office.models import Organ, Reader
from office.rights import readable
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


def people() -> list[Actor]:
    """Two of every kind: clerks and heads, in two departments of two organs."""
    found = []
    for organ in (an_organ(), an_organ()):
        for department in (a_department(organ), a_department(organ)):
            kinds: tuple[tuple[str, ...], ...] = ((), (), ("head",), ("document_clerk",))
            found += [actor_of(appointed(department, *roles).person) for roles in kinds]
    return found


def keys(one: Actor) -> list[str]:
    return [
        person_key(one.person),
        appointment_key(one.appointment),
        department_key(one.department),
        organ_key(one.organ),
        role_key(one.organ, "head"),
    ]


def test_row_list_and_people_agree() -> None:
    everybody = people()
    target = an_organ()
    for one in (everybody[0], everybody[2], everybody[-1]):
        for key in keys(one):
            with transaction.atomic():
                grant(target.uid, key, why="测试")
                row = {a.person.pk for a in everybody if may_read(a, target.uid)}
                listed = {
                    a.person.pk for a in everybody if readable(Organ.objects.all(), a).filter(pk=target.pk).exists()
                }
                named = {a.person_id for a in readers_of(target.uid)}
                assert row == listed == named & {a.person.pk for a in everybody}
                assert row, key
                assert len(row) < len(everybody), key
                revoke(target.uid, key)
                assert not any(may_read(a, target.uid) for a in everybody)


def test_a_key_of_another_object_opens_nothing() -> None:
    one = people()[0]
    with transaction.atomic():
        grant(uuid7(), person_key(one.person), why="测试")
    target = an_organ()
    assert not may_read(one, target.uid)


def test_a_reason_ends_alone() -> None:
    one = people()[0]
    uid, key = uuid7(), appointment_key(one.appointment)
    with transaction.atomic():
        grant(uid, key, why="传阅")
        grant(uid, key, why="传阅")
        grant(uid, key, why="核稿")
        revoke(uid, key, why="传阅")
    assert may_read(one, uid)
    assert Reader.objects.get(object_uid=uid).why == "核稿"
    with transaction.atomic():
        revoke(uid, key, why="传阅")  # it is not there any more
        assert may_read(one, uid)
        revoke(uid, key, why="核稿")
    assert not may_read(one, uid)


def test_a_reason_for_which_there_is_no_room_takes_nothing_away() -> None:
    one = people()[0]
    uid, key = uuid7(), appointment_key(one.appointment)
    with transaction.atomic():
        grant(uid, key, why="核" * 58)
        grant(uid, key, why="传阅")
        revoke(uid, key, why="传阅")
    assert may_read(one, uid)


def test_an_ended_appointment_ends_its_keys() -> None:
    one = people()[0]
    target = an_organ()
    with transaction.atomic():
        grant(target.uid, appointment_key(one.appointment), why="测试")
    assert may_read(actor_of(one.person), target.uid)
    one.appointment.until = one.appointment.since
    one.appointment.save()
    second = appointed(a_department(one.organ), person=one.person)
    assert not may_read(actor_of(one.person, second), target.uid)
