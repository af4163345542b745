"""What a copy of the grants has to learn: told in the transaction of the change, whoever writes it, and never more than it must."""

from datetime import timedelta

import pytest
from django.db import transaction

from office.api import (
    actor_of,
    appointment_key,
    changed_grants,
    forget_changes,
    grant,
    grant_each,
    lasting_keys,
    open_for_a_time,
    organ_key,
    person_key,
    revoke,
    taken_from,
)
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid
from office.models import GrantChange, Reader
from tests.factories import an_actor

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, bool]]:
    return [(str(one.object_uid)[-4:], one.takes) for one in GrantChange.objects.all()]


def test_a_grant_is_told_once_and_a_second_reason_not_at_all() -> None:
    by, uid = an_actor(), uuid7()
    with transaction.atomic():
        grant(uid, person_key(by.person), organ_key(by.organ), why="拟稿")
        grant(uid, person_key(by.person), why="传阅")
    assert told() == [(str(uid)[-4:], False)] * 2
    assert lasting_keys([uid]) == {uid: {person_key(by.person), organ_key(by.organ)}}


def test_grants_of_many_objects_are_told_for_each() -> None:
    by, one, other = an_actor(), uuid7(), uuid7()
    with transaction.atomic():
        grant_each({one: [person_key(by.person)], other: [organ_key(by.organ)]}, why="收文")
    assert changed_grants(10).objects == {one, other} == changed_grants(10).opened


def test_what_is_taken_is_told_and_kept_from_him_alone_until_it_is_learnt() -> None:
    by, colleague, uid = an_actor(), an_actor(), uuid7()
    with transaction.atomic():
        grant(uid, person_key(by.person), person_key(colleague.person), why="传阅")
    forget_changes(changed_grants(10).rows)
    with transaction.atomic():
        revoke(uid, person_key(by.person), why="传阅")
    assert told() == [(str(uid)[-4:], True)]
    assert taken_from(by) == {uid}
    assert not taken_from(colleague)
    forget_changes(changed_grants(10).rows)
    assert taken_from(by) == frozenset()


def test_taking_one_reason_of_two_takes_nothing() -> None:
    by, uid = an_actor(), uuid7()
    with transaction.atomic():
        grant(uid, person_key(by.person), why="传阅")
        grant(uid, person_key(by.person), why="核稿")
    forget_changes(changed_grants(10).rows)
    with transaction.atomic():
        revoke(uid, person_key(by.person), why="传阅")
    assert told() == []


def test_a_refused_act_tells_nothing() -> None:
    by, uid = an_actor(), uuid7()

    def refused() -> None:
        with transaction.atomic():
            grant(uid, person_key(by.person), why="拟稿")
            raise Invalid("不行。")

    with pytest.raises(Invalid):
        refused()
    assert told() == []


def test_what_is_open_for_a_time_is_asked_for_and_not_told() -> None:
    by, uid, over, later = an_actor(), uuid7(), uuid7(), uuid7()
    hour = timedelta(hours=1)
    for one, since, until in (
        (uid, now(), now() + hour),
        (over, now() - 2 * hour, now() - hour),
        (later, now() + hour, now() + 2 * hour),  # written by a clock that was ahead
    ):
        Reader.objects.create(object_uid=one, key=person_key(by.person), why="借阅", since=since, until=until)
    assert told() == []
    assert open_for_a_time(by) == {uid, later}
    assert open_for_a_time(an_actor()) == frozenset()
    assert lasting_keys([uid]) == {uid: frozenset()}


def test_a_change_that_comes_while_one_is_learnt_stays() -> None:
    by, uid = an_actor(), uuid7()
    with transaction.atomic():
        grant(uid, person_key(by.person), why="传阅")
    learning = changed_grants(10)
    with transaction.atomic():
        grant(uid, appointment_key(actor_of(by.person).appointment), why="核稿")
    forget_changes(learning.rows)
    assert told() == [(str(uid)[-4:], False)]
