"""What must hold of an installation's documents at any moment, also after a death at the worst one."""

from docflow import flow
from docflow.models import Document, Register, Run, SealUse
from docflow.models.registers import NumberState
from docflow.models.seals import UseState
from docflow.walking.definitions import definition_of
from docflow.walking.mirroring import todo_name
from docflow.walking.performing import state_of
from office.api import read
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
    for run in Run.objects.all():
        _assert_run(run)


def _assert_run(run: Run) -> None:
    state = state_of(run)
    acts = [flow.act_from_data(act.data) for act in run.acts.order_by("seq")]
    assert flow.replay(definition_of(run), acts) == state
    wanted = {task.id for task in state.open_tasks}
    assert set(run.tasks.filter(closed_at__isnull=True).values_list("name", flat=True)) == wanted
    waiting = Todo.objects.filter(room="docflow", closed_at__isnull=True, task__startswith=f"{run.uid}/")
    assert {todo.task for todo in waiting} == {todo_name(run, task) for task in state.open_tasks}
    for wait in state.open_waits:
        assert Job.objects.open().filter(key=f"{run.uid}/{wait.id}").count() == 1
    assert state.has_ended or state.status == "suspended" or wanted or state.open_waits
