"""议定事项可以交给谁：the units of the organ and below it, and the leaders who may answer for one."""

from dataclasses import dataclass

from docflow.api import leaders_to_answer, units_to_give_to
from office.api import Appointment, Department, Organ


@dataclass(frozen=True)
class Choices:
    """What the form of a decision offers."""

    departments: list[Department]
    organs: list[Organ]
    leaders: list[Appointment]


def choices_of(organ: Organ) -> Choices:
    units = units_to_give_to(organ)
    return Choices(
        departments=[one for one in units if isinstance(one, Department)],
        organs=[one for one in units if isinstance(one, Organ)],
        leaders=leaders_to_answer(organ),
    )
