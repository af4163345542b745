"""Tasks that the tests of the queue enqueue."""

import os
import time
from pathlib import Path

from django.db import connection

from office.jobs.failing import on_failure
from office.jobs.interface import TaskContext, task
from office.jobs.models import Job
from office.kernel import child
from office.kernel.refusals import Invalid

done: list[str] = []
lost: list[str] = []


@task
def note(what: str) -> str:
    done.append(what)
    return what


@task(takes_context=True)
def note_itself(context: "TaskContext[..., None]") -> list[str | int]:
    return [context.task_result.id, context.attempt]


@task
def go_wrong(what: str) -> None:
    done.append(what)
    raise ZeroDivisionError("除数为零")


@task
def refuse(what: str) -> None:
    raise Invalid(f"{what}不能这样办。")


@task
def refuse_and_tell(what: str) -> None:
    raise Invalid(f"{what}不能这样办。")


@task
def go_wrong_and_tell(what: str) -> None:
    raise ZeroDivisionError(what)


@task
def go_wrong_twice_over(what: str) -> None:
    raise ZeroDivisionError(what)


@on_failure(refuse_and_tell)
@on_failure(go_wrong_and_tell)
def keep_in_mind(job: Job) -> None:
    lost.append(f"{job.state}：{job.error}")


@on_failure(go_wrong_twice_over)
def go_wrong_again(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(key="half done")
    raise ZeroDivisionError


@task
def write_line(path: str, line: str) -> int:
    """Leaves a trace that outlives the process; returns how many there are."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{line} {os.getpid()}\n")
    return len(Path(path).read_text(encoding="utf-8").splitlines())


@task
def sleep(seconds: float) -> None:
    time.sleep(seconds)


@task
def lose_the_database_once(path: str) -> str:
    """Closes its connection as a server does that goes down, the first time."""
    if Path(path).exists():
        return "again"
    Path(path).touch()
    connection.ensure_connection()
    connection.connection.close()
    return "first"


@task
def work_in_the_child(path: str, seconds: int) -> None:
    """Heavy work that says when it has begun, and in which process."""
    child.run("tests.office.kernel.works.say_when_begun", path, seconds)
