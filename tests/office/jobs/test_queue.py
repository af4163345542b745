"""A job's life in the table."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from office.jobs import queue
from office.jobs.heartbeat import Heartbeat
from office.jobs.interface import Task, TaskResultDoesNotExist, TaskResultStatus
from office.jobs.models import Job, State
from office.jobs.running import DIED_EACH_TIME, work_one
from office.kernel.clock import now
from office.kernel.transactions import OutsideTransactionError
from office.models.people import Appointment
from office.models.todos import Todo
from tests.office.jobs import tasks

pytestmark = pytest.mark.django_db


def ask(*args: object, task: "Task[..., Any]" = tasks.note, key: str = "") -> Job:
    with transaction.atomic():
        return queue.enqueue(task, *args, key=key)


def held(worker: str) -> Job:
    """The job that is due, taken."""
    job = queue.take(worker)
    assert job is not None
    return job


def tokens(job: Job) -> list[UUID]:
    return [job.lease_token] if job.lease_token else []


def test_a_job_is_asked_for_inside_an_action() -> None:
    with pytest.raises(OutsideTransactionError):
        queue.enqueue(tasks.note, "x")


def test_a_job_of_a_rolled_back_action_never_was() -> None:
    with transaction.atomic():
        queue.enqueue(tasks.note, "x")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_job_is_worked_once_and_keeps_its_result(heartbeat: Heartbeat) -> None:
    job = ask("通知")
    assert work_one("w/0", heartbeat) == job
    assert work_one("w/0", heartbeat) is None
    job.refresh_from_db()
    assert (job.state, job.result, job.tries, job.lease_token, tasks.done) == (State.DONE, "通知", 1, None, ["通知"])


def test_the_arguments_are_json() -> None:
    with pytest.raises(TypeError, match="UUID"):
        ask(uuid4())
    assert not Job.objects.exists()


def test_a_key_names_one_job_while_it_is_open(heartbeat: Heartbeat) -> None:
    first = ask("一", key="typeset:1")
    assert ask("二", key="typeset:1") == first
    assert queue.take("w/0") == first
    assert ask("三", key="typeset:1") == first
    assert ask("四", key="typeset:2") != first
    taken = Job.objects.get(pk=first.pk)
    assert queue.end(taken, State.DONE)
    assert ask("五", key="typeset:1") != first


def test_the_database_holds_the_key() -> None:
    ask("一", key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(key="k", task="x")


def test_jobs_without_a_key_are_any_number() -> None:
    assert len({ask("一").pk, ask("一").pk}) == 2


def test_a_leased_job_is_nobody_elses_until_the_lease_runs_out() -> None:
    job = ask("x")
    with time_machine.travel(now(), tick=False) as time:
        taken = held("one/0")
        assert taken == job
        assert queue.take("two/0") is None
        time.shift(59)
        queue.keep_leases(tokens(taken))
        time.shift(59)
        assert queue.take("two/0") is None
        time.shift(2)
        retaken = held("two/0")
    assert (retaken.pk, retaken.tries, retaken.worker) == (job.pk, 2, "two/0")


def test_only_the_holder_of_the_lease_writes_the_result() -> None:
    ask("x")
    with time_machine.travel(now(), tick=False) as time:
        slow = held("slow/0")
        time.shift(61)
        quick = held("quick/0")
        queue.keep_leases(tokens(slow))
        assert not queue.end(slow, State.DONE, result="slow")
        assert not queue.put_back(slow)
        assert queue.end(quick, State.DONE, result="quick")
        assert not queue.end(slow, State.DONE, result="slow")
    assert Job.objects.get().result == "quick"


def test_a_failing_job_is_tried_five_times_with_growing_pauses_then_the_operator_is_called(
    heartbeat: Heartbeat, operator: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    job = ask("x", task=tasks.go_wrong)
    waited: list[float] = []
    with time_machine.travel(now(), tick=False) as time:
        for _ in range(10):
            if work_one("w/0", heartbeat) is None:
                break
            job.refresh_from_db()
            if job.state == State.WAITING:
                pause = (job.not_before - now()).total_seconds()
                time.shift(pause - 1)
                assert work_one("w/0", heartbeat) is None
                time.shift(1)
                waited.append(pause)
    assert (job.state, job.tries, len(tasks.done)) == (State.GIVEN_UP, 5, 5)
    assert waited == sorted(set(waited))
    assert len(waited) == 4
    assert (job.error, job.error_type) == ("ZeroDivisionError：除数为零", "builtins.ZeroDivisionError")
    assert "go_wrong" in job.traceback
    todo = Todo.objects.open().get()
    assert (todo.about, [h.appointment for h in todo.holders.all()]) == (job.uid, [operator])
    assert "除数为零" in todo.title
    assert len(caplog.records) == 5


def test_a_refusal_is_not_tried_again(heartbeat: Heartbeat, operator: Appointment) -> None:
    job = ask("用印", task=tasks.refuse)
    work_one("w/0", heartbeat)
    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == (State.FAILED, 1, "用印不能这样办。")
    assert Todo.objects.open().get().about == job.uid  # no room answers for it, so the operator does


def test_a_room_is_told_of_a_refusal_and_deals_with_it_alone(heartbeat: Heartbeat, operator: Appointment) -> None:
    ask("用印", task=tasks.refuse_and_tell)
    work_one("w/0", heartbeat)
    assert tasks.lost == ["failed：用印不能这样办。"]
    assert not Todo.objects.exists()


def exhausted(task: "Task[..., Any]") -> Job:
    """A job whose next try is its last."""
    job = ask("x", task=task)
    Job.objects.filter(pk=job.pk).update(tries=4)
    return job


def test_a_room_and_the_operator_are_told_of_a_job_given_up(heartbeat: Heartbeat, operator: Appointment) -> None:
    exhausted(tasks.go_wrong_and_tell)
    work_one("w/0", heartbeat)
    assert tasks.lost == ["given_up：ZeroDivisionError：x"]
    assert Todo.objects.open().count() == 1


def test_a_room_that_cannot_take_in_the_failure_does_not_keep_the_job_open(
    heartbeat: Heartbeat, operator: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    job = exhausted(tasks.go_wrong_twice_over)
    work_one("w/0", heartbeat)
    job.refresh_from_db()
    assert (job.state, job.key) == (State.GIVEN_UP, "")
    assert Todo.objects.open().count() == 1
    assert "could not take in" in caplog.text


def test_a_job_that_kills_its_workers_is_given_up(heartbeat: Heartbeat, operator: Appointment) -> None:
    job = ask("x")
    with time_machine.travel(now(), tick=False) as time:
        for _ in range(5):
            assert queue.take("dying/0") == job
            time.shift(61)
        assert work_one("w/0", heartbeat) == job
    job.refresh_from_db()
    assert (job.state, job.error, tasks.done) == (State.GIVEN_UP, DIED_EACH_TIME, [])
    assert Todo.objects.open().get().about == job.uid


def test_consequences_are_undone_when_the_lease_is_lost(heartbeat: Heartbeat, operator: Appointment) -> None:
    from office.jobs.failing import end_unsuccessfully  # noqa: PLC0415

    ask("x", task=tasks.refuse)
    with time_machine.travel(now(), tick=False) as time:
        slow = held("slow/0")
        time.shift(61)
        held("quick/0")
    assert not end_unsuccessfully(slow, State.FAILED, error="迟了")
    assert not Todo.objects.exists()
    assert Job.objects.get().state == State.RUNNING


def test_a_job_of_a_task_that_is_gone_fails_like_any(heartbeat: Heartbeat, caplog: pytest.LogCaptureFixture) -> None:
    job = ask("x")
    Job.objects.update(task="tests.office.jobs.tasks.gone")
    work_one("w/0", heartbeat)
    job.refresh_from_db()
    assert (job.state, job.error_type) == (State.WAITING, "builtins.ImportError")


def test_a_job_may_wait_for_its_time(heartbeat: Heartbeat) -> None:
    with transaction.atomic():
        job = queue.enqueue(tasks.note, "later", not_before=now() + timedelta(hours=1))
    assert work_one("w/0", heartbeat) is None
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert work_one("w/0", heartbeat) == job


def test_the_oldest_comes_first_but_for_those_asked_for(heartbeat: Heartbeat) -> None:
    jobs = [ask(str(n)) for n in range(3)]
    assert work_one("w/0", heartbeat, first=[jobs[2].uid]) == jobs[2]
    assert [work_one("w/0", heartbeat) for _ in range(3)] == [jobs[0], jobs[1], None]


def test_it_stands_behind_djangos_tasks_interface(heartbeat: Heartbeat) -> None:
    with transaction.atomic():
        result = tasks.note.enqueue(what="经接口")
    assert result.status == TaskResultStatus.READY
    work_one("w/0", heartbeat)
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, "经接口", 1)
    with pytest.raises(TaskResultDoesNotExist):
        tasks.note.get_result(str(uuid4()))


def test_a_failure_shows_through_djangos_tasks_interface(heartbeat: Heartbeat) -> None:
    with transaction.atomic():
        result = tasks.refuse.using(run_after=now()).enqueue("用印")
    work_one("w/0", heartbeat)
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert [error.exception_class.__name__ for error in result.errors] == ["Invalid"]


def test_a_task_may_know_its_job(heartbeat: Heartbeat) -> None:
    job = ask(task=tasks.note_itself)
    work_one("w/0", heartbeat)
    job.refresh_from_db()
    assert job.result == [str(job.uid), 1]
