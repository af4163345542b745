"""预订的列表，和各有多少。"""

from typing import Any

from django.db.models import Count, Q, QuerySet

from meetings.models import Booking, BookingSeries, State
from meetings.models.bookings import HOLDING
from meetings.models.waiting import STANDING
from meetings.policy import NAMES, bookings, waiting
from meetings.telling import SPACE
from office.api import Actor, Waits
from office.kernel.clock import now

MINE: dict[str, str] = {"ahead": "未开始和进行中", "waiting": "候补", "series": "系列", "over": "已过和已取消"}
DESK: dict[str, str] = {"asked": "待审批", "ahead": "已同意", "declined": "未同意"}


def counts(by: Actor) -> dict[str, int]:
    """How many stand where."""
    ahead = Q(state__in=HOLDING, ends_at__gt=now())
    found: dict[str, int] = bookings.mine(by).aggregate(
        ahead=Count("pk", filter=ahead & ~Q(state=State.OFFERED)), over=Count("pk", filter=~ahead)
    )
    waited = waiting.mine(by).filter(state__in=STANDING).count()
    return found | {"waiting": waited, "series": _series(by).count()}


def listed(rows: QuerySet[Booking], by: Actor, view: str) -> QuerySet[Any]:
    """A view: what comes first stands first, of what is over the last."""
    if view == "series":
        return _series(by).select_related("room__building").order_by("-booked_at", "-pk")
    ahead = Q(state__in=HOLDING, ends_at__gt=now())
    named = rows.select_related(*NAMES)
    if view == "ahead":
        return named.filter(ahead).exclude(state=State.OFFERED).order_by("starts_at", "pk")
    return named.exclude(ahead).order_by("-starts_at", "-pk")


def _series(by: Actor) -> QuerySet[BookingSeries]:
    return BookingSeries.objects.filter(booked_by__in=by.appointments)


def to_decide(by: Actor, view: str) -> QuerySet[Booking]:
    """The approver's list."""
    rows = bookings.to_decide(by).select_related(*NAMES)
    if view == "asked":
        return rows.filter(state=State.ASKED, ends_at__gt=now()).order_by("starts_at", "pk")
    if view == "ahead":
        return rows.filter(state=State.APPROVED, ends_at__gt=now()).order_by("starts_at", "pk")
    return rows.filter(state=State.DECLINED).order_by("-moved_at", "-pk")


ROOMS_WAIT = Waits(Q(room=SPACE))
"""What about rooms waits for somebody: approvals, offers, series to confirm."""
