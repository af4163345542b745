"""到会: who is there. Whoever keeps the sign-in (签到) says so when the house opens; until somebody does, everybody is there who is expected."""

from collections.abc import Callable, Iterable

from meetings.convening.models import Capacity, Invitation, Meeting

VOTING = (Capacity.HOST, Capacity.ATTENDING)
"""有表决权: whoever presides or attends. Whoever sits in, serves, or stands in for somebody has none."""

Source = Callable[[Meeting], Iterable[int] | None]
_sources: list[Source] = []


def bring_presence(source: Source) -> None:
    """Called by the app that keeps the sign-in, in `ready`: row keys of the invitations of those who are there; None where nobody signs in."""
    _sources.append(source)


def present_at(meeting: Meeting) -> list[Invitation]:
    """Who is there, in the order of a list of those present."""
    signed_in = _signed_in(meeting)
    if signed_in is None:
        return [one for one in people_of(meeting) if one.takes_a_seat]
    return [one for one in people_of(meeting) if one.pk in signed_in]  # who had leave and came all the same is there


def electors_of(meeting: Meeting) -> list[Invitation]:
    """应到: all who have a vote, whether they came or not; one who sent another does not hand on his vote."""
    people = people_of(meeting)
    return [one for one in people if one.capacity in VOTING and one.stands_in_for_id is None and one.item_id is None]


def people_of(meeting: Meeting) -> list[Invitation]:
    """All who are invited, with their names, by capacity and then by protocol."""
    rows = meeting.invitations.filter(withdrawn_at__isnull=True)
    rows = rows.select_related("person", "appointment__post__department__organ", "item", "stands_in_for__person")
    order = list(Capacity.values)
    return sorted(rows, key=lambda one: (order.index(one.capacity), one.order, one.pk))


def _signed_in(meeting: Meeting) -> set[int] | None:
    for source in _sources:
        found = source(meeting)
        if found is not None:
            return set(found)
    return None
