"""What the desk shows of documents: what I sent and who has it, what came back to me."""

from dataclasses import dataclass

from django.db.models import QuerySet

from docflow.models import Document, Task
from docflow.selectors.lists import now_with
from docflow.walking.definitions import definition_of
from office.api import Actor

MINE = 8


@dataclass(frozen=True)
class Sent:
    """A document of mine that is with others: where it stands on its way, as beads."""

    document: Document
    waiting: list[Task]
    beads: tuple[tuple[float, str], ...]  # (per cent, class)

    @property
    def at(self) -> float:
        """How far it has come, in per cent of the line."""
        return max((x for x, manner in self.beads if manner), default=2.0)


def sent_by(actor: Actor) -> list[Sent]:
    """The newest of those that he drafted and that others hold now."""
    mine = [one.pk for one in actor.appointments]
    rows = _under_way(mine).select_related("run").prefetch_related(now_with())[:MINE]
    return [Sent(row, _waiting(row), _beads(row)) for row in rows]


def sent_count(actor: Actor) -> int:
    """How many there are."""
    return _under_way([one.pk for one in actor.appointments]).count()


def returned_to(actor: Actor) -> int:
    """How many drafts of his came back and wait for him."""
    mine = [one.pk for one in actor.appointments]
    return Task.objects.filter(holder__in=mine, step="draft", closed_at__isnull=True, round__gt=1).count()


def _under_way(mine: list[int]) -> QuerySet[Document]:
    return Document.objects.filter(drafter__in=mine, closed_at__isnull=True).exclude(state="drafting")


def _waiting(document: Document) -> list[Task]:
    waiting: list[Task] = getattr(document.run, "waiting", [])
    return waiting


def _beads(document: Document) -> tuple[tuple[float, str], ...]:
    """One bead a step of the route: done, at, or to come."""
    steps = [step.key for step in definition_of(document.run).steps]
    at = {task.step for task in _waiting(document)}
    here = max((steps.index(step) for step in at if step in steps), default=0)
    gap = 96 / max(len(steps) - 1, 1)
    return tuple((round(2 + gap * n, 1), "at" if n == here else "done" if n < here else "") for n in range(len(steps)))
