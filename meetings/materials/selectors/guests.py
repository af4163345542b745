"""参会人与议题：as whom each of those invited reads, in a fixed number of questions for however many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Case, IntegerField, QuerySet, Value, When

from meetings.convening.models import AgendaItem, AgendaUnit, Capacity, Invitation, Meeting
from meetings.materials.models import Material
from meetings.materials.rules import Guest, reads

Unit = tuple[int, int | None]
"""An organ and, where it is one of its departments, that."""


def guests_of(invitations: Iterable[Invitation]) -> dict[int, Guest]:
    """By the invitation's row key."""
    rows = list(invitations)
    posts = {
        pk: (organ, department)
        for pk, organ, department in Invitation.objects.filter(pk__in=[one.pk for one in rows]).values_list(
            "pk", "appointment__post__department__organ_id", "appointment__post__department_id"
        )
    }
    reporters, units = _concerned({one.meeting_id for one in rows})
    return {
        one.pk: Guest(
            one.capacity,
            one.item_id,
            frozenset(
                reporters[one.meeting_id, one.appointment_id]
                | units[one.meeting_id, (posts[one.pk][0], None)]
                | units[one.meeting_id, posts[one.pk]]
            ),
        )
        for one in rows
    }


def in_list_order(meeting: Meeting) -> QuerySet[Invitation]:
    """Those invited at this moment, as the list of those present has them: by capacity, then by rank."""
    place = Case(
        *(When(capacity=one.value, then=Value(n)) for n, one in enumerate(Capacity)), output_field=IntegerField()
    )
    rows = meeting.invitations.filter(withdrawn_at__isnull=True)
    return rows.annotate(place=place).order_by("place", "order", "pk").select_related("person", "appointment")


def readers_of(materials: Sequence[Material], meeting: Meeting) -> dict[int, list[Invitation]]:
    """For whom each of a meeting's materials is, in the order of the list; by the material's row key."""
    invited = list(in_list_order(meeting))
    guests = guests_of(invited)
    return {one.pk: [who for who in invited if reads(one.audience, one.item_id, guests[who.pk])] for one in materials}


def _concerned(
    meetings: set[int],
) -> tuple[Mapping[tuple[int, int], set[int]], Mapping[tuple[int, Unit], set[int]]]:
    """Of each meeting the items that somebody reports, and those that a unit reports or sits in for."""
    reporters: dict[tuple[int, int], set[int]] = defaultdict(set)
    units: dict[tuple[int, Unit], set[int]] = defaultdict(set)
    for one in AgendaItem.objects.filter(meeting__in=meetings).select_related("department"):
        if one.reporter_id is not None:
            reporters[one.meeting_id, one.reporter_id].add(one.pk)
        if one.department is not None:
            units[one.meeting_id, (one.department.organ_id, one.department.pk)].add(one.pk)
        elif one.organ_id is not None:
            units[one.meeting_id, (one.organ_id, None)].add(one.pk)
    sitting_in = AgendaUnit.objects.filter(item__meeting__in=meetings)
    for item, meeting, organ, department in sitting_in.values_list(
        "item_id", "item__meeting_id", "organ_id", "department_id"
    ):
        units[meeting, (organ, department)].add(item)
    return reporters, units
