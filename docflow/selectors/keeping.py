"""流程管理：what a flow administrator oversees, why a paper is suspended, and to whom he may send or give it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from docflow import policy
from docflow.directory import OfficeDirectory
from docflow.flow.who import Chosen, Context
from docflow.models import Act, Run, Task
from docflow.models.papers import Paper, paper_models
from docflow.selectors.lists import open_now
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office import api as office
from office.api import Actor, Appointment
from office.kernel.clock import now

LONG = timedelta(days=7)
VIEWS = {"all": "全部在办", "suspended": "已挂起", "long": "拿了7天以上", "left": "办理人已离任"}


@dataclass(frozen=True)
class Suspension:
    """Why a paper stands still, who suspended it (his names of that moment), and since when."""

    reason: str
    names: dict[str, Any]
    at: datetime


def suspension_of(run: Run) -> Suspension | None:
    """None for a run that is not suspended; asks nothing then."""
    if not run.is_suspended:
        return None
    return suspension_in(run.acts.filter(kind="suspend").order_by("-seq")[:1])


def suspension_in(acts: Iterable[Act]) -> Suspension | None:
    """The same from acts that were fetched, the latest first."""
    return next((Suspension(str(act.data.get("reason", "")), act.names, act.at) for act in acts), None)


def keeps_routes(by: Actor) -> bool:
    """Whether he is a flow administrator anywhere."""
    return bool(policy.organs_of(by, policy.FLOW_KEEPER))


def live(by: Actor, view: str, words: str) -> QuerySet[Run]:
    """The runs of his organs' papers that go on, whoever has had one longest first, with all that their rows show."""
    rows = policy.papers.kept(by)
    waiting = Task.objects.filter(run=OuterRef("pk"), closed_at__isnull=True)
    match view:
        case "suspended":
            rows = rows.filter(state__status="suspended")
        case "long":
            rows = rows.filter(Exists(waiting.filter(opened_at__lt=now() - LONG)))
        case "left":
            there = office.valid_appointments().values("pk")
            alone = waiting.filter(holder__isnull=True).exclude(candidates__appointment__in=there)
            rows = rows.filter(Exists(waiting.filter(holder__isnull=False).exclude(holder__in=there)) | Exists(alone))
    for word in words.split():
        rows = rows.filter(_holds(word))
    since = waiting.order_by("opened_at").values("opened_at")[:1]
    suspended = Prefetch("acts", Act.objects.filter(kind="suspend").order_by("-seq"), to_attr="suspensions")
    return (
        rows.annotate(since=Subquery(since))
        .select_related(*(f"{model._meta.model_name}__organ" for model in paper_models()))
        .prefetch_related(Prefetch("tasks", open_now(), to_attr="waiting"), suspended)
        .order_by(F("since").asc(nulls_last=True), "pk")
    )


def _holds(word: str) -> Q:
    """Title or number, of whatever kind of paper."""
    looked_in = [
        f"{model._meta.model_name}__{field.name}"
        for model in paper_models()
        for field in model._meta.fields
        if field.name in {"title", "number"}
    ]
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in looked_in))


def colleagues(paper: Paper) -> list[Appointment]:
    """Everybody of the paper's organ, or of its heirs, who is there today, department by department: to them a task may be given."""
    found = office.valid_appointments().filter(post__department__organ__in=office.heirs_of(paper.organ))
    return list(found.order_by("post__department__order", "post__department", "post__order", "pk"))


def choosable(paper: Paper, steps: Iterable[str], *, by: Actor) -> dict[str, list[Appointment]]:
    """Of those steps, the ones whose people are chosen by whoever sends a paper there, and out of whom."""
    definition, run = definition_of(paper.run), state_of(paper.run)
    found: dict[str, list[Appointment]] = {}
    for key in steps:
        who = definition.step(key).who
        if isinstance(who, Chosen):
            context = Context(key, run.drafter, str(by.appointment.uid), paper.route_fields())
            there = office.among(OfficeDirectory().resolve(who.among, context).people)
            found[key] = list(there.values())
    return found


def left(tasks: Iterable[Task]) -> set[int]:
    """The row keys of those tasks whose holder is not in office any more."""
    tasks = list(tasks)
    there = office.among(task.holder.uid for task in tasks if task.holder is not None)
    return {task.pk for task in tasks if task.holder is not None and str(task.holder.uid) not in there}
