"""Small routes for the tests: steps in a line, each with its people by role."""

from typing import Any

from docflow.flow import END, Choice, Definition, Drafter, Role, Route, Step, check
from docflow.flow.definition import HolderAct
from tests.docflow.flow.office import Office, Walked

EVERY_ACT: tuple[HolderAct, ...] = ("return_to", "withdraw", "reassign", "suspend", "terminate")


def draft(to: str, **what: Any) -> Step:
    """拟稿, leading to a step."""
    return Step(key="draft", label="拟稿", who=Drafter(), acts=("withdraw", "terminate"), choices=(on(to),), **what)


def step(key: str, to: str = END, **what: Any) -> Step:
    """A step for everybody who has the role of its own name; it may be returned to the draft."""
    what = {"who": Role(key), "acts": EVERY_ACT, "returns": ("draft",), "choices": (on(to),), **what}
    return Step(key=key, label=f"环节{key}", **what)


def on(to: str, when: Any = None) -> Choice:
    """The choice `on`."""
    return Choice("on", "送出", (Route(to, when),) if when is None else (Route(to, when), Route(END)))


def route(*steps: Step) -> Definition:
    """A route that begins with a draft and may be published."""
    first = () if steps[0].key == "draft" else (draft(steps[0].key),)
    definition = Definition("sketch", 1, "样例", "draft", (*first, *steps), Role("admin"))
    assert [str(finding) for finding in check(definition)] == []
    return definition


def walked(*steps: Step, fields: dict[str, Any] | None = None, **roles: tuple[str, ...]) -> Walked:
    """A run of such a route that has left the draft; a role nobody was named for is held by one person of that name."""
    definition = route(*steps)
    named = {each.key: (each.key.upper(),) for each in steps if each.kind == "human"}
    office = Office(roles={**named, "admin": ("admin",), **roles}, heads={unit: f"head_{unit}" for unit in "abcd"})
    way = Walked(definition, office, fields=fields or {"title": "一件公文"})
    way.complete("drafter")
    return way
