"""What the system does about deliveries: receipts are all in; the seal was checked on arrival."""

from uuid import UUID

from docflow import flow
from docflow.actions.take_in_page import locked_run
from docflow.distribution.actions.distribute import WAITS_AT
from docflow.distribution.models import Delivery
from docflow.distribution.selectors.unsettled import unsettled
from docflow.models import Document, Run
from docflow.seals.verdict import SealCheck
from docflow.walking.performing import perform, state_of
from docflow.walking.waiting import key_of
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now


def open_wait(run: Run) -> flow.Wait | None:
    """The wait for receipts in which a run stands."""
    return next((wait for wait in state_of(run).open_waits if wait.job == WAITS_AT), None)


def all_in(run_uid: UUID | str) -> bool:
    """Whether the document waits for receipts and none is missing: a look without a lock, before the act that takes one."""
    run = Run.objects.filter(uid=run_uid).first()
    return run is not None and open_wait(run) is not None and not unsettled(run.paper_uid).exists()


@action
def take_in_receipts(run_uid: UUID, *, by: Actor | None, key: UUID) -> Document | None:
    """签收齐：every delivery is settled, so the document goes on to 办结. Does nothing while one is missing."""
    run = locked_run(run_uid)
    wait = open_wait(run)
    if wait is None or unsettled(run.paper_uid).exists():
        return None
    crash.point("distribution.all_in")
    perform(run, flow.JobDone(wait=wait.id), by=by, key=key_of(run, wait.id, "done"))
    record(by, "docflow.receipts_in", stream=f"run:{run.uid}", about=run.paper_uid, title=str(run.paper))
    return run.document


@action
def take_in_check(document_uid: UUID, check: SealCheck, *, by: Actor | None, key: UUID) -> Document:
    """到件验章：what the check of the sealed file said, on each delivery that has none yet."""
    document = Document.objects.select_related("run").get(uid=document_uid)
    locked_run(document.run.uid)
    at = now()
    fresh = Delivery.objects.filter(document=document, checked_at__isnull=True)
    keys = list(
        fresh.select_for_update().order_by("pk").values_list("pk", flat=True)
    )  # in the order of all who lock many
    reached = Delivery.objects.filter(pk__in=keys).update(
        verdict=check.verdict.value, verdict_says=check.reason[:400], checked_at=at
    )
    if reached:
        record(
            by,
            "docflow.checked_on_arrival",
            stream=f"run:{document.run.uid}",
            about=document.uid,
            title=str(document),
            opinion=check.reason,
            verdict=check.verdict.value,
        )
    return document
