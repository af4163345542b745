"""找参会人：by name, pinyin or unit; and whole groups of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from meetings.convening.models import Capacity, Meeting
from meetings.convening.policy import meetings
from office.api import Actor, Appointment, Organ, holders_of, valid_appointments, with_role

MOST = 60
LEADERS, HEADS, CHIEFS, LAST = "leaders", "heads", "chiefs", "last"
BY_PLACE = (
    "post__department__organ__level",
    "post__department__organ__order",
    "post__department__order",
    "post__order",
    "pk",
)


@dataclass(frozen=True)
class Group:
    """People who are often invited together."""

    key: str
    label: str
    people: list[Appointment]


def found_people(words: str, meeting: Meeting) -> list[Appointment]:
    """Those in office whose name, pinyin or unit is meant, the organ's own first; who is invited already is left out."""
    if not words:
        return []
    invited = meeting.invitations.filter(withdrawn_at__isnull=True).values("person")
    meant = (
        Q(person__name__contains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(post__department__name__contains=words)
        | Q(post__department__organ__name__contains=words)
        | Q(post__department__organ__short_name__contains=words)
    )
    rows = valid_appointments().filter(meant).exclude(person__in=invited)
    own = rows.filter(post__department__organ=meeting.organ_id).order_by(*BY_PLACE)[:MOST]
    found = list(own)
    if len(found) < MOST:
        others = rows.exclude(post__department__organ=meeting.organ_id)
        found += others.order_by(*BY_PLACE)[: MOST - len(found)]
    return found


def groups_of(meeting: Meeting, by: Actor) -> list[Group]:
    """本机关领导, 各处室负责人, 下级机关和部门的主要负责人, 上次同类会议的参会人; those with nobody in them are left out."""
    organ = meeting.organ
    last, guests = _last(meeting, by)
    found = [
        Group(LEADERS, "本机关领导", list(with_role(organ, "leader").order_by(*BY_PLACE))),
        Group(HEADS, "本机关各处室负责人", list(with_role(organ, "head").order_by(*BY_PLACE))),
        Group(CHIEFS, "下级机关和部门主要负责人", _chiefs(organ)),
        Group(LAST, f"“{last}”的参会人", guests),
    ]
    return [one for one in found if one.people]


def group_of(key: str, meeting: Meeting, by: Actor) -> list[UUID]:
    """The people of one, by uid; nobody where there is no such group."""
    return next(([who.uid for who in one.people] for one in groups_of(meeting, by) if one.key == key), [])


def _chiefs(organ: Organ) -> list[Appointment]:
    """Of each organ below it, or below the one above it, the first of its leaders."""
    below = Organ.objects.open().filter(parent__in=[one for one in (organ.pk, organ.parent_id) if one is not None])
    organs = list(below.exclude(pk=organ.pk))
    leaders = holders_of(organs, "leader")
    return [leaders[one.pk][0] for one in organs if one.pk in leaders]


def _last(meeting: Meeting, by: Actor) -> tuple[str, list[Appointment]]:
    """The last meeting of its kind that was announced, and those of its people who are in office still."""
    rows = meetings.readable(by).filter(kind=meeting.kind_id, announced_at__isnull=False).exclude(pk=meeting.pk)
    last = rows.order_by("-starts_at").first()
    if last is None:
        return "", []
    there = last.invitations.filter(withdrawn_at__isnull=True, capacity=Capacity.ATTENDING, stands_in_for__isnull=True)
    people = valid_appointments().filter(pk__in=there.values("appointment"))
    return last.title, list(people.order_by(*BY_PLACE))
