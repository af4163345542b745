"""A new version: what a handler leaves when he sends the paper on, if he changed it."""

from django.db.models import QuerySet

from docflow.elements.data import ElementsError, from_data
from docflow.elements.registration import text_of
from docflow.elements.schema import Elements
from docflow.models import Document, Version, WorkingCopy
from docflow.secrecy import refuse_classified
from docflow.selectors.versions import digest_of, stored
from office.api import Actor
from office.kernel.kept import Kept
from office.kernel.refusals import Invalid
from office.kernel.transactions import require_transaction


def read_elements(data: object) -> Elements:
    """The text in a form's or a file's data. Refuses, with a sentence, what is no text, or is a state secret."""
    try:
        elements = text_of(from_data(data))
    except ElementsError as refused:
        raise Invalid(refused.sentence, field=refused.element) from refused
    refuse_classified(elements)
    return elements


def add_version(document: Document, elements: Elements, *, by: Actor, step: str) -> Version:
    """Store a text as the next version, unless it is the current one. The document is locked by its run."""
    require_transaction()
    sm3 = digest_of(elements)
    current = document.versions.filter(n=document.current).first()
    if current is not None and current.sm3 == sm3:
        return current
    version = Version.objects.create(
        document=document,
        n=document.current + 1,
        elements=stored(elements),
        schema=elements.schema,
        sm3=sm3,
        author=by.appointment,
        author_names=by.names(),
        step=step,
    )
    document.current, document.title, document.kind = version.n, elements.title, elements.kind
    document.form = elements.form_taken.value
    document.urgency = elements.urgency.value if elements.urgency else ""
    document.save(update_fields=["current", "title", "kind", "form", "urgency"])
    return version


@Kept
def _written(document: int, author: int, based_on: int) -> QuerySet[WorkingCopy]:
    return WorkingCopy.objects.filter(document=document, author=author, based_on=based_on)


def take_in_working_copy(document: Document, *, by: Actor, step: str) -> Version | None:
    """Turn what he has been writing on the current version into the next; None where he has written nothing."""
    copies = _written(document=document.pk, author=by.appointment.pk, based_on=document.current)
    if not copies:
        return None
    (copy,) = copies
    version = add_version(document, read_elements(copy.elements), by=by, step=step)
    copy.delete()
    return version
