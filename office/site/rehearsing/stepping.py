"""One paper played step by step, by the same actions that the pages call: whose turn it is, what he does, how it is told."""

from collections.abc import Callable
from typing import Generic, TypeVar

from docflow.actions.hand_back import claim
from docflow.models import Task
from docflow.models.papers import Paper
from docflow.selectors.tasks import open_tasks
from office.api import Actor, Appointment, actor_of
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal

P = TypeVar("P", bound=Paper)


class Stuck(Refusal):
    """The life cannot go on: nobody holds the step that is due."""


class Walk(Generic[P]):
    """A paper on its route. `paper` is as its last step left it."""

    def __init__(self, paper: P) -> None:
        self._paper = paper

    @property
    def paper(self) -> P:
        self._paper = type(self._paper)._default_manager.select_related("run", "organ").get(pk=self._paper.pk)
        return self._paper

    def does(self, step: str, name: str, verb: Callable[..., object], *what: object, **words: object) -> str:
        """The step that is due is done by whoever it waits for, and told."""
        return self.done(self.one(step), name, verb, *what, **words)

    def done(self, task: Task, name: str, verb: Callable[..., object], *what: object, **words: object) -> str:
        """The same for one task of several."""
        actor = holder(task)
        if task.holder_id is None:
            claim(task.uid, by=actor, key=uuid7())
        verb(task.uid, *what, by=actor, key=uuid7(), **words)
        return told(name, actor, str(words.get("opinion") or words.get("reason") or ""))

    def tasks(self, step: str) -> list[Task]:
        return [task for task in open_tasks(self.paper) if task.step == step]

    def waits_at(self, step: str) -> bool:
        return bool(self.tasks(step))

    def one(self, step: str) -> Task:
        there = open_tasks(self.paper)
        found = next((task for task in there if task.step == step), None)
        if found is None:
            raise Stuck(f"现在没有“{step}”环节可办，停在{[task.label for task in there]}。")
        return found


def holder(task: Task) -> Actor:
    """Who plays it: its holder, or the first of its pool."""
    return playing(task.holder or task.candidates.order_by("pk")[0].appointment)


def playing(one: Appointment) -> Actor:
    return actor_of(one.person, one)


def told(step: str, actor: Actor, said: str = "", *, organ: str = "") -> str:
    """会签退回　督查室科长 屠济舟：抄送单位有遗漏。`organ` where a heading does not say it."""
    who = f"{organ + ' ' if organ else ''}{actor.department}{actor.appointment.post.title} {actor.person.name}"
    return f"{step:　<5}{who}{f'：{said}' if said else ''}"
