"""The clock of a server jumps, a day ahead or a day back: work goes on, nothing is done twice, and no sign-in lives longer for it."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from time_machine import Traveller

from office.access.idle import COOKIE
from office.actor import actor_of
from office.api import close_block, grant, person_key, waiting_for
from office.jobs import queue
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job, State
from office.jobs.running import work_one
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.rate_limit import within_limit
from office.models import TrailEntry
from office.rights import may_read, revoke
from office.selectors.due import overdue_of
from office.sign_in import lock
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.world import a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.office.calendar.world import a_todo, due_on
from tests.office.jobs import tasks

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    tasks.done.clear()
    with time_machine.travel(now(), tick=True) as clock:
        yield clock


def ask(what: str = "通知") -> Job:
    with transaction.atomic():
        return queue.enqueue(tasks.note, what)


def worked(worker: str = "甲/0") -> Job | None:
    with Heartbeat() as heartbeat:
        return work_one(worker, heartbeat)


class TestJobs:
    """What a clock that ran ahead wrote is not waited for."""

    def test_asked_for_while_it_ran_ahead_it_is_worked_at_once(self, clock: Traveller) -> None:
        clock.shift(A_DAY)
        job = ask()
        clock.shift(-A_DAY)
        assert worked() == job
        assert tasks.done == ["通知"]

    def test_what_was_to_wait_for_its_time_waits_all_the_same(self, clock: Traveller) -> None:
        with transaction.atomic():
            queue.enqueue(tasks.note, "以后", not_before=now() + A_DAY)
        assert worked() is None
        clock.shift(A_DAY + timedelta(seconds=1))
        assert worked() is not None

    def test_a_pause_lasts_no_longer_than_the_longest(self, clock: Traveller) -> None:
        clock.shift(A_DAY)
        with transaction.atomic():
            queue.enqueue(tasks.go_wrong, "错")
        worked()
        assert worked() is None  # it rests
        clock.shift(-A_DAY)
        assert worked() is not None
        assert Job.objects.get().tries == 2
        assert worked() is None  # and rests again, by the clock as it is now

    def test_the_lease_of_one_who_died_meanwhile_is_not_waited_for(self, clock: Traveller) -> None:
        clock.shift(A_DAY)
        job = ask()
        assert queue.take("另一台-1/0") == job  # of whose death this machine knows nothing
        assert queue.take("甲/0") is None
        clock.shift(-A_DAY)
        assert queue.take("甲/0") == job

    def test_one_who_lives_keeps_his_job_whichever_way_it_jumps(self, clock: Traveller) -> None:
        """His next beat says so by the clock as it is; until then another may take it too, and one of them writes the result."""
        job = ask()
        held = queue.take("甲/0")
        assert held is not None
        for jump in (A_DAY, -A_DAY, -A_DAY):
            clock.shift(jump)
            queue.keep_leases([held.lease_token] if held.lease_token else [])
            assert queue.take("乙/0") is None
        assert queue.end(held, State.DONE)
        job.refresh_from_db()
        assert (job.state, job.tries) == (State.DONE, 1)

    def test_taken_by_two_it_ends_once(self, clock: Traveller) -> None:
        ask()
        first = queue.take("甲/0")
        clock.shift(A_DAY)
        second = queue.take("乙/0")
        assert first is not None
        assert second is not None
        assert queue.end(second, State.DONE)
        assert not queue.end(first, State.DONE)

    def test_clocks_of_two_machines_that_differ_a_little_take_nothing_from_each_other(self, clock: Traveller) -> None:
        clock.shift(timedelta(minutes=10))
        job = ask()
        assert queue.take("快的-1/0") == job
        clock.shift(-timedelta(minutes=10))
        assert queue.take("甲/0") is None


class TestSignIns:
    """Whichever way it jumps, a session ends rather earlier than later."""

    @pytest.fixture
    def browser(self, clock: Traveller, settings: Settings) -> Client:  # noqa: ARG002 - signed in by its time
        settings.IDLE_MINUTES = 30
        client = Client()
        client.force_login(appointed(a_department(an_organ())).person)
        assert client.get("/me/").status_code == 200
        return client

    def test_a_day_ahead_it_has_ended(self, browser: Client, clock: Traveller) -> None:
        clock.shift(A_DAY)
        assert browser.get("/me/").status_code == 302

    def test_a_last_activity_in_the_days_to_come_keeps_nothing_open(self, browser: Client, clock: Traveller) -> None:
        for _ in range(9):  # somebody at work while the clock ran ahead
            clock.shift(timedelta(minutes=25))
            assert browser.get("/me/").status_code == 200
        clock.shift(-timedelta(minutes=9 * 25))
        answer = browser.get("/me/")
        assert answer.status_code == 302
        assert "服务器的时间校正过" in browser.get(answer.headers["Location"]).content.decode()

    def test_a_clock_put_right_by_minutes_ends_nothing(self, browser: Client, clock: Traveller) -> None:
        for minutes in (20, -25, 3):
            clock.shift(timedelta(minutes=minutes))
            assert browser.get("/me/").status_code == 200

    def test_what_a_page_asks_by_itself_keeps_nothing_open_either(self, browser: Client, clock: Traveller) -> None:
        clock.shift(timedelta(minutes=25))
        assert browser.get("/me/").status_code == 200
        clock.shift(-timedelta(minutes=25))
        for _ in range(4):
            clock.shift(timedelta(minutes=20))
            browser.get("/desk/counts/", headers={"X-Refresh": "1"})
        assert COOKIE in browser.cookies
        assert browser.get("/me/").status_code == 302


def test_a_locked_door_opens_after_a_quarter_of_an_hour_by_any_clock(clock: Traveller) -> None:
    for _ in range(lock.TRIES["login"]):
        lock.take_try("hemin", "10.0.0.1")
    assert lock.take_try("hemin", "10.0.0.2") is not None
    clock.shift(-A_DAY)
    assert lock.take_try("hemin", "10.0.0.3") is None  # not shut for a day
    for _ in range(lock.TRIES["login"]):
        lock.take_try("hemin", "10.0.0.4")
    assert lock.take_try("hemin", "10.0.0.5") is not None  # and counted again
    clock.shift(A_DAY * 2)
    assert lock.take_try("hemin", "10.0.0.6") is None
    assert within_limit("x", "y", limit=1, seconds=60)


def test_what_is_due_is_due_by_the_calendar_and_not_by_what_the_clock_once_said(clock: Traveller) -> None:
    who = appointed(a_department(an_organ()))
    todo = a_todo(who, title="明天到期")
    with transaction.atomic():
        due_on(todo, today() + A_DAY)
    before = waiting_for(actor_of(who.person)).get().due_at
    clock.shift(A_DAY * 3)
    assert [one.title for one in overdue_of(actor_of(who.person))] == ["明天到期"]
    clock.shift(-A_DAY * 3)
    assert list(overdue_of(actor_of(who.person))) == []
    assert waiting_for(actor_of(who.person)).get().due_at == before


@pytest.mark.parametrize("jump", [A_DAY, -A_DAY])
def test_a_paper_walks_on_through_it_and_its_history_holds(clock: Traveller, jump: timedelta) -> None:
    paper = a_draft(an_office()).sent()
    close_block()
    clock.shift(jump)
    paper.reviewed().examined()
    close_block()
    clock.shift(-jump)
    paper.signed().rechecked().numbered()
    close_block()
    assert paper.document.number.endswith(f"〔{today().year}〕1号")
    said = StringIO()
    call_command("verify_trail", stdout=said)
    assert TrailEntry.objects.count() > 5


def test_what_was_granted_by_a_clock_that_was_ahead_opens_and_ends_by_the_right_one(clock: Traveller) -> None:
    """Also where the clocks of two machines differ by a second: what one has sent, the other shows."""
    who, uid = actor_of(appointed(a_department(an_organ())).person), uuid7()
    for ahead in (timedelta(seconds=1), A_DAY):
        clock.shift(ahead)
        with transaction.atomic():
            grant(uid, person_key(who.person), why="传阅")
        clock.shift(-ahead)
        assert may_read(who, uid)
        with transaction.atomic():
            revoke(uid, person_key(who.person), why="传阅")
        assert not may_read(who, uid)


def test_a_delivery_is_signed_for_once_though_the_clock_went_back(clock: Traveller) -> None:
    receiver = a_receiver()
    clock.shift(A_DAY)
    (delivery,) = distributed(at_distribution(), receiver)
    due = delivery.due_at
    clock.shift(-A_DAY)
    delivery.refresh_from_db()
    assert delivery.due_at == due
    client = Client()
    client.force_login(receiver.clerk.person)
    page = client.get(delivery.get_absolute_url())
    assert page.status_code == 200
    assert "逾期" not in page.content.decode()
