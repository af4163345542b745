"""The working copy of a run while one act is applied: the only place where visits and tasks are opened and closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from docflow.flow.acts import Act, Resume, Stance
from docflow.flow.definition import Definition
from docflow.flow.run import (
    DEEDS,
    Nature,
    Opinion,
    Party,
    Purpose,
    Run,
    Stamp,
    Status,
    Task,
    TaskOutcome,
    Visit,
    VisitOutcome,
    Wait,
    WaitOutcome,
)

_CLOSED_WITH: dict[VisitOutcome, TaskOutcome] = {
    "returned": "closed",
    "withdrawn": "withdrawn",
    "reopened": "reopened",
    "corrected": "corrected",
    "not_needed": "not_needed",
    "terminated": "terminated",
}


@dataclass(frozen=True)
class Fact:
    """Something worth saying in the trail that no task says: a step passed by itself, a fallback used, a consent standing."""

    kind: str
    step: str
    sentence: str


class Board:
    """Visits, tasks and waits by id, replaced as the act goes on; `run()` freezes them again."""

    def __init__(self, definition: Definition, run: Run, act: Act, now: datetime) -> None:
        self.definition = definition
        self.before = run
        self.act = act
        self.stamp = Stamp(run.seq + 1, now)
        self.status: Status = run.status
        self.round = run.round
        self.digest = act.digest or run.digest
        self.fields = run.fields if act.fields is None else dict(act.fields)
        self.visits = {visit.id: visit for visit in run.visits}
        self.tasks = {task.id: task for task in run.tasks}
        self.waits = {wait.id: wait for wait in run.waits}
        self.opinions = list(run.opinions)
        self.taken_back = list(run.taken_back)
        self.facts: list[Fact] = []

    @classmethod
    def at_rest(cls, definition: Definition, run: Run, fields: Mapping[str, Any] | None = None) -> "Board":
        """A board to look at, on which nothing is done."""
        return cls(definition, run, Resume(fields=fields), datetime.min.replace(tzinfo=UTC))

    def run(self) -> Run:
        """The run after the act."""
        keys = {**self.before.keys, self.act.key: self.act.principal} if self.act.key else self.before.keys
        return replace(
            self.before,
            status=self.status,
            round=self.round,
            seq=self.stamp.seq,
            digest=self.digest,
            fields=self.fields,
            visits=tuple(self.visits.values()),
            tasks=tuple(self.tasks.values()),
            waits=tuple(self.waits.values()),
            opinions=tuple(self.opinions),
            taken_back=tuple(self.taken_back),
            keys=keys,
        )

    # What is opened and closed

    def open_visit(self, visit: Visit) -> Visit:
        """Enter a visit; its id is given here."""
        visit = replace(visit, id=f"v{len(self.visits) + 1}")
        self.visits[visit.id] = visit
        return visit

    def close_visit(self, visit_id: str, outcome: VisitOutcome) -> None:
        """Close one visit, on the text as it stands; its tasks are closed before."""
        self.visits[visit_id] = replace(self.visits[visit_id], closed=self.stamp, outcome=outcome, digest=self.digest)

    def open_task(
        self, visit: Visit, party: Party, *, n: int = -1, purpose: Purpose = "handle", draft: str = ""
    ) -> Task:
        """Open a task of a visit for a party; `n` is its place among the parties of the visit, if it is one of them."""
        task = Task(
            id=f"t{len(self.tasks) + 1}",
            visit=visit.id,
            step=visit.step,
            round=self.round,
            opened=self.stamp,
            purpose=purpose,
            party=n,
            holder=party.holder,
            pool=party.pool,
            draft=draft,
        )
        self.tasks[task.id] = task
        return task

    def close_task(self, task: Task, outcome: TaskOutcome) -> None:
        """Close a task. By a deed of its holder, it is his who did it; else nobody is said to have acted."""
        deed = outcome in DEEDS
        self.tasks[task.id] = replace(
            self.tasks[task.id],
            closed=self.stamp,
            outcome=outcome,
            holder=task.holder or (self.act.principal if deed else ""),
            by=self.act.by if deed else "",
        )

    def open_wait(self, visit: Visit) -> Wait:
        """Ask for the job of a system step."""
        job = self.definition.step(visit.step).job
        wait = Wait(id=f"w{len(self.waits) + 1}", visit=visit.id, step=visit.step, job=job, opened=self.stamp)
        self.waits[wait.id] = wait
        return wait

    def close_wait(self, wait: Wait, outcome: WaitOutcome, reason: str = "") -> None:
        """The job is no longer waited for."""
        self.waits[wait.id] = replace(wait, closed=self.stamp, outcome=outcome, reason=reason)

    def give(self, nature: Nature, task: Task, stance: Stance, text: str) -> None:
        """Record an opinion, if anything was said."""
        if not text.strip() and not stance:
            return
        opinion = Opinion(
            id=f"o{len(self.opinions) + 1}",
            nature=nature,
            task=task.id,
            step=task.step,
            round=task.round,
            by=self.act.by,
            on_behalf_of=self.act.on_behalf_of,
            given=self.stamp,
            stance=stance,
            text=text,
            digest=self.digest,
        )
        self.opinions.append(opinion)

    def close_under(self, visit_id: str, outcome: VisitOutcome) -> None:
        """Close a visit with everything inside it: its branches, its tasks, its job."""
        for child in [child for child in self.visits.values() if child.within and child.within[0] == visit_id]:
            if child.closed is None:
                self.close_under(child.id, outcome)
        self.close_tasks_of(visit_id, _CLOSED_WITH[outcome])
        for wait in [wait for wait in self.waits.values() if wait.visit == visit_id and wait.closed is None]:
            self.close_wait(wait, "dropped")
        self.close_visit(visit_id, outcome)

    def close_tasks_of(self, visit_id: str, outcome: TaskOutcome) -> None:
        """Close what is still open in one visit; nobody acted by that."""
        for task in self.open_tasks_of(visit_id):
            self.close_task(task, outcome)

    def say(self, kind: str, step: str, sentence: str) -> None:
        """Note a fact."""
        self.facts.append(Fact(kind, step, sentence))

    # What is asked of it

    def open_tasks_of(self, visit_id: str) -> list[Task]:
        """The open tasks of one visit."""
        return [task for task in self.tasks.values() if task.visit == visit_id and task.closed is None]

    def token(self, within: tuple[str, str] | None) -> Visit | None:
        """The one open visit of the trunk, or of a branch of an open fork."""
        for visit in self.visits.values():
            if visit.within == within and visit.closed is None:
                return visit
        return None

    def last(self, step: str) -> Visit | None:
        """The latest visit of a step, open or closed."""
        found = None
        for visit in self.visits.values():
            if visit.step == step:
                found = visit
        return found

    def behind(self, visit_id: str) -> Iterator[Visit]:
        """This visit and all on the way to it, nearest first; through a fork that was joined, its branches too."""
        ahead, seen = [visit_id], set()
        while ahead:
            name = ahead.pop(0)
            if not name or name in seen:
                continue
            seen.add(name)
            visit = self.visits[name]
            yield visit
            ahead += [*(last for _, last in visit.arrived), visit.came_from]
