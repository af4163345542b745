"""Lists of what came in, each a question that stays constant in queries however long the list is."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from docflow.distribution.models import Delivery
from docflow.distribution.selectors.paper import WITH_FILE
from docflow.elements.numbering import written_number
from docflow.incoming import policy
from docflow.incoming.models import Incoming
from docflow.models import Act, Task
from docflow.selectors.lists import now_with, runs_waiting_for
from office.api import Actor, readable

VIEWS = {"waiting": "待我办理", "mine": "我登记的", "handled": "经我办的", "all": "全部可看"}


def listed(by: Actor, view: str, words: str) -> QuerySet[Incoming]:
    """The pieces of a view, the newest move first, with who has each now."""
    mine = [one.pk for one in by.appointments]
    rows = policy.incomings.readable(by)
    match view:
        case "waiting":
            rows = rows.filter(run__in=runs_waiting_for(by))
        case "mine":
            rows = rows.filter(registered_by__in=mine)
        case "handled":
            rows = rows.filter(Exists(Act.objects.filter(run=OuterRef("run"), by__in=mine).exclude(kind="start")))
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(their_number__icontains=word)
            | Q(sender__icontains=word)
        )
    waiting_now: Prefetch[str, QuerySet[Task], str] = now_with()
    return rows.select_related("organ", "incoming_class", "delivery__document").prefetch_related(waiting_now)


def unregistered(by: Actor) -> QuerySet[Delivery]:
    """Deliveries that came to him and wait to be registered, the oldest first."""
    own = {one.organ.pk for one in by.appointments}  # said again: what came to others is not gone through
    own |= {one.pk for merged in by.carried_on.values() for one in merged}
    rows = readable(Delivery.objects.filter(receiver__in=own), by).filter(state__in=WITH_FILE)
    there = Incoming.objects.filter(delivery=OuterRef("pk")).exclude(state="terminated")
    return rows.exclude(Exists(there)).select_related("document__organ").order_by("sent_at")


def twin_of(their_number: str, sender: str, by: Actor) -> Incoming | None:
    """A piece of the same sender and number, however that is written, that he may read: probably the same paper."""
    number = written_number(" ".join(their_number.split()))
    if not number:
        return None
    rows = policy.incomings.readable(by).filter(their_number=number, sender=" ".join(sender.split()))
    return rows.exclude(state="terminated").order_by("-pk").first()
