"""办理时限随工作日历走：an imported calendar that moves the deadline of a 批示 moves the day on the paper."""

from collections.abc import Sequence

from docflow.incoming.models import Incoming
from office.api import Recounted, on_recounted_deadlines
from office.kernel.clock import day_of


@on_recounted_deadlines
def follow(import_name: str, recounted: Sequence[Recounted]) -> None:  # noqa: ARG001 - whichever import it was
    """What came in shows the day that its tasks have now."""
    days = {one.deadline.about: one.deadline for one in recounted if one.deadline.days is not None}
    for incoming in Incoming.objects.filter(uid__in=days):
        deadline = days[incoming.uid]
        incoming.due_on, incoming.due_provisional = day_of(deadline.due_at), deadline.provisional
        incoming.save(update_fields=["due_on", "due_provisional"])
