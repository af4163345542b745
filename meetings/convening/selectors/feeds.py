"""会议 in a calendar elsewhere: those that he is invited to, and those that he prepares."""

from datetime import UTC

from django.db.models import Q

from meetings.convening import life
from meetings.convening.models import Invitation, Meeting
from meetings.rules.icalendar import Event
from meetings.selectors.feeds import MOST, PAST, SPACE
from office.api import Actor
from office.kernel.clock import now

STATUSES = {life.POSTPONED: "TENTATIVE", life.CANCELLED: "CANCELLED"}
WITHDRAWN = "会议（不再请您参加）"


def meetings_of(by: Actor) -> list[Event]:
    """From a month ago on. One from which he was withdrawn is called off for him, and says no more than that."""
    near = Q(meeting__starts_at__gt=now() - PAST, meeting__announced_at__isnull=False)
    rows = Invitation.objects.filter(near, person=by.person, told_at__isnull=False)
    invited = list(
        rows.select_related("meeting__booking__room__building", "meeting__host__person").order_by(
            "meeting__starts_at", "pk"
        )[:MOST]
    )
    events = {one.meeting_id: _event(one.meeting, withdrawn=one.withdrawn_at is not None) for one in invited}
    prepared = Meeting.objects.filter(
        Q(organised_by__in=by.appointments) | Q(booking__booked_by__in=by.appointments),
        starts_at__gt=now() - PAST,
        announced_at__isnull=False,
    )
    for one in prepared.select_related("booking__room__building", "host__person").order_by("starts_at", "pk")[:MOST]:
        events[one.pk] = _event(one)
    return list(events.values())


def _event(one: Meeting, *, withdrawn: bool = False) -> Event:
    return Event(
        uid=f"meeting-{one.uid}@{SPACE}",
        sequence=one.sequence + withdrawn,
        status="CANCELLED" if withdrawn else STATUSES.get(one.state, "CONFIRMED"),
        starts_at=one.starts_at.astimezone(UTC),
        ends_at=one.ends_at.astimezone(UTC),
        changed_at=one.moved_at.astimezone(UTC),
        summary=WITHDRAWN if withdrawn else one.title,
        location="" if withdrawn else one.where,
        description="" if withdrawn else f"{one.host.person.name}主持",
    )
