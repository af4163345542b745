"""A person with a post of his own, for the tests of this room."""

from office.models import Person
from tests.factories import a_department, an_organ, appointed


def somebody() -> Person:
    return appointed(a_department(an_organ())).person
