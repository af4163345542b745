"""印发没有: how far a document is that another room drafted. Asked again and again by whoever waits for it; nothing is told from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from docflow.models import Document
from docflow.models.documents import State


@dataclass(frozen=True)
class DocumentStanding:
    """How far a document is. Issued: numbered, sealed where it carries a seal, and sent out."""

    uid: UUID
    number: str
    state: str
    words: str
    url: str

    @property
    def is_issued(self) -> bool:
        return self.state in {State.DISTRIBUTED, State.CLOSED}

    @property
    def is_given_up(self) -> bool:
        return self.state == State.TERMINATED


def document_standings(uids: Iterable[UUID]) -> dict[UUID, DocumentStanding]:
    """How far the named documents are, in one query."""
    return {
        one.uid: DocumentStanding(one.uid, one.number, one.state, one.get_state_display(), one.get_absolute_url())
        for one in Document.objects.filter(uid__in=list(uids))
    }
