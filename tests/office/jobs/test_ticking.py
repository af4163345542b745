"""The clock: again and again, and once a night."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection, connections

from office import tasks as house
from office.jobs import ticking
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job, State
from office.jobs.running import work_one
from office.jobs.ticking import Clock, ask_for_the_night, last_night
from office.kernel.clock import now
from tests.crash import soon
from tests.office.jobs import tasks


@pytest.fixture
def clock(transactional_db: None) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.stop()


def test_a_function_is_called_at_once_and_again_and_again(clock: Clock) -> None:
    calls: list[str] = []
    clock.every(0.02, lambda: calls.append(threading.current_thread().name), "sealing")
    clock.start()
    soon(lambda: len(calls) >= 3)
    assert set(calls) == {"clock-sealing"}
    clock.stop()
    after = len(calls)
    threading.Event().wait(0.1)
    assert len(calls) == after


def test_a_failing_tick_is_logged_and_the_clock_goes_on(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ticking, "AFTER_A_FAILURE", 0.05)
    calls: list[int] = []

    def fail_twice() -> None:
        calls.append(len(calls))
        if len(calls) < 3:
            raise ZeroDivisionError

    clock.every(0.01, fail_twice)
    clock.start()
    soon(lambda: len(calls) > 4)
    assert [record.getMessage() for record in caplog.records] == ["a tick of clock-fail_twice failed"] * 2


def test_a_slow_tick_delays_no_other(clock: Clock) -> None:
    held, quick = threading.Event(), threading.Event()
    clock.every(1, lambda: held.wait(10))
    clock.every(1, quick.set)
    clock.start()
    assert quick.wait(5)
    held.set()


def test_a_connection_that_broke_is_not_kept(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "AFTER_A_FAILURE", 0.01)
    monkeypatch.setattr(ticking, "LONG", 0.01)
    answers: list[int] = []

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            answers.append(cursor.fetchone()[0])
        if len(answers) == 1:
            connections["default"].connection.close()  # as when the server goes away; the next question finds it dead
            raise ConnectionError

    clock.every(0.005, ask)
    clock.start()
    soon(lambda: len(answers) > 2)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-03-20T18:59:59Z", date(2026, 3, 20)),  # 02:59:59 in the office
        ("2026-03-20T19:00:00Z", date(2026, 3, 21)),
        ("2026-03-21T15:59:59Z", date(2026, 3, 21)),
        ("2026-03-21T16:00:00Z", date(2026, 3, 21)),
    ],
)
def test_a_night_begins_at_three_in_the_office(moment: str, night: date) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert last_night() == night


@pytest.mark.django_db
def test_each_night_has_one_job_also_after_it_was_done(heartbeat: Heartbeat) -> None:
    for _ in range(2):
        ask_for_the_night(house.sweep_files, date(2026, 3, 21))
        work_one("w/0", heartbeat)
        ask_for_the_night(house.sweep_files, date(2026, 3, 21))
    ask_for_the_night(house.clear_jobs, date(2026, 3, 21))
    ask_for_the_night(house.sweep_files, date(2026, 3, 22))
    assert list(Job.objects.values_list("state", "key")) == [
        ("done", "nightly:2026-03-21:office.tasks.sweep_files"),
        ("waiting", "nightly:2026-03-21:office.tasks.clear_jobs"),
        ("waiting", "nightly:2026-03-22:office.tasks.sweep_files"),
    ]


def test_two_clocks_ask_for_one_nightly_job(transactional_db: None) -> None:
    clocks = [Clock(), Clock()]
    for clock in clocks:
        clock.nightly(tasks.note)
        clock.start()
    soon(Job.objects.exists)
    for clock in clocks:
        clock.stop()
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_jobs_done_long_ago_are_forgotten_others_are_kept() -> None:
    old, young = now() - timedelta(days=31), now() - timedelta(days=29)
    for state, ended in ((State.DONE, old), (State.DONE, young), (State.FAILED, old), (State.GIVEN_UP, old)):
        Job.objects.create(task="x", state=state, ended_at=ended)
    Job.objects.create(task="x", created_at=old)
    assert house.clear_jobs.call() == 1
    assert Job.objects.filter(state=State.DONE).get().ended_at == young
    assert Job.objects.count() == 4


@pytest.mark.django_db
def test_expired_sessions_are_cleared() -> None:
    for key, year in (("old", 2020), ("new", 2999)):
        Session.objects.create(session_key=key, session_data="", expire_date=datetime(year, 1, 1, tzinfo=UTC))
    house.clear_sessions.call()
    assert [one.session_key for one in Session.objects.all()] == ["new"]
