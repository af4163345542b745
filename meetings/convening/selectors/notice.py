"""What a 通知 or 函 says of a meeting, from its rows."""

from collections.abc import Iterable

from meetings.convening.inviting import in_force
from meetings.convening.models import AgendaItem, Capacity, Invitation, InvitedOrgan, Meeting
from meetings.convening.notice_text import Told

NAMED = (Capacity.ATTENDING, Capacity.SITTING_IN)


def told_of(meeting: Meeting) -> Told:
    """In words."""
    people, units = in_force(meeting), _units(meeting)
    lines = [line for one in NAMED for line in _people(one, people, units)]
    items = meeting.items.select_related("organ", "department__organ").order_by("place")
    organiser = meeting.organised_by
    return Told(
        title=meeting.title,
        when=meeting.slot.words,
        where=meeting.where,
        host=f"{meeting.host.person.name}（{meeting.host.post.title}）",
        people=lines,
        agenda=[_item(one) for one in items],
        reply_by=meeting.reply_by_in_words,
        note=meeting.note.split("\n"),
        contact=f"{organiser.post.department.name} {organiser.person.name}",
    )


def addressees_of(meeting: Meeting) -> tuple[str, ...]:
    """The organs that are invited, or whose people are, besides the one that calls it; by their order."""
    organs = {one.appointment.organ for one in in_force(meeting)} | {one.organ for one in _units(meeting)}
    organs.discard(meeting.organ)
    return tuple(one.name for one in sorted(organs, key=lambda one: (one.level, one.order, one.pk)))


def _units(meeting: Meeting) -> list[InvitedOrgan]:
    rows = meeting.invited_organs.filter(withdrawn_at__isnull=True)
    return list(rows.select_related("organ", "department"))


def _people(capacity: Capacity, people: Iterable[Invitation], units: Iterable[InvitedOrgan]) -> list[str]:
    names = [_named(one) for one in people if one.capacity == capacity]
    quotas = [f"{one}{f'（{one.most}人）' if one.most else ''}" for one in units if one.capacity == capacity]
    return [f"{capacity.label}：{'、'.join(some)}" for some in (names, quotas) if some]


def _named(one: Invitation) -> str:
    """市财政局局长沈可宁; of the organ's own people the post and the name alone."""
    organ = one.appointment.organ
    return f"{organ if organ != one.meeting.organ else ''}{one.appointment.post.title}{one.person.name}"


def _item(one: AgendaItem) -> str:
    return f"{one.title}（{one.unit}汇报）" if one.unit is not None else one.title
