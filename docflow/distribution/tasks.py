"""Background work of deliveries; each task is one call of an action."""

from uuid import UUID

from docflow.distribution.actions.take_in import all_in, take_in_check, take_in_receipts
from docflow.distribution.models import Delivery
from docflow.models import Document
from docflow.selectors.verification import verify_content
from office.api import read, task
from office.kernel.ids import uuid7


@task()
def receipts(run_uid: str, wait: str = "") -> None:  # noqa: ARG001 - the wait is found again under the lock
    """查签收：go on to 办结 when nothing is missing. Asked for by the wait itself and after each delivery that is settled."""
    if all_in(run_uid):
        take_in_receipts(UUID(run_uid), by=None, key=uuid7())


@task()
def check_on_arrival(document_uid: str) -> None:
    """到件验章：check the sealed file once for all deliveries that were just made."""
    document = Document.objects.select_related("sealed__file").get(uid=document_uid)
    if Delivery.objects.filter(document=document, checked_at__isnull=True).exists():
        take_in_check(document.uid, verify_content(read(document.sealed.file)), by=None, key=uuid7())
