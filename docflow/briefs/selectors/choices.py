"""可以选的: units that a desk asks and that read its periodicals, people who sign."""

from dataclasses import dataclass
from uuid import UUID

from docflow.briefs.models import Desk
from docflow.briefs.policy import signers_of
from docflow.supervision.selectors.for_others import leaders_to_answer, units_to_give_to
from office.api import Appointment, Department, Unit, working_calendar
from office.kernel.clock import today
from office.kernel.wording import day_in_words

PRESETS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Choice:
    """One that can be chosen."""

    uid: UUID
    label: str
    small: str = ""


def units_of(desk: Desk) -> list[Unit]:
    """The departments of its organ, and the organs below the same superior: those that report to it."""
    return units_to_give_to(desk.organ)


def units_to_choose(desk: Desk) -> tuple[list[Choice], list[Choice]]:
    """The same as choices: departments, organs."""
    units = units_of(desk)
    inside = [Choice(one.uid, one.name) for one in units if isinstance(one, Department)]
    return inside, [Choice(one.uid, str(one)) for one in units if not isinstance(one, Department)]


def leaders_to_choose(desk: Desk) -> list[Choice]:
    """To whom a periodical may go in person: the leaders of the organ and of the one above it."""
    return [person(one) for one in leaders_to_answer(desk.organ)]


def signers_to_choose(desk: Desk) -> list[Choice]:
    return [person(one) for one in signers_of(desk)]


def days_to_choose() -> list[tuple[int, str]]:
    return [(n, day_in_words(working_calendar().add_working_days(today(), n).day)) for n in PRESETS]


def person(one: Appointment) -> Choice:
    return Choice(one.uid, one.person.name, f"{one.department.name}{one.post.title}")
