"""A closed paper by its uid, whichever kind it is of."""

from uuid import UUID

from docflow.filing.incoming import incoming_filing
from docflow.filing.outgoing import outgoing_filing
from docflow.filing.values import Filing
from docflow.incoming.models import Incoming, IncomingState
from docflow.models import Document
from docflow.models.documents import State
from office.kernel.refusals import NotThere


def filing_of(uid: UUID) -> Filing:
    """All that is to be filed of it. Raises NotThere for what is not there, or not closed. Slow; call it under no lock."""
    documents = Document.objects.select_related("run", "organ", "drafter__person", "drafter__post__department__organ")
    document = documents.filter(uid=uid, state=State.CLOSED).first()
    if document is not None:
        return outgoing_filing(document)
    incomings = Incoming.objects.select_related(
        "run",
        "organ",
        "file",
        "from_organ",
        "incoming_class",
        "registered_by__person",
        "registered_by__post__department__organ",
        "delivery__document__organ",
    )
    incoming = incomings.filter(uid=uid, state=IncomingState.CLOSED).first()
    if incoming is None:
        raise NotThere("办结的文件")
    return incoming_filing(incoming)
