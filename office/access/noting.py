"""What a view says of a request for the access log: which object was read, downloaded or printed."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from office.models.access import Access
from office.models.people import Person


@dataclass(frozen=True)
class Noted:
    """What the line will say. `person` and `name` only where they are not those of who is signed in when the answer is ready."""

    kind: Access
    about: UUID | None = None
    title: str = ""
    sentence: str = ""
    person: Person | None = None
    name: str = ""


def note_access(request: HttpRequest, kind: str, *, about: UUID | None = None, title: str = "") -> None:
    """Say what this request reads; `kind`: read, download, print, search.

    The middleware writes the line once the answer is known. The last word counts; without one nothing was read that needs a line.
    """
    note(request, Noted(Access(kind), about, title))


def note(request: HttpRequest, said: Noted) -> None:
    """The same, with everything that a line can say."""
    request.noted = said  # type: ignore[attr-defined] # for the access log's middleware


def noted(request: HttpRequest) -> Noted | None:
    """What was said."""
    found = getattr(request, "noted", None)
    return found if isinstance(found, Noted) else None


def note_refusal(request: HttpRequest, sentence: str) -> None:
    """Say in which words the request was refused; of which object, a view may have said before."""
    before = noted(request)
    note(request, Noted(Access.REFUSED, before.about if before else None, before.title if before else "", sentence))
