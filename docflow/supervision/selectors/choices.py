"""立项时可选的: units, leaders, supervisors of an organ; people of a unit."""

from dataclasses import dataclass
from uuid import UUID

from docflow.supervision.models import Assignment
from docflow.supervision.policy import circle_of, leaders_of, may_undertake, supervisors_of
from office.api import Appointment, Organ, working_calendar
from office.kernel.clock import today
from office.kernel.wording import day_in_words

PRESETS = (3, 5, 10, 20, 40)


@dataclass(frozen=True)
class Choice:
    """One that can be chosen."""

    uid: UUID
    label: str
    small: str = ""


@dataclass(frozen=True)
class Choices:
    """What the form of a matter offers."""

    departments: list[Choice]
    organs: list[Choice]
    leaders: list[Choice]
    supervisors: list[Choice]
    days: list[tuple[int, str]]


def choices_of(organ: Organ) -> Choices:
    return Choices(
        departments=[Choice(one.uid, one.name) for one in organ.departments.open()],
        organs=[Choice(one.uid, str(one), one.get_level_display()) for one in circle_of(organ)],
        leaders=[_person(one) for one in leaders_of(organ).order_by("post__order", "pk")],
        supervisors=[_person(one) for one in supervisors_of(organ).order_by("pk")],
        days=[(n, day_in_words(working_calendar().add_working_days(today(), n).day)) for n in PRESETS],
    )


def people_of(part: Assignment) -> list[Choice]:
    """Who may be put in charge of a part."""
    rows = may_undertake(part).order_by("post__department__order", "post__order", "pk")
    return [_person(one) for one in rows[:200]]


def _person(one: Appointment) -> Choice:
    return Choice(one.uid, one.person.name, f"{one.department.name}{one.post.title}")
