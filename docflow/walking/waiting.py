"""System steps: the run waits for a named job."""

from uuid import UUID, uuid5

from django.utils.module_loading import import_string

from docflow import flow
from docflow.models import Run
from office.api import enqueue

JOBS = {
    "typeset": "docflow.tasks.typeset",
    "seal": "docflow.tasks.seal",
    "receipts": "docflow.distribution.tasks.receipts",
}
"""The job that a definition names → the task that does it. Named by path: the tasks call actions, and actions walk."""


def ask_job(run: Run, wait: flow.Wait) -> None:
    """Enqueue the job of a wait, with the action's transaction; a second asking of the same wait is the same job."""
    enqueue(import_string(JOBS[wait.job]), str(run.uid), wait.id, key=f"{run.uid}/{wait.id}")


def key_of(run: Run, wait: str, outcome: str) -> UUID:
    """The key of the system's act about a wait: a repeated result acts once."""
    return uuid5(run.uid, f"{wait}/{outcome}")
