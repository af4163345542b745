"""Background work of the house's foundation: what is tidied up at night."""

from datetime import timedelta

from django.core.management import call_command

from office import files
from office.jobs.interface import task
from office.jobs.models import Job, State
from office.kernel.clock import now

KEPT = timedelta(days=30)  # how long a job that was done can still be looked up


@task
def sweep_files() -> int:
    """清理文件：delete content that no row names. Returns how many files."""
    return files.sweep_files()


@task
def clear_jobs() -> int:
    """清理作业：forget jobs that were done a month ago; those that were not stay. Returns how many."""
    return Job.objects.filter(state=State.DONE, ended_at__lt=now() - KEPT).delete()[0]


@task
def clear_sessions() -> None:
    """清理会话：delete what is left of sessions that have expired."""
    call_command("clearsessions")
