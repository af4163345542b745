"""Lists of documents, each a question that stays constant in queries however long the list is."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from docflow import policy
from docflow.models import Act, Document, Task
from office.api import Actor

VIEWS = {"waiting": "待我办理", "mine": "我拟的", "handled": "经我办的", "all": "全部可看"}


def listed(by: Actor, view: str, words: str) -> QuerySet[Document]:
    """The documents of a view, newest move first, with who has each now; `words` are looked for in title and number."""
    mine = [one.pk for one in by.appointments]
    rows = policy.documents.readable(by)
    match view:
        case "waiting":
            rows = rows.filter(run__in=runs_waiting_for(by))
        case "mine":
            rows = rows.filter(drafter__in=mine)
        case "handled":
            rows = rows.filter(
                Exists(Act.objects.filter(run__document=OuterRef("pk"), by__in=mine).exclude(kind="start"))
            )
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return rows.select_related("organ", "drafter__person", "drafter__post__department").prefetch_related(now_with())


def runs_waiting_for(by: Actor) -> QuerySet[Task, int]:
    """The runs in which something waits for him, as he holds it or as he may take it: found from what he has, not from all he may read."""
    mine = [one.pk for one in by.appointments]
    waiting = Task.objects.filter(closed_at__isnull=True).order_by()
    held, offered = waiting.filter(holder__in=mine), waiting.filter(candidates__appointment__in=mine)
    return held.values_list("run", flat=True).union(offered.values_list("run", flat=True))


def now_with() -> "Prefetch[str, QuerySet[Task], str]":
    """在谁手里：prefetch the open tasks of each document, as `run.waiting`."""
    return Prefetch("run__tasks", open_now(), to_attr="waiting")


def open_now() -> QuerySet[Task]:
    """Tasks that wait, with those whom they wait for."""
    return (
        Task.objects.filter(closed_at__isnull=True)
        .select_related("holder__person", "holder__post__department")
        .prefetch_related("candidates__appointment__person")
    )
