"""Who may read and do what with documents, said for a row and for a list."""

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from docflow.models import Document, IssuingCode, Register, Run, Task
from docflow.models.papers import Paper, paper_models
from office.api import Actor, grants_by, grants_to, keys_of, may_read, read_one, readable
from office.kernel.clock import now
from office.kernel.kept import Kept
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only

CLERK, REVIEWER, FLOW_KEEPER = "document_clerk", "office_reviewer", "flow_administrator"
REGISTER_READERS = (CLERK, REVIEWER, "leader", "auditor")


class Documents:
    """公文：read by whom a grant names."""

    def readable(self, by: Actor) -> QuerySet[Document]:
        """All he may read."""
        return readable(Document.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Document:
        """One he may read; not his and not there are one refusal."""
        rows = Document.objects.select_related("organ", "drafter__person", "code", "run")
        return read_one(rows, uid, by, called="该公文")

    def take(self, uid: UUID, *, by: Actor) -> Document:
        """The same, with its run locked: nobody moves it meanwhile."""
        self.read(uid, by=by)
        lock_only(Run.objects.filter(paper_uid=uid), "run")
        return self.read(uid, by=by)

    def may_see_handling(self, document: Document, *, by: Actor) -> bool:
        """办理过程: for the organ that makes it, and for whoever was asked or acted on its way; receivers get the file only."""
        if by.posts_for(document.organ_id):
            return True
        asked = Q(tasks__holder__in=by.appointments) | Q(tasks__candidates__appointment__in=by.appointments)
        return Run.objects.filter(asked | Q(acts__by__person=by.person), document=document).exists()

    def read_handling(self, uid: UUID, *, by: Actor) -> Document:
        """One whose handling he may see; to a receiver there is no such sheet."""
        document = self.read(uid, by=by)
        if not self.may_see_handling(document, by=by):
            raise NotThere("该处理单")
        return document


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

    def kept(self, by: Actor) -> QuerySet[Run]:
        """The list's side for the flow administrator: runs that go on, of the organs whose routes he keeps."""
        organs = organs_of(by, FLOW_KEEPER)
        own = reduce(or_, (Q(**{f"{model._meta.model_name}__organ__in": organs}) for model in paper_models()))
        runs = Run.objects.filter(own, ended_at__isnull=True)
        return runs.filter(Exists(grants_to(by, OuterRef("paper_uid"))))


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
        return Register.objects.filter(code__organ__in=organs_of(by, *REGISTER_READERS))

    def read(self, uid: UUID, *, by: Actor) -> Register:
        register = self.readable(by).select_related("code__organ").filter(uid=uid).first()
        if register is None:
            raise NotThere("该登记簿")
        return register


class Codes:
    """代字：read in the organ by those who work with numbers."""

    def readable(self, by: Actor) -> QuerySet[IssuingCode]:
        """All he may see, in use or not."""
        return IssuingCode.objects.filter(organ__in=organs_of(by, *REGISTER_READERS)).select_related("organ")

    def read(self, uid: UUID, *, by: Actor) -> IssuingCode:
        """One he may see."""
        code = self.readable(by).filter(uid=uid).first()
        if code is None:
            raise NotThere("该代字")
        return code

    def of_clerk(self, uid: UUID, *, by: Actor) -> IssuingCode:
        """One whose numbers he gives. Raises NotAllowed for one that he may only see."""
        code = self.read(uid, by=by)
        if not by.has_role(code.organ, CLERK):
            raise NotAllowed("文号由本机关的文书预留。")
        return code

    def of_reviewer(self, uid: UUID, *, by: Actor) -> IssuingCode:
        """One that he answers for. Raises NotAllowed for one that he may only see."""
        code = self.read(uid, by=by)
        if not by.has_role(code.organ, REVIEWER):
            raise NotAllowed("代字由本机关办公室审核岗位管理。")
        return code


def organs_of(by: Actor, *roles: str) -> set[int]:
    """The row keys of the organs in which he has one of the roles."""
    return {organ for organ, role in by.roles if role in roles}


def _name(task: Task) -> str:
    return task.holder.person.name if task.holder is not None else "他人"


def _held_by(task: Task) -> str:
    return f"由{_name(task)}办理" if task.holder is not None else "由别的岗位办理"


def _first(task: Task) -> str:
    last = task.run.acts.filter(data__task=task.name).order_by("-seq").first()
    who = f"{last.names.get('name', '他人')}已于{last.at.astimezone():%H:%M}" if last is not None else "他人已先"
    return f"该件的“{task.label}”，{who}办过。请刷新页面看最新情况。"


documents, papers, tasks, registers, codes = Documents(), Papers(), Tasks(), Registers(), Codes()
