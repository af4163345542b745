"""Who may read and do what with documents, said for a row and for a list."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from docflow.models import Document, Register, Run, Task
from docflow.models.papers import Paper
from office.api import Actor, grants_by, keys_of, may_read, readable
from office.kernel.clock import now
from office.kernel.kept import Kept
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only

REGISTER_READERS = ("document_clerk", "office_reviewer", "leader", "auditor")


class Documents:
    """公文：read by whom a grant names."""

    def readable(self, by: Actor) -> QuerySet[Document]:
        """All he may read."""
        return readable(Document.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Document:
        """One he may read; not his and not there are one refusal."""
        document = Document.objects.select_related("organ", "drafter__person", "code", "run").filter(uid=uid).first()
        if document is None or not may_read(by, uid):
            raise NotThere("该公文")
        return document

    def take(self, uid: UUID, *, by: Actor) -> Document:
        """The same, with its run locked: nobody moves it meanwhile."""
        self.read(uid, by=by)
        lock_only(Run.objects.filter(paper_uid=uid), "run")
        return self.read(uid, by=by)


class Papers:
    """文件：whatever walks a route; read by whom a grant names."""

    def read(self, uid: UUID, *, by: Actor) -> Paper:
        """One he may read."""
        run = Run.objects.filter(paper_uid=uid).first()
        if run is None or not may_read(by, uid):
            raise NotThere("该文件")
        return run.paper

    def take(self, uid: UUID, *, by: Actor) -> Paper:
        """The same, with its run locked: nobody moves it meanwhile."""
        self.read(uid, by=by)
        lock_only(Run.objects.filter(paper_uid=uid), "run")
        return self.read(uid, by=by)


@Kept
def _bare(uid: UUID, keys: list[str], moment: datetime) -> QuerySet[Task]:
    """A task of a paper that one of the keys opens."""
    opening = grants_by(keys, OuterRef("run__paper_uid"), moment)
    return Task.objects.filter(Exists(opening), uid=uid).order_by()


@Kept
def _whole(uid: UUID, keys: list[str], moment: datetime) -> QuerySet[Task]:
    """The same with its run and its document."""
    opening = grants_by(keys, OuterRef("run__paper_uid"), moment)
    return Task.objects.filter(Exists(opening), uid=uid).order_by().select_related("run__document__drafter")


class Tasks:
    """任务：held by one appointment, or open to a pool."""

    def find(self, uid: UUID, *, by: Actor) -> Task:
        """A task of a paper that he may read, in one query."""
        return self._one(_whole, uid, by)

    def take(self, uid: UUID, *, by: Actor, to: str) -> tuple[Task, Actor]:
        """Find, ask, lock the run, ask again. → the task, and the actor in the capacity that it asks for.

        Raises NotThere, NotAllowed (it is somebody else's, or of another step), SomebodyWasFirst (it was his, and is done).
        """
        seen = self._one(_bare, uid, by)
        self._ask(seen, by, to)
        task = self._locked(seen, by=by)
        return task, self._ask(task, by, to)

    def locked(self, uid: UUID, *, by: Actor) -> Task:
        """A task of a paper that he may read, its run locked. For acts on tasks that are done."""
        return self._locked(self._one(_bare, uid, by), by=by)  # a stranger never locks anything

    def _locked(self, seen: Task, *, by: Actor) -> Task:
        lock_only(Run.objects.filter(pk=seen.run_id), "run")
        return self.find(seen.uid, by=by)

    def _one(self, rows: Kept[Task], uid: UUID, by: Actor) -> Task:
        found = rows(uid=uid, keys=sorted(keys_of(by)), moment=now())
        if not found:
            raise NotThere("该任务")
        return found[0]

    def _ask(self, task: Task, by: Actor, to: str) -> Actor:
        if to not in {task.step, "*"}:
            raise NotAllowed(f"该件现在是“{task.label}”环节，不能这样办。请刷新页面后再看。")
        candidates = {task.holder_id}
        if (
            task.holder_id is None
            or task.closed_at is not None
            or task.holder_id not in {a.pk for a in by.appointments}
        ):
            candidates |= set(task.candidates.values_list("appointment", flat=True))
        mine = next((a for a in by.appointments if a.pk in candidates), None)
        if mine is None:
            raise NotAllowed(f"该件的“{task.label}”{_held_by(task)}，不在您这里。")
        if task.closed_at is not None:
            raise SomebodyWasFirst(_first(task))
        if task.holder_id is not None and task.holder_id != mine.pk:
            raise SomebodyWasFirst(f"该件已由{_name(task)}先接手办理。")
        return by.acting_as(mine)


class Registers:
    """文号登记簿：read in the organ by those who work with numbers."""

    def readable(self, by: Actor) -> QuerySet[Register]:
        organs = {organ for organ, role in by.roles if role in REGISTER_READERS}
        return Register.objects.filter(code__organ__in=organs)

    def read(self, uid: UUID, *, by: Actor) -> Register:
        register = self.readable(by).select_related("code__organ").filter(uid=uid).first()
        if register is None:
            raise NotThere("该登记簿")
        return register


def _name(task: Task) -> str:
    return task.holder.person.name if task.holder is not None else "他人"


def _held_by(task: Task) -> str:
    return f"由{_name(task)}办理" if task.holder is not None else "由别的岗位办理"


def _first(task: Task) -> str:
    last = task.run.acts.filter(data__task=task.name).order_by("-seq").first()
    who = f"{last.names.get('name', '他人')}已于{last.at.astimezone():%H:%M}" if last is not None else "他人已先"
    return f"该件的“{task.label}”，{who}办过。请刷新页面看最新情况。"


documents, papers, tasks, registers = Documents(), Papers(), Tasks(), Registers()
