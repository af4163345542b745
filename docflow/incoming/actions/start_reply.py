"""起草答复。"""

from dataclasses import replace
from uuid import UUID, uuid5

from docflow.actions.drafting import start_draft, working_copy
from docflow.actions.linking import link_papers
from docflow.incoming import policy
from docflow.incoming.models import Incoming
from docflow.incoming.replying import reply_body, reply_title
from docflow.models import Document, LinkKind
from docflow.selectors.versions import read_copy, stored
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import NotAllowed

STEPS = ("undertake", "answer")


@action
def start_reply(incoming_uid: UUID, code_uid: UUID, kind: str, *, by: Actor, key: UUID) -> Document:
    """起草答复：a draft to the sender, by whoever undertakes or answers, in his own department; linked both ways."""
    incoming = policy.incomings.take(incoming_uid, by=by)
    actor = _undertaking(incoming, by=by)
    document = start_draft(code_uid, kind, by=actor, key=uuid5(key, "draft"))
    copy = working_copy(document, by=actor)
    text = replace(
        read_copy(copy),
        title=reply_title(incoming.title, document.kind),
        main_recipients=(incoming.sender,),
        body=reply_body(incoming.title, incoming.their_number, document.kind),
    )
    copy.elements, copy.revision = stored(text), copy.revision + 1
    copy.save()
    document.title = text.title
    document.save(update_fields=["title"])
    crash.point("incoming.reply_drafted")
    link_papers(document.uid, incoming.uid, LinkKind.REPLIES_TO, by=actor)
    record(
        actor,
        "incoming.reply_begun",
        stream=f"run:{incoming.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        document=str(document.uid),
    )
    return document


def _undertaking(incoming: Incoming, *, by: Actor) -> Actor:
    """He in the post in which he undertakes it."""
    mine = {one.pk: one for one in by.appointments}
    rows = incoming.run.tasks.filter(step__in=STEPS, holder__in=mine).order_by("-opened_at")
    pooled = incoming.run.tasks.filter(
        step__in=STEPS, closed_at__isnull=True, candidates__appointment__in=mine
    ).values_list("candidates__appointment", flat=True)
    held = [*rows.values_list("holder", flat=True), *pooled]
    found = next((mine[pk] for pk in held if pk in mine), None)
    if found is None:
        raise NotAllowed("答复由承办的处室和人员起草。请由承办人办理。")
    return by.acting_as(found)
