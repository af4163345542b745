"""分发，与以后的增发。"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from docflow import policy
from docflow.actions.completing import complete_taken
from docflow.distribution.actions.sending import addressees, days_given, send, with_what_went_before
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import Delivery, Manner, OfflineDelivery
from docflow.distribution.policy import SENDS
from docflow.models import Document
from docflow.walking.performing import state_of
from office.api import Actor, action, record
from office.kernel.refusals import Invalid, NotAllowed

WAITS_AT = "receipts"


@dataclass(frozen=True)
class Offline:
    """线下送达：an addressee as the document names it, and how it gets the paper."""

    name: str
    note: str


@action
def distribute(
    task_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    main: Sequence[UUID] = (),
    copies: Sequence[UUID] = (),
    offline: Sequence[Offline] = (),
    reason: str = "",
    days: int = DAYS_TO_SIGN,
) -> Document:
    """分发：the sealed document goes to all chosen organs at once; then it waits for their receipts.

    To nobody at all only with a reason. Raises Invalid naming organs that have it already or where nobody could sign.
    """
    task, actor = policy.tasks.take(task_uid, by=by, to="distribute")
    document = task.run.document
    if not main and not copies and not offline and not reason.strip():
        raise Invalid("没有分发：还没有选收文单位。确实不用分发的，请写明缘由。", field="reason")
    those = with_what_went_before(document, addressees(document, main, copies))
    sent = send(document, those, by=actor, key=key, days=days_given(days))
    _note_offline(document, offline, by=actor)
    _record(document, sent, offline, by=actor)
    complete_taken(task, actor, key=key, verb="docflow.sent_out", opinion=reason)
    return document


@action
def distribute_further(
    document_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    main: Sequence[UUID] = (),
    copies: Sequence[UUID] = (),
    offline: Sequence[Offline] = (),
    days: int = DAYS_TO_SIGN,
) -> Document:
    """增发：further receivers while the first are still signing. Once all have signed, 办结 can be returned to 分发."""
    document = policy.documents.take(document_uid, by=by)
    if not by.has_role(document.organ, SENDS):
        raise NotAllowed("增发由本机关文书办理。您可以看，不能这样办。")
    if not is_waiting_for_receipts(document):
        raise NotAllowed("现在不在等待签收环节，不能增发。已送办结的，请文书先退回分发环节；已办结的，请另行文。")
    if not main and not copies and not offline:
        raise Invalid("没有增发：还没有选收文单位。请勾选后再增发。")
    those = with_what_went_before(document, addressees(document, main, copies))
    sent = send(document, those, by=by, key=key, days=days_given(days))
    _note_offline(document, offline, by=by)
    _record(document, sent, offline, by=by)
    return document


def is_waiting_for_receipts(document: Document) -> bool:
    """Whether its run stands where receipts are waited for. Read under its lock by whoever acts on the answer."""
    return any(visit.step == WAITS_AT for visit in state_of(document.run).open_visits)


def _note_offline(document: Document, offline: Sequence[Offline], *, by: Actor) -> None:
    for one in offline:
        if not one.note.strip():
            raise Invalid(f"没有分发：请写明“{one.name}”怎样线下送达。", field="note")
    known = set(document.offline_deliveries.values_list("name", flat=True))
    OfflineDelivery.objects.bulk_create(
        OfflineDelivery(document=document, name=one.name, note=one.note.strip(), by=by.appointment, names=by.names())
        for one in {one.name: one for one in offline}.values()
        if one.name not in known
    )


def _record(document: Document, sent: Sequence[Delivery], offline: Sequence[Offline], *, by: Actor) -> None:
    names = {manner: [one.receiver.name for one in sent if one.manner == manner] for manner in Manner}
    record(
        by,
        "docflow.distributed",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        main=names[Manner.MAIN],
        copies=names[Manner.COPY],
        offline=[f"{one.name}：{one.note}" for one in offline],
        opinion=f"分发{len(sent)}家" + (f"，线下送达{len(offline)}家" if offline else ""),
    )
