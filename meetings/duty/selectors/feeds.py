"""值班 in a calendar elsewhere: one's own turns of published months, from a month ago on."""

from datetime import UTC

from meetings.duty.models import Turn
from meetings.rules.icalendar import Event
from meetings.selectors.feeds import MOST, PAST, SPACE
from office.api import Actor
from office.kernel.clock import now


def turns_in_calendar(by: Actor) -> list[Event]:
    """A turn that was given to somebody else is no longer among his; each holder's is an event of its own."""
    rows = Turn.objects.published().filter(person=by.person, ends_at__gt=now() - PAST)
    found = rows.select_related("role", "shift__roster__unit").order_by("starts_at", "pk")[:MOST]
    return [_event(one, by) for one in found]


def _event(one: Turn, by: Actor) -> Event:
    unit = one.shift.roster.unit
    return Event(
        uid=f"duty-{one.uid}-{by.person.uid}@{SPACE}",
        sequence=one.sequence,
        status="CONFIRMED",
        starts_at=one.starts_at.astimezone(UTC),
        ends_at=one.ends_at.astimezone(UTC),
        changed_at=one.changed_at.astimezone(UTC),
        summary=f"值班：{one.role}",
        location=unit.place,
        description=f"{unit}{f'，值班电话{unit.telephone}' if unit.telephone else ''}",
    )
