"""Worker processes that are really killed: the job is neither lost nor is its result written twice."""

import os
import signal
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from office.jobs import queue
from office.jobs.models import Job, State
from office.jobs.waiting import work_until_done
from office.jobs.worker import Worker
from tests.crash import die_at, environment, run, soon, start
from tests.office.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)

WORK = """
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
from office.jobs.waiting import work_until
from office.jobs.models import Job
work_until(lambda: not Job.objects.open().exists(), 20)
"""


def other_process(tmp_path: Path) -> tuple[tuple[str, str], dict[str, str]]:
    """The command and environment of a process that works this test's queue to its end."""
    name = str(connection.settings_dict["NAME"])
    return ("-c", WORK.format(name=name)), environment(tmp_path)


def ask(path: Path) -> Job:
    with transaction.atomic():
        return queue.enqueue(tasks.write_line, str(path), "办", key="one piece of work")


@pytest.mark.crash("jobs.taken")
@pytest.mark.crash("jobs.worked")
@pytest.mark.parametrize(("point", "worked_before"), [("jobs.taken", 0), ("jobs.worked", 1)])
def test_a_killed_workers_job_is_taken_again(point: str, worked_before: int, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    job = ask(lines)
    command, env = other_process(tmp_path)
    die_at(point, *command, env=env)
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.RUNNING, 1)
    assert (lines.read_text().count("办") if lines.exists() else 0) == worked_before
    ended = run(*command, env=env)
    assert ended.returncode == 0, ended.stderr
    job.refresh_from_db()
    assert (job.state, job.tries, job.result) == (State.DONE, 2, worked_before + 1)


@pytest.mark.crash("jobs.ended")
def test_killed_after_the_result_is_stored_nothing_is_done_again(tmp_path: Path) -> None:
    job = ask(tmp_path / "lines")
    command, env = other_process(tmp_path)
    die_at("jobs.ended", *command, env=env)
    assert run(*command, env=env).returncode == 0
    job.refresh_from_db()
    assert (job.state, job.tries, job.result) == (State.DONE, 1, 1)


def test_without_its_name_on_this_machine_a_killed_workers_job_waits_for_its_lease(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    job = ask(lines)
    command, env = other_process(tmp_path)
    die_at("jobs.taken", *command, env=env | {"DATA_DIR": str(tmp_path / "another machine"), "JOB_LEASE": "2"})
    assert work_until_done([job.uid], timeout=15)[0].state == State.DONE
    job.refresh_from_db()
    assert (job.tries, job.result) == (2, 1)
    assert job.started_at is not None


def test_a_worker_killed_from_outside_in_the_middle_of_work(tmp_path: Path) -> None:
    with transaction.atomic():
        job = queue.enqueue(tasks.sleep, 5)
    command, env = other_process(tmp_path)
    worker = start(*command, env=env)
    soon(lambda: Job.objects.get().state == State.RUNNING)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    Job.objects.update(args=[0])
    assert work_until_done([job.uid], timeout=10)[0].tries == 2


def test_the_database_goes_away_in_the_middle_of_work(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """The worker cannot write what came of it; it goes on, and the job is worked again when the lease has run out."""
    settings.JOB_LEASE = 1
    with transaction.atomic():
        job = queue.enqueue(tasks.lose_the_database_once, str(tmp_path / "lost"))
    worker = Worker(threads=1)
    worker.start()
    soon(lambda: Job.objects.get().state == State.DONE)
    assert worker.stop()
    job.refresh_from_db()
    assert (job.tries, job.result) == (2, "again")
    assert "was interrupted" in caplog.text
