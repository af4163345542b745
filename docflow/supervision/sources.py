"""督办从哪来: the paper that a matter is opened from, as the form needs it. Only what he may read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from docflow.incoming.models import Incoming
from docflow.incoming.policy import incomings
from docflow.incoming.replying import matter_of
from docflow.models import Opinion
from docflow.policy import documents
from docflow.supervision.actions.opening import LONGEST_BASIS, LONGEST_TITLE, SourceLink
from docflow.supervision.models import Source
from office.api import Actor
from office.kernel.clock import today
from office.kernel.refusals import NotThere


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A 批示, or a document: its address, and what the form begins with."""

    link: SourceLink
    title: str
    matter: str
    basis: str
    content: str = ""
    lead: str = ""
    co_units: Sequence[str] = ()
    leader: str = ""
    due_on: date | None = None


def origin_of(uid: UUID, *, by: Actor) -> Origin:
    """The paper with that uid. Raises NotThere."""
    try:
        return _of_incoming(incomings.read(uid, by=by))
    except NotThere:
        document = documents.read(uid, by=by)
    number = f"（{document.number}）" if document.number else ""
    return Origin(
        link=SourceLink(kind=Source.DOCUMENT, uid=uid, url=document.get_absolute_url()),
        title=str(document),
        matter=_short(matter_of(document.title)),
        basis=f"《{document}》{number}"[:LONGEST_BASIS],
    )


def _of_incoming(incoming: Incoming) -> Origin:
    """With the last 批示 as content, and the units and the day that it named."""
    said = incoming.run.opinions.filter(act__step="instruct").order_by("-at", "-id").first()
    number = f"（{incoming.their_number}）" if incoming.their_number else ""
    who = f"{said.names.get('post', '')}{said.names.get('name', '')}批示：" if said is not None else ""
    return Origin(
        link=SourceLink(kind=Source.INSTRUCTION, uid=incoming.uid, url=incoming.get_absolute_url()),
        title=str(incoming),
        matter=_short(matter_of(incoming.title)),
        basis=f"{who}{incoming.sender}《{incoming}》{number}"[:LONGEST_BASIS],
        content=_words(said),
        lead=incoming.lead_unit,
        co_units=tuple(incoming.co_units),
        leader=str(said.names.get("appointment", "")) if said is not None else "",
        due_on=incoming.due_on if incoming.due_on is not None and incoming.due_on >= today() else None,
    )


def _words(said: Opinion | None) -> str:
    return said.text.strip() if said is not None else ""


def _short(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip()[:LONGEST_TITLE]
