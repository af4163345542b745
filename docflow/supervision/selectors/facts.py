"""从库里的记录到灯: facts of parts, and their lights on a day, in as many questions for a thousand as for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from docflow.supervision.lights import Facts, Light, light_of
from docflow.supervision.models import Assignment, AssignmentState, SupervisionRule
from docflow.supervision.selectors.rules import rules_of
from office.api import working_calendar
from office.kernel.clock import today


@dataclass(frozen=True)
class Lit:
    """A part with its light."""

    part: Assignment
    light: Light


def facts_of(part: Assignment) -> Facts:
    return Facts(
        opened_on=part.matter.opened_on,
        due_on=part.due_on,
        is_signed_for=part.state != AssignmentState.ISSUED,
        feedback_due_on=part.feedback_due_on,
        progress=part.progress,
        proposed_on=part.proposed_on,
        is_verified=part.state == AssignmentState.VERIFIED,
    )


def lit(parts: Iterable[Assignment], rules: dict[int, SupervisionRule] | None = None) -> list[Lit]:
    """Each with its light of today; their matters should be at hand."""
    rows = list(parts)
    known = rules if rules is not None else rules_of(part.matter.organ_id for part in rows)
    day, calendar = today(), working_calendar()
    return [Lit(part, light_of(facts_of(part), known[part.matter.organ_id].of_lights, day, calendar)) for part in rows]
