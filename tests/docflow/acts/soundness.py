"""What must hold of an installation's documents at any moment, also after a death at the worst one."""

from collections.abc import Iterable

from docflow import flow
from docflow.distribution.models import STANDING, Delivery
from docflow.distribution.policy import ROOM
from docflow.distribution.selectors.unsettled import unsettled
from docflow.distribution.tasks import receipts
from docflow.models import Document, Register, Run, SealUse
from docflow.models.registers import NumberState
from docflow.models.seals import UseState
from docflow.walking.definitions import definition_of
from docflow.walking.mirroring import todo_name
from docflow.walking.performing import state_of
from office.api import Deadline, read
from office.jobs.models import Job
from office.models import Todo


def assert_sound() -> None:
    """Numbers without gap, no half seal, runs that their acts make, and nothing stuck."""
    for register in Register.objects.all():
        entries = list(register.entries.order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, register.last + 1))
        for entry in entries:
            used = entry.document is not None and entry.document.number == entry.text
            assert (entry.state == NumberState.USED) == used
    for document in Document.objects.all():
        numbered = document.numbers.filter(state=NumberState.USED).count()
        assert numbered == bool(document.number)
        done = SealUse.objects.filter(document=document, state=UseState.DONE)
        assert done.count() == hasattr(document, "sealed")
        if hasattr(document, "sealed"):
            assert done.get().sealed_sm3 == document.sealed.sm3 == document.sealed.file.sm3
            assert len(read(document.sealed.file)) == document.sealed.size
    assert_on_their_way()


def assert_on_their_way() -> None:
    """Runs that their acts make, nothing stuck, and deliveries as they should be."""
    assert_runs_sound(Run.objects.all())
    _assert_deliveries()
    assert_deadlines_sound()


def assert_runs_sound(runs: Iterable[Run]) -> None:
    """Each is what its acts make, its tasks and to-dos agree with it, and it is not stuck."""
    for run in runs:
        _assert_run(run)


def assert_deadlines_sound() -> None:
    """A deadline runs as long as its to-do is open and no longer, and both say the same moment."""
    running = {(one.room, one.task): (one.due_at, one.provisional) for one in Deadline.objects.open()}
    waiting = Todo.objects.open().filter(due_at__isnull=False)
    assert running == {(one.room, one.task): (one.due_at, one.provisional) for one in waiting}


def _assert_deliveries() -> None:
    """A receiver has a document once, one delivery is its last, and whoever is to sign has a to-do: nobody else."""
    for document in Document.objects.all():
        rows = list(document.deliveries.all())
        standing = [row.receiver_id for row in rows if row.state in STANDING]
        assert len(standing) == len(set(standing))
        followed = {row.follows_id for row in rows}
        last = [row.receiver_id for row in rows if row.pk not in followed]
        assert sorted(last) == sorted({row.receiver_id for row in rows})
    awaited = {str(uid) for uid in Delivery.objects.filter(state="delivered").values_list("uid", flat=True)}
    todos = Todo.objects.open().filter(room=ROOM, step="签收")
    assert sorted(todos.values_list("task", flat=True)) == sorted(awaited)


def _assert_run(run: Run) -> None:
    state = state_of(run)
    acts = [flow.act_from_data(act.data) for act in run.acts.order_by("seq")]
    assert flow.replay(definition_of(run), acts) == state
    wanted = {task.id for task in state.open_tasks}
    assert set(run.tasks.filter(closed_at__isnull=True).values_list("name", flat=True)) == wanted
    waiting = Todo.objects.filter(room="docflow", closed_at__isnull=True, task__startswith=f"{run.uid}/")
    assert {todo.task for todo in waiting} == {todo_name(run, task) for task in state.open_tasks}
    for wait in state.open_waits:
        asked = Job.objects.open().filter(key=f"{run.uid}/{wait.id}").count()
        if wait.job == "receipts":  # it waits for people, and a job looks after each of them
            looks = Job.objects.open().filter(task=receipts.module_path, args__0=str(run.uid))
            assert unsettled(run.paper_uid).exists() or looks.exists()
        else:
            assert asked == 1
    assert state.has_ended or state.status == "suspended" or wanted or state.open_waits
