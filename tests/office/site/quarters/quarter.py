"""A part of the city: what was made together, and the people who have to do with it."""

from dataclasses import dataclass
from uuid import UUID

from office.models import Person


@dataclass
class Quarter:
    """Rows by the words in which addresses name them, and the people for whom any of them is there."""

    rows: dict[str, UUID]
    people: list[Person]
