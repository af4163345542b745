"""Where a definition can lead: which step comes after which, and by which choices willing people surely reach the end."""

from collections.abc import Mapping

from docflow.flow.definition import END, JOIN, Choice, Definition, Step


def is_sure(choice: Choice) -> bool:
    """Whether a choice is open whatever the document's fields say."""
    return any(route.when is None for route in choice.routes)


def ways_out(definition: Definition) -> Mapping[str, tuple[int, str]]:
    """For each step from which the end of its region is surely reached: how far at most, and the choice to take.

    Whoever handles a step picks the choice; which of its routes is taken is up to the document, so all of them must lead
    on. A fork leads on when each of its branches reaches the join. Every target of a step's choice is nearer to the end
    than the step itself.
    """
    found: dict[str, tuple[int, str]] = {}
    distance = 0
    while True:
        distance += 1
        near = {END, JOIN, *found}
        new = {
            step.key: (distance, way)
            for step in definition.steps
            if step.key not in found
            and all(branch.first in near for branch in step.branches)
            and (way := _way(step, near)) is not None
        }
        if not new:
            return found
        found.update(new)


def _way(step: Step, near: set[str]) -> str | None:
    for choice in step.choices:
        if is_sure(choice) and all(route.to in near for route in choice.routes):
            return choice.key
    return None
