"""分发：a line of the list and, where it is numbered, a number for everybody it is for; each is told once. Inside an action, the meeting locked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse

from meetings.convening.models import Invitation, Meeting
from meetings.materials.models import Copy, Material, MaterialState
from meetings.materials.rules import numbers
from meetings.materials.selectors.guests import readers_of
from office.kernel.wording import moment_in_words
from realtime import api as realtime

LONGEST_TITLE = 300
Given = dict[int, list[Invitation]]
"""Who got a line now, by the material's row key."""


def give(materials: Sequence[Material], meeting: Meeting) -> Given:
    """A line for each of those they are for who has none. Numbers go on from the last, in the order of the list."""
    held: dict[int, dict[int, int | None]] = defaultdict(dict)
    for material, invitation, number in Copy.objects.filter(material__in=materials).values_list(
        "material_id", "invitation_id", "number"
    ):
        held[material][invitation] = number
    given: Given = {}
    rows: list[Copy] = []
    readers = readers_of(materials, meeting)
    for one in materials:
        new = [who for who in readers[one.pk] if who.pk not in held[one.pk]]
        taken = {who: number for who, number in held[one.pk].items() if number is not None}
        bears = numbers(taken, [who.pk for who in new]) if one.is_numbered else {}
        rows += [Copy(material=one, invitation=who, number=bears.get(who.pk)) for who in new]
        given[one.pk] = new
    Copy.objects.bulk_create(rows)
    return given


def lacking(material: Material, meeting: Meeting) -> int:
    """For how many it is who have no line of the list yet: the agenda was changed after it was handed out."""
    given = set(material.copies.values_list("invitation_id", flat=True))
    return sum(who.pk not in given for who in readers_of([material], meeting)[material.pk])


def give_to_newcomers(meeting: Meeting) -> None:
    """Somebody was invited: what was handed out before is for him too."""
    materials = list(meeting.materials.filter(state=MaterialState.HANDED_OUT).order_by("order", "pk"))
    if materials:
        tell_given(give(materials, meeting), materials, meeting)


def tell_given(given: Given, materials: Sequence[Material], meeting: Meeting) -> None:
    """One notice for each of them, whatever the number of materials."""
    his: dict[int, list[Material]] = defaultdict(list)
    people = {}
    for one in materials:
        for who in given[one.pk]:
            his[who.pk].append(one)
            people[who.pk] = who
    alike: dict[tuple[int, ...], list[Invitation]] = defaultdict(list)
    for pk, some in his.items():
        alike[tuple(one.pk for one in some)].append(people[pk])
    known = {one.pk: one for one in materials}
    for keys, whom in alike.items():
        _tell_of([known[key] for key in keys], whom, meeting)


def tell_readers(material: Material, meeting: Meeting, said: str, body: str = "") -> None:
    """Everybody it was handed to and is still for: a new version, a recall."""
    given = set(material.copies.values_list("invitation_id", flat=True))
    realtime.notify(
        [who.person for who in readers_of([material], meeting)[material.pk] if who.pk in given],
        kind="material",
        title=f"《{str(material)[:LONGEST_TITLE]}》{said}",
        body=body,
        url=reverse("materials:meeting", args=[meeting.uid]),
        about=material.uid,
    )


def _tell_of(materials: Sequence[Material], whom: Iterable[Invitation], meeting: Meeting) -> None:
    one = materials[0] if len(materials) == 1 else None
    later = [each.open_from for each in materials if each.opens_later and each.open_from is not None]
    what = f"材料《{str(one)[:200]}》" if one is not None else f"{len(materials)}份材料"
    realtime.notify(
        [who.person for who in whom],
        kind="material",
        title=f"“{meeting}”的{what}已分发",
        body=f"{moment_in_words(min(later))}起可看。" if later else "",
        url=reverse("materials:read", args=[one.uid])
        if one is not None
        else reverse("materials:meeting", args=[meeting.uid]),
        about=one.uid if one is not None else meeting.uid,
    )
