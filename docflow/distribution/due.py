"""签收时限：so many working days after sending; an imported calendar that moves them is followed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from docflow.distribution.models import Delivery
from docflow.distribution.policy import ROOM
from office.api import Recounted, on_recounted_deadlines

DAYS_TO_SIGN = 2


@on_recounted_deadlines
def follow(import_name: str, recounted: Sequence[Recounted]) -> None:  # noqa: ARG001 - whichever import it was
    """Deliveries show the moment that their deadlines have now."""
    groups: dict[tuple[datetime, bool], list[UUID]] = {}
    for one in recounted:
        if one.deadline.room == ROOM:
            groups.setdefault((one.deadline.due_at, one.deadline.provisional), []).append(one.deadline.about)
    for (due_at, provisional), uids in groups.items():
        Delivery.objects.filter(uid__in=uids).update(due_at=due_at, due_provisional=provisional)
