"""Worker threads, in this process."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from office.jobs import queue, terms
from office.jobs.bell import Bell, bell
from office.jobs.models import Job, State
from office.jobs.presence import Presence, drop_leases_of_the_dead
from office.jobs.waiting import StillWaitingError, work_until_done
from office.jobs.worker import Worker
from tests.crash import soon
from tests.office.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(db: None) -> Iterator[Worker]:
    worker = Worker(threads=2)
    worker.start()
    yield worker
    assert worker.stop()


def test_a_ring_between_looking_and_waiting_is_heard() -> None:
    bell = Bell()
    heard = bell.rings
    bell.ring()
    assert bell.wait(heard, 0)
    assert not bell.wait(bell.rings, 0)


def test_a_commit_wakes_the_workers_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "POLL", 3600)
    worker = Worker(threads=2)
    worker.start()
    time.sleep(0.2)  # they have looked and wait
    with transaction.atomic():
        queue.enqueue(tasks.note, "通知")
        time.sleep(0.1)
        assert tasks.done == []
    soon(lambda: tasks.done == ["通知"])
    assert worker.stop()


def test_what_nobody_announced_is_found_by_the_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "POLL", 0.3)
    monkeypatch.setattr(bell, "ring", lambda: None)
    worker = Worker(threads=1)
    worker.start()
    time.sleep(0.1)
    Job.objects.create(task=tasks.note.module_path, args=["通知"])
    soon(lambda: Job.objects.get().state == State.DONE)
    assert worker.stop()


def test_many_jobs_and_many_workers_each_job_once(worker: Worker) -> None:
    others = [Worker(threads=2) for _ in range(2)]
    for other in others:
        other.start()
    with transaction.atomic():
        for n in range(30):
            queue.enqueue(tasks.note, str(n))
    soon(lambda: not Job.objects.open().exists(), 60)
    for other in others:
        assert other.stop()
    assert sorted(tasks.done, key=int) == [str(n) for n in range(30)]
    assert set(Job.objects.values_list("tries", flat=True)) == {1}


def test_two_who_ask_under_one_key_at_once_get_one_job() -> None:
    start, uids = threading.Barrier(4), set()

    def ask() -> None:
        start.wait()
        with transaction.atomic():
            uids.add(queue.enqueue(tasks.note, "x", key="k").uid)
        connections.close_all()

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(uids) == 1 == Job.objects.count()


def test_a_long_job_keeps_its_lease(settings: Settings) -> None:
    settings.JOB_LEASE = 1
    worker = Worker(threads=2)
    worker.start()
    with transaction.atomic():
        queue.enqueue(tasks.sleep, 2.5)
    soon(lambda: not Job.objects.open().exists())
    assert worker.stop()
    assert Job.objects.get().tries == 1


def test_a_worker_lets_its_job_end_before_it_stops() -> None:
    worker = Worker(threads=1)
    worker.start()
    with transaction.atomic():
        queue.enqueue(tasks.sleep, 0.5)
    soon(lambda: Job.objects.get().state == State.RUNNING)
    assert worker.stop()
    assert Job.objects.get().state == State.DONE


def test_a_worker_outlives_its_connection(worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as when the server is started anew
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    with transaction.atomic():
        queue.enqueue(tasks.note, "通知")
    soon(lambda: tasks.done == ["通知"])


def test_a_command_that_waits_works_the_queue_itself() -> None:
    with transaction.atomic():
        jobs = [queue.enqueue(tasks.note, "一"), queue.enqueue(tasks.refuse_and_tell, "二")]
    ended = work_until_done([job.uid for job in reversed(jobs)], timeout=10)
    assert [(job.pk, job.state) for job in ended] == [(jobs[1].pk, State.FAILED), (jobs[0].pk, State.DONE)]


def test_a_command_that_waits_beside_a_worker(worker: Worker) -> None:
    with transaction.atomic():
        jobs = [queue.enqueue(tasks.note, str(n)) for n in range(10)]
    ended = work_until_done([job.uid for job in jobs], timeout=20)
    assert {(job.state, job.tries) for job in ended} == {(State.DONE, 1)}
    assert len(tasks.done) == 10


def test_a_command_does_not_wait_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    with transaction.atomic():
        job = queue.enqueue(tasks.go_wrong, "x")
    with pytest.raises(StillWaitingError):
        work_until_done([job.uid], timeout=0.5)


def test_the_jobs_of_a_worker_that_lives_are_left_to_it() -> None:
    with transaction.atomic():
        queue.enqueue(tasks.note, "x")
    with Presence() as living:
        assert queue.take(f"{living.name}/0") is not None
        assert drop_leases_of_the_dead() == 0
        assert queue.take("other/0") is None


def test_the_jobs_of_a_worker_that_died_are_due_at_once() -> None:
    with transaction.atomic():
        queue.enqueue(tasks.note, "x")
    dead = Presence()
    dead.__enter__()
    assert queue.take(f"{dead.name}/0") is not None
    dead._lock.release()  # as the kernel does at its death
    assert drop_leases_of_the_dead() == 1
    assert queue.take("other/0") is not None


def test_a_worker_of_another_machine_is_left_to_its_lease() -> None:
    with transaction.atomic():
        queue.enqueue(tasks.note, "x")
    assert queue.take("elsewhere-1-abcd/0") is not None
    assert drop_leases_of_the_dead() == 0
