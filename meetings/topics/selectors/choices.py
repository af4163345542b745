"""写议题、发征集时可选的: what it may be brought for, who may report, which units there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from meetings.convening.life import AHEAD
from meetings.convening.models import MeetingKind
from meetings.convening.policy import organising_posts
from meetings.topics.models import CalledUnit, Topic, TopicCall
from meetings.topics.policy import called_units_of
from meetings.topics.units import departments_of, organs_near
from office.api import Actor, Department, Organ, valid_appointments
from office.kernel.clock import now
from office.kernel.wording import until_in_words

Option = tuple[str, str]
MOST_REPORTERS = 300


@dataclass(frozen=True)
class Choices:
    """Both in groups: reporters by department; the departments of each organ, then organs."""

    reporters: list[Any]
    units: list[Any]


def wanted_by(by: Actor) -> list[Option]:
    """Calls to a unit of his that are open, the one that ends first first; then the kinds of meeting of his organs that take topics any time."""
    mine = CalledUnit.objects.filter(called_units_of(by), call=OuterRef("pk"))
    to_come = Q(meeting__isnull=True) | Q(meeting__state__in=AHEAD)
    calls = TopicCall.objects.filter(to_come, Exists(mine), due_at__gt=now()).order_by("due_at", "pk")
    organs = {one.organ.pk for one in by.appointments}
    kinds = MeetingKind.objects.filter(in_use=True, takes_topics=True, organ__in=organs)
    return [
        *((f"call:{one.uid}", f"{one}（{until_in_words(one.due_at)}截止）") for one in calls),
        *((f"kind:{one.uid}", f"{one}（随时提报，由办公室安排）") for one in kinds),
    ]


def choices_for_new(by: Actor, host: Organ) -> Choices:
    """For one that is begun. `host`: whose meeting it is for."""
    own = by.department
    return Choices(reporters_of(own), units_near(own.organ, host))


def choices_of(topic: Topic) -> Choices:
    """For a draft that is there."""
    return Choices(reporters_of(topic.department), units_near(topic.department.organ, topic.organ))


def reporters_of(department: Department) -> list[Any]:
    """The leaders and heads of the organ, and all of the department itself, unit by unit."""
    rows = valid_appointments().filter(
        Q(post__department=department) | Q(post__roles__role__in=("leader", "head")),
        post__department__organ=department.organ_id,
    )
    groups: dict[str, list[Option]] = {}
    ordered = rows.order_by("post__department__order", "post__department", "post__order", "pk").distinct()
    for one in ordered[:MOST_REPORTERS]:
        groups.setdefault(one.department.name, []).append((str(one.uid), f"{one.person.name} {one.post.title}"))
    return list(groups.items())


def units_near(own: Organ, host: Organ) -> list[Any]:
    """Departments of the own organ and of the host's, and the organs near the host."""
    groups: dict[str, list[Option]] = {}
    for one in departments_of(own, host):
        groups.setdefault(f"{one.organ}处室", []).append((str(one.uid), one.name))
    organs = [(str(one.uid), str(one)) for one in organs_near(host)]
    return [*groups.items(), *([("其他机关", organs)] if organs else [])]


def kinds_of(by: Actor) -> list[Option]:
    """The kinds of meeting for which he may call."""
    organs = {one.organ.pk for one in organising_posts(by)}
    rows = MeetingKind.objects.filter(in_use=True, organ__in=organs).select_related("organ")
    return [(str(one.uid), f"{one}") for one in rows]
