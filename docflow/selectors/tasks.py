"""Tasks of a paper: whose turn it is, and what he may do."""

from docflow import flow
from docflow.models import Task
from docflow.models.papers import Paper
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office import api as office
from office.api import Actor
from office.kernel.refusals import NotAllowed


def open_tasks(paper: Paper) -> list[Task]:
    """Those that wait, with whom they wait for, the oldest first."""
    rows = paper.run.tasks.filter(closed_at__isnull=True)
    return list(
        rows.select_related("holder__person", "holder__post__department__organ").prefetch_related(
            "candidates__appointment__person"
        )
    )


def task_of(paper: Paper, *, by: Actor) -> tuple[Task, Actor] | None:
    """The open task that he holds or may take, and he in that capacity."""
    mine = {one.pk: one for one in by.appointments}
    for task in open_tasks(paper):
        holders = [task.holder_id] if task.holder_id else [c.appointment_id for c in task.candidates.all()]
        if found := next((mine[pk] for pk in holders if pk in mine), None):
            return task, by.acting_as(found)
    return None


def editing_task(paper: Paper, *, by: Actor) -> tuple[Task, Actor]:
    """The same, where the step lets him change the text. Raises NotAllowed."""
    found = task_of(paper, by=by)
    if found is None or not may_edit(found[0]):
        raise NotAllowed("现在不是您改稿的环节，文稿只能看。")
    return found


def may_edit(task: Task) -> bool:
    """Whether the step's holder may change the text."""
    step = definition_of(task.run).step(task.step)
    return bool(step.editable) and task.purpose == "handle"


def offers(paper: Paper, *, by: Actor) -> list[tuple[flow.Offer, office.Appointment]]:
    """What he may do now and in which capacity, from the data that guards the acts; buttons are drawn from it."""
    definition, run = definition_of(paper.run), state_of(paper.run)
    keeps = by.has_role(paper.organ, "flow_administrator")
    fields = paper.route_fields()
    found: dict[flow.Offer, office.Appointment] = {}
    for one in by.appointments:
        for offer in flow.next_acts(definition, run, str(one.uid), fields=fields, as_keeper=keeps):
            found.setdefault(offer, one)
    return list(found.items())
