"""Background work of what came in: seals are checked outside any lock; an action takes the result in."""

from datetime import timedelta

from django.db import transaction

from docflow.incoming.actions.take_in_check import take_in_check
from docflow.incoming.models import Incoming, Intake
from docflow.selectors.verification import verify_content
from office.api import read, task
from office.kernel.clock import now
from office.kernel.ids import uuid7

LEFT_OVER = timedelta(days=7)


@task()
def check_arrival(incoming_uid: str) -> None:
    """到件验章：check the seals of a PDF when it was registered."""
    incoming = Incoming.objects.select_related("file").get(uid=incoming_uid)
    if incoming.file is not None and incoming.checked_at is None:
        take_in_check(incoming.uid, verify_content(read(incoming.file)), by=None, key=uuid7())


@task()
def clear_intakes() -> None:
    """清理：files that were brought and never registered, after a week; the sweep takes their content."""
    for intake in Intake.objects.filter(used_at__isnull=True, at__lt=now() - LEFT_OVER).select_related("file"):
        with transaction.atomic():
            file = intake.file
            intake.delete()
            file.delete()
