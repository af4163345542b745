"""流程一节：what the page of a paper shows of its route, wherever that paper lives, for the parts `docflow/partials/_route.html`, `_opinions.html`,
`_door.html`, `_keeping.html`, `_urging.html`, `_urged.html` and `_suspended.html`."""

from typing import Any

from docflow.models import Opinion, Task, Urge
from docflow.models.papers import Paper
from docflow.selectors.keeping import Suspension, colleagues, suspension_of
from docflow.selectors.routes import route_of
from docflow.selectors.tasks import offers, open_tasks, task_of
from docflow.views.doors import completion, doors
from docflow.views.keeping import keeping_of
from docflow.views.papers import urgeable
from office.api import Actor


def passage_of(paper: Paper, *, by: Actor) -> dict[str, Any]:
    """Whose turn it is, what was said, what he may do: the names are those that the parts ask for."""
    held = task_of(paper, by=by)
    task, acting = held or (None, None)
    offered = [offer for offer, _ in offers(paper, by=by)]
    waiting: list[Task] = open_tasks(paper)
    people = [one for one in colleagues(paper) if one.person_id != by.person.pk] if task is not None else []
    route = route_of(paper)
    suspension: Suspension | None = suspension_of(paper.run)
    opinions: list[Opinion] = list(paper.run.opinions.all())
    urges: list[Urge] = list(paper.run.urges.all())
    return {
        "paper": paper,
        "task": task,
        "acting": acting,
        "waiting": waiting,
        "complete": completion(task, offered) if task is not None else None,
        "doors": list(doors(paper, offered, people)),
        "keeping": keeping_of(paper, offered, waiting, by=by),
        "suspension": suspension,
        "opinions": opinions,
        "picture": route.picture,
        "rounds": route.rounds,
        "urges": urges,
        "urgeable": urgeable(paper, by=by),
    }
