"""签到的情况：by when whom, and who did not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from meetings.duty.models import Turn
from meetings.dutydesk.models import CheckIn, DeskRule, MissedCheckIn

BACK = timedelta(days=7)
"""A server that was down for longer than this does not go into what was missed before."""


def due_at(turn: Turn, rule: DeskRule) -> datetime:
    """The last moment in which a check-in is in time. A roster that is published in the middle of a turn asks for it from then on,
    and so do a rule that is switched on and a unit that is taken into use again in the middle of it."""
    roster = turn.shift.roster
    moments = (turn.starts_at, roster.published_at, roster.unit.used_since, rule.asks_since)
    return max(one for one in moments if one is not None) + rule.grace


def same_turn(outer: Callable[[str], Any]) -> dict[str, Any]:
    """Conditions by which a check-in belongs to a turn: `outer` makes the reference to the turn's column."""
    return {
        "unit": outer("shift__roster__unit"),
        "person": outer("person"),
        "starts_at": outer("starts_at"),
    }


def unseen(moment: datetime) -> QuerySet[Turn]:
    """Turns that have begun, for which nobody has checked in and nobody was told yet."""
    there = [Exists(model.objects.filter(**same_turn(OuterRef))) for model in (CheckIn, MissedCheckIn)]
    rows = Turn.objects.published().filter(starts_at__lte=moment, ends_at__gt=moment - BACK)
    rows = rows.filter(ends_at__gt=F("shift__roster__published_at"), shift__roster__unit__in_use=True)
    for one in there:
        rows = rows.filter(~one)
    return rows.select_related("person", "role", "shift__roster__unit__kept_by").order_by("starts_at", "pk")
