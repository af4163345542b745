"""`record` writes what happened, by whom, from where; in a transaction, at the end of its stream."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from office.api import record
from office.kernel.ids import uuid7
from office.kernel.origin import Origin, origin
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.transactions import OutsideTransactionError
from office.models import TrailEntry
from office.trail.canonical import BEGINNING, digest_of
from office.trail.writing import content_of
from tests.conftest import engine
from tests.factories import a_department, a_person, an_actor, an_organ, appointed


@pytest.mark.django_db
def test_an_entry_keeps_the_names_of_its_moment() -> None:
    by, about = an_actor(), uuid7()
    with transaction.atomic():
        record(by, "docflow.signed_off", stream="run:1", about=about, title="关于防汛的通知", opinion="同意。")
    named = by.person.name
    by.person.name = "改名后"
    by.person.save()
    entry = TrailEntry.objects.get()
    assert (entry.person, entry.appointment) == (by.person.uid, by.appointment.uid)
    assert entry.name == named != "改名后"
    assert (entry.post, entry.department) == (by.appointment.post.title, by.department.name)
    assert (entry.organ_uid, entry.organ) == (by.organ.uid, by.organ.name)
    assert (entry.about, entry.title, entry.detail) == (about, "关于防汛的通知", {"opinion": "同意。"})


@pytest.mark.django_db
def test_a_delegate_acts_with_both_names() -> None:
    organ = an_organ()
    principal = appointed(a_department(organ), "leader", person=a_person("程远山"))
    by = replace(an_actor(organ), on_behalf_of=principal)
    with transaction.atomic():
        record(by, "docflow.signed_off", stream="run:1")
    entry = TrailEntry.objects.get()
    assert entry.name == by.person.name
    assert entry.on_behalf_of["name"] == "程远山"
    assert entry.on_behalf_of["post"] == principal.post.title


@pytest.mark.django_db
def test_the_system_acts_under_its_own_name() -> None:
    with transaction.atomic():
        record(None, "docflow.typeset", stream="run:1")
    entry = TrailEntry.objects.get()
    assert (entry.name, entry.person, entry.organ, entry.on_behalf_of) == ("系统", None, "", {})


@pytest.mark.django_db
def test_an_entry_says_from_where_it_came() -> None:
    token = origin.set(Origin("10.1.2.3", "Chromium", "0123456789abcdef"))
    with transaction.atomic():
        record(None, "office.signed_in", stream="s")
    origin.reset(token)
    entry = TrailEntry.objects.get()
    assert (entry.address, entry.session) == ("10.1.2.3", "0123456789abcdef")


@pytest.mark.django_db
def test_streams_are_numbered_and_chained_apart() -> None:
    with transaction.atomic():
        made = [record(None, "a.b", stream=stream, n=n) for n, stream in enumerate(["x", "y", "x", "x", "y"])]
    assert [(e.stream, e.stream_seq) for e in made] == [("x", 1), ("y", 1), ("x", 2), ("x", 3), ("y", 2)]
    previous = {"x": BEGINNING, "y": BEGINNING}
    for entry in TrailEntry.objects.order_by("id"):
        assert entry.digest == digest_of(content_of(entry), previous[entry.stream])
        previous[entry.stream] = entry.digest


@pytest.mark.django_db
def test_the_digest_is_the_same_before_and_after_the_database() -> None:
    """A moment without microseconds, an empty detail, every kind of text."""
    with transaction.atomic():
        entry = record(
            an_actor(), "a.b", stream="x", about=uuid7(), title="“引”〔2026〕1号\n𠮷\u0001", deep={"b": [1, None]}
        )
    whole = TrailEntry(
        stream="y", stream_seq=1, at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC), act="a.b", name="系统", digest=BEGINNING
    )
    whole.save()
    for one in (entry, whole):
        assert content_of(TrailEntry.objects.get(pk=one.pk)) == content_of(one)


@pytest.mark.django_db
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransactionError):
        record(None, "a.b", stream="x")
    assert not TrailEntry.objects.exists()


@pytest.mark.django_db
def test_a_rolled_back_act_leaves_no_entry_and_no_gap() -> None:
    with transaction.atomic():
        record(None, "a.b", stream="x")
        transaction.set_rollback(True)
    assert not TrailEntry.objects.exists()
    with transaction.atomic():
        record(None, "a.b", stream="x")
    assert [e.stream_seq for e in TrailEntry.objects.all()] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("what", [object(), float("nan"), {1, 2}])
def test_what_json_cannot_say_is_refused(what: object) -> None:
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record(None, "a.b", stream="x", what=what)


@pytest.mark.django_db
def test_recording_costs_one_read_and_one_insert(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    by = an_actor()
    with transaction.atomic():
        record(by, "a.b", stream="x")
        with django_assert_num_queries(2) as asked:
            record(by, "a.b", stream="x")
    assert [q["sql"].split()[0] for q in asked.captured_queries] == ["SELECT", "INSERT"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(engine() != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_acts_at_once_in_an_unlocked_stream_do_not_fork_it() -> None:
    refused: list[Exception] = []
    waiting = threading.Event()

    def second() -> None:
        try:
            with transaction.atomic():
                TrailEntry.objects.count()
                waiting.set()
                record(None, "a.second", stream="x")
        except SomebodyWasFirst as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        record(None, "a.first", stream="x")
        other.start()
        waiting.wait(5)
        other.join(0.3)  # it waits for this transaction
        assert other.is_alive()
    other.join(5)
    assert [e.act for e in TrailEntry.objects.all()] == ["a.first"]
    assert len(refused) == 1


@pytest.mark.django_db
def test_a_place_in_a_stream_is_taken_once() -> None:
    with transaction.atomic():
        entry = record(None, "a.b", stream="x")
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)
