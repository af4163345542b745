"""核稿 without any of the product: the rows that it writes, written directly in one transaction. Nothing is asked, resolved or chained."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from docflow.models import Act, Opinion, Task
from office.kernel.clock import now
from office.models import Appointment, DoneAction, Person, Reader, Todo, TodoHolder, TrailEntry
from realtime.models import Notification


@login_required
@require_POST
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what a 核稿 leaves; the next holder comes with the form."""
    key, words = UUID(request.POST["key"]), request.POST["opinion"]
    task = Task.objects.select_related("run__document", "holder").get(uid=uid)
    after = Appointment.objects.select_related("person").get(uid=request.POST["next"])
    if isinstance(request.user, Person):
        with transaction.atomic():
            _write(task, after, request.user, key, words)
    return HttpResponseRedirect("/")


def _write(task: Task, after: Appointment, person: Person, key: UUID, words: str) -> None:
    run, document, at = task.run, task.run.document, now()
    url, name, names = f"/documents/{document.uid}/", f"t{run.version + 1}", {"name": person.name, "post": "科长"}
    DoneAction.objects.create(key=key, verb="review", person=person, answer_model="document", answer_pk=document.pk)
    act = Act.objects.create(
        run=run,
        seq=run.version + 1,
        kind="complete",
        step=task.step,
        data={"opinion": words},
        by=task.holder,
        names=names,
        key=key,
    )
    run.version = act.seq
    run.save(update_fields=["version", "state", "ended_at"])
    Opinion.objects.create(act=act, run=run, version=1, seen_sm3="0" * 64, step="核稿", text=words, names=names)
    task.closed_at, task.outcome = at, "done"
    task.save(update_fields=["closed_at", "outcome"])
    Todo.objects.filter(room="docflow", task=f"{run.uid}/{task.name}", closed_at=None).update(
        closed_at=at, closed_why="已办", done_by=task.holder
    )
    TodoHolder.objects.filter(todo__room="docflow", todo__task=f"{run.uid}/{task.name}").update(waits=False)
    TodoHolder.objects.filter(appointment=task.holder, waits=True, todo__about=document.uid).update(waits=False)
    Task.objects.create(run=run, name=name, step="office_review", label="审核", holder=after)
    Reader.objects.create(object_uid=document.uid, key=f"appointment:{after.uid}", why="审核")
    todo = Todo.objects.create(
        room="docflow",
        kind="文",
        about=document.uid,
        task=f"{run.uid}/{name}",
        title=document.title,
        step="审核",
        url=url,
        from_name=person.name,
    )
    TodoHolder.objects.create(todo=todo, appointment=after)
    Notification.objects.create(
        person=after.person, kind="todo", title=document.title, url=url, about=document.uid, key=todo.task
    )
    document.moved_at = at
    document.save(update_fields=["moved_at", "state", "closed_at"])
    TrailEntry.objects.create(
        stream=f"reference:{run.uid}",
        stream_seq=act.seq,
        act="docflow.reviewed",
        about=document.uid,
        title=document.title,
        person=person.uid,
        name=person.name,
        detail={"opinion": words},
        digest="0" * 64,
    )
