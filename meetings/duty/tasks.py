"""Background work of duty: a month is looked for outside any lock, and taken in at once."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from meetings.duty.actions.making import failed, take_in
from meetings.duty.models import RosterRun, RunState
from meetings.duty.policy import rosters
from meetings.duty.problems import month_of
from meetings.duty.rota import Progress, solve
from office.api import Job, on_failure, task
from office.kernel.ids import uuid7

SECONDS = 10.0
"""A month of a big unit is found in a few; the rest goes to proving that there is none better."""
GLANCE = 0.5


@dataclass
class _Watch:
    """Says how far it is, and asks whether it was stopped, twice a second at most."""

    run: RosterRun
    next: float = 0.0
    stopped: bool = False
    said: str = field(default="")

    def tell(self, progress: Progress) -> None:
        if (moment := time.monotonic()) < self.next:
            return
        self.next = moment + GLANCE
        self.said = f"{progress.words}（{progress.part:.0%}）"[:200]
        rows = RosterRun.objects.filter(pk=self.run.pk, state=RunState.RUNNING)
        self.stopped = not rows.update(progress=self.said)

    def is_stopped(self) -> bool:
        return self.stopped


@task()
def make_roster(run_uid: str) -> str:
    """自动排班. Returns what came of it."""
    run = RosterRun.objects.select_related("roster__unit").get(uid=UUID(run_uid))
    if run.state != RunState.RUNNING:
        return run.state
    watch = _Watch(run)
    problem = month_of(run.roster, replans=run.replans).problem
    outcome = solve(problem, seconds=SECONDS, on_progress=watch.tell, should_stop=watch.is_stopped)
    return take_in(run.uid, outcome, by=None, key=uuid7()).state


@on_failure(make_roster)
def making_failed(job: Job) -> None:
    """Once: also where the job ends twice, or somebody stops it meanwhile."""
    run = RosterRun.objects.filter(uid=UUID(job.args[0])).select_related("roster__unit", "asked_by__person").first()
    if run is None:
        return
    rosters.take(run.roster.uid)
    run.refresh_from_db(fields=["state"])  # stopped while this waited: nothing is left to be said
    if run.state == RunState.RUNNING:
        failed(run, f"排班没有办成：{job.error}")
