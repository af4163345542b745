"""The desks that are for somebody, and what stands there."""

from dataclasses import dataclass

from django.db.models import Count, Q

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.policy import NAMES
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.policy import desks
from office.api import Actor, Waits
from office.kernel.clock import now

DESK_WAITS = Waits(Q(room="dutydesk"))
"""What waits for somebody at a desk: check in, answer, take over, see to it."""


@dataclass(frozen=True)
class DeskRow:
    """A desk in the list: who is on duty there, and how much is open (None: not for him)."""

    unit: DutyUnit
    turns: list[Turn]
    pending: int | None


def desks_of(by: Actor) -> list[DeskRow]:
    """Those in use, in their order; in a constant number of questions."""
    open_ones = Count("pending_matters", filter=Q(pending_matters__closed_at__isnull=True))
    units = list(desks.seen(by).filter(in_use=True).select_related(*NAMES).annotate(pending=open_ones))
    inside = set(desks.inside(by).filter(pk__in=[one.pk for one in units]).values_list("pk", flat=True))
    turns: dict[int, list[Turn]] = {}
    for one in on_duty(units, now()):
        turns.setdefault(one.shift.roster.unit_id, []).append(one)
    return [
        DeskRow(one, turns.get(one.pk, []), int(getattr(one, "pending", 0)) if one.pk in inside else None)
        for one in units
    ]


def has_desk(by: Actor) -> bool:
    """Whether the frame leads him there."""
    return desks.has_any(by)


def units_counted_with(unit: DutyUnit, by: Actor) -> list[DutyUnit]:
    """A unit, and those that report to it where he checks on them."""
    below = desks.seen(by).filter(superior=unit).order_by("order", "pk")
    return [unit, *(below.select_related("superior") if desks.keeps(unit, by=by) else [])]
