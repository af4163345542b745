"""Workers on other machines, woken through PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, connections

from office.jobs import terms
from office.jobs.models import Job, State
from office.jobs.worker import Worker
from tests.crash import soon
from tests.office.jobs import tasks

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite is one machine's"),
]


@pytest.fixture(autouse=True)
def _an_hour_between_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    from office.jobs import listening  # noqa: PLC0415 - needs PostgreSQL's driver

    monkeypatch.setattr(terms, "POLL", 3600)
    monkeypatch.setattr(listening, "AGAIN", 0.1)


@contextmanager
def at_work() -> Iterator[Worker]:
    worker = Worker(threads=1)
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop()


@pytest.fixture
def worker(db: None) -> Iterator[Worker]:
    """A worker that would look again in an hour only."""
    with at_work() as worker:
        yield worker


def ask_from_elsewhere() -> None:
    """As another process does: this one's bell does not ring."""
    with connection.cursor() as cursor:
        Job.objects.create(task=tasks.note.module_path, args=["通知"])
        cursor.execute("NOTIFY office_jobs")


def listeners() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN office_jobs'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_what_another_process_enqueued_is_worked_without_waiting_for_the_poll(worker: Worker) -> None:
    soon(lambda: len(listeners()) == 1)
    ask_from_elsewhere()
    soon(lambda: tasks.done == ["通知"])


def test_a_listener_that_lost_its_connection_listens_again_and_looks_at_once(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    soon(lambda: len(listeners()) == 1)
    (lost,) = listeners()
    Job.objects.create(task=tasks.note.module_path, args=["无人通知"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [lost])
    soon(lambda: tasks.done == ["无人通知"])
    assert "not listening for jobs" in caplog.text
    soon(lambda: len(listeners()) == 1 and listeners() != [lost])
    ask_from_elsewhere()
    soon(lambda: tasks.done == ["无人通知", "通知"])


def test_a_locked_row_is_passed_over() -> None:
    """SKIP LOCKED: a worker takes the next job rather than wait for a row that somebody holds."""
    held = Job.objects.create(task=tasks.note.module_path, args=["占用"])
    other = connections["default"].copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM jobs_job WHERE id = %s FOR UPDATE", [held.pk])
        with at_work():  # only now: a worker that was there already could have taken it before it was locked
            ask_from_elsewhere()
            soon(lambda: tasks.done == ["通知"])
            assert Job.objects.get(pk=held.pk).state == State.WAITING
    finally:
        other.rollback()
        other.close()
