"""紧急事件的列表: open, mine to act on, closed."""

from django.db.models import Q, QuerySet

from meetings.duty.models import DutyUnit
from meetings.urgent.calling import GLYPH, ROOM
from meetings.urgent.models import Clock, Dispatch, UrgentEvent
from meetings.urgent.policy import events
from office.api import Actor, Waits, waiting_for

VIEWS: dict[str, str] = {"open": "在办", "mine": "待我办", "closed": "已终报"}
URGENT_WAIT = Waits(Q(room=ROOM, kind=GLYPH), by="about")
"""The events in which something waits for somebody."""


def view_of(by: Actor, view: str) -> QuerySet[UrgentEvent]:
    """The events of a view that he may read."""
    rows = events.seen(by)
    if view == "mine":
        return rows.filter(uid__in=waiting_for(by).filter(room=ROOM, kind=GLYPH).order_by().values("about"))
    return rows.filter(closed_at__isnull=view == "open")


def with_names(rows: QuerySet[UrgentEvent]) -> QuerySet[UrgentEvent]:
    """With what a row shows, the last that moved first."""
    return rows.select_related("unit").order_by("-moved_at", "-pk")


def running_clocks(shown: list[UrgentEvent]) -> dict[int, Clock]:
    """Of each shown event its clock that ends first, in one question."""
    found: dict[int, Clock] = {}
    rows = Clock.objects.filter(event__in=[one.pk for one in shown], outcome=Clock.Outcome.RUNNING)
    for clock in rows.order_by("due_at", "pk"):
        found.setdefault(clock.event_id, clock)
    return found


def has_urgent(by: Actor) -> bool:
    """Whether the frame leads him there."""
    return events.concern(by)


def open_events_of(unit: DutyUnit) -> QuerySet[UrgentEvent]:
    """The events that go on and that a unit received, or that were reported to it: for its desk. Whether somebody may read them is asked of `events`."""
    sent = Dispatch.objects.filter(receiver=unit).values("event")
    rows = UrgentEvent.objects.filter(Q(unit=unit) | Q(pk__in=sent), closed_at__isnull=True)
    return rows.select_related("unit").order_by("-moved_at", "-pk")
