"""到件验章的结果入库。"""

from uuid import UUID

from docflow.incoming.models import Incoming
from docflow.models import Run
from docflow.seals.verdict import SealCheck
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.transactions import lock_only


@action
def take_in_check(incoming_uid: UUID, check: SealCheck, *, by: Actor | None, key: UUID) -> Incoming:
    """验章：keep what was found on arrival; the first result stands."""
    lock_only(Run.objects.filter(paper_uid=incoming_uid), "run")
    incoming = Incoming.objects.select_related("run").get(uid=incoming_uid)
    if incoming.checked_at is not None:
        return incoming
    incoming.verdict, incoming.checked_at = check.verdict.value, now()
    incoming.verdict_says = check.reason[:400]
    incoming.save(update_fields=["verdict", "verdict_says", "checked_at"])
    record(
        by,
        "incoming.checked",
        stream=f"run:{incoming.run.uid}",
        about=incoming.uid,
        title=str(incoming),
        verdict=check.verdict.label,
        sm3=incoming.digest_seen(),
    )
    return incoming
