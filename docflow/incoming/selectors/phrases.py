"""常用批示语 of a person."""

from docflow.incoming.models import Phrase
from docflow.incoming.phrasing import USUAL
from office.api import Person


def phrases_of(person: Person) -> list[str]:
    """His own; the usual ones where he has none."""
    own = list(Phrase.objects.filter(person=person).values_list("text", flat=True))
    return own or list(USUAL)
