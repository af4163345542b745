"""What a view says of a request for the access log: which object was read, downloaded or printed."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest


@dataclass(frozen=True)
class Noted:
    """`kind`: read, download, print …; the middleware writes it once the answer is known."""

    kind: str
    about: UUID | None = None
    title: str = ""


def note_access(request: HttpRequest, kind: str, *, about: UUID | None = None, title: str = "") -> None:
    """Say what this request reads. The last word counts; without one it is an opened page."""
    request.noted = Noted(kind, about, title)  # type: ignore[attr-defined] # for the access log's middleware


def noted(request: HttpRequest) -> Noted | None:
    """What was said."""
    found = getattr(request, "noted", None)
    return found if isinstance(found, Noted) else None
