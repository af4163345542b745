"""机构人员：who holds which post today. Names and posts are for everybody who signs in; telephone numbers are not.

The number of queries does not grow with the number of organs or people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from office.actor import Actor
from office.kernel.clock import today
from office.kernel.refusals import NotThere
from office.models.organs import Organ, OrganSuccession
from office.models.people import Appointment, Department, Person, Post
from office.telephone import masked

FOUND_AT_MOST = 50


@dataclass(frozen=True)
class Branch:
    """An organ in the tree, the one directly above it, and the number of people who hold a post in it today."""

    organ: Organ
    superior: Organ | None
    people: int


@dataclass(frozen=True)
class Listed:
    """A person as one reader may see him."""

    person: Person
    appointments: tuple[Appointment, ...]
    phone: str
    phone_in_full: bool


@dataclass(frozen=True)
class Seat:
    """A post and who holds it today; nobody: vacant."""

    post: Post
    holders: tuple[Listed, ...]


@dataclass(frozen=True)
class Section:
    department: Department
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class OrganListing:
    """An organ, its superiors from the root, its departments, and the organs directly below it; of one that is no more, who took over."""

    organ: Organ
    superiors: tuple[Organ, ...]
    sections: tuple[Section, ...]
    below: tuple[Organ, ...]
    successions: tuple[OrganSuccession, ...]


@dataclass(frozen=True)
class PersonListing:
    """A person, what he does today, and the posts that he has left, the latest first."""

    listed: Listed
    left: tuple[Appointment, ...]


def organ_tree() -> tuple[Branch, ...]:
    """All organs that have not been merged, each directly followed by those below it, siblings in their order."""
    people = dict(
        Appointment.objects.valid_on(today())
        .order_by()
        .values_list("post__department__organ")
        .annotate(Count("person", distinct=True))
    )
    below: dict[int | None, list[Organ]] = {}
    for organ in Organ.objects.open().order_by("order", "pk"):
        below.setdefault(organ.parent_id, []).append(organ)
    branches: list[Branch] = []
    waiting: list[tuple[Organ, Organ | None]] = [(organ, None) for organ in reversed(below.get(None, []))]
    while waiting:
        organ, superior = waiting.pop()
        branches.append(Branch(organ, superior, people.get(organ.pk, 0)))
        waiting += [(child, organ) for child in reversed(below.get(organ.pk, []))]
    return tuple(branches)


def organ_listing(uid: UUID, reader: Actor) -> OrganListing:
    """One organ's departments, posts and people. Raises NotThere."""
    organ = Organ.objects.filter(uid=uid).first()
    if organ is None:
        raise NotThere("该机关")
    held = Appointment.objects.valid_on(today()).select_related("person").order_by("-primary", "pk")
    departments = (
        organ.departments.open()
        .order_by("order", "pk")
        .prefetch_related(
            Prefetch("posts", Post.objects.open().order_by("order", "pk")),
            Prefetch("posts__appointments", held, to_attr="held_today"),
        )
    )
    same_organ = organ.pk in _organs_of(reader.appointments)
    return OrganListing(
        organ,
        _superiors(organ),
        tuple(Section(one, _seats(one, reader, same_organ=same_organ)) for one in departments),
        tuple(organ.children.open().order_by("order", "pk")),
        tuple(organ.successions.select_related("successor").order_by("on", "pk")) if organ.is_closed else (),
    )


def person_listing(uid: UUID, reader: Actor) -> PersonListing:
    """One person, also one who holds no post any more: papers keep naming him. Raises NotThere."""
    person = Person.objects.filter(uid=uid).first()
    if person is None:
        raise NotThere("该人员")
    left = person.appointments.filter(until__lt=today()).with_names().order_by("-until", "-pk")
    return PersonListing(_listed([person], reader)[0], tuple(left))


def found(words: str, reader: Actor) -> tuple[Listed, ...]:
    """People whose name contains the words or whose initials begin with them, at most fifty, in the order of their names."""
    words = "".join(words.split())
    if not words:
        return ()
    matching = Person.objects.filter(
        Q(name__contains=words) | Q(pinyin__startswith=words.lower()),
        pk__in=Appointment.objects.valid_on(today()).values("person"),
    )
    return tuple(_listed(matching.order_by("pinyin", "name", "pk")[:FOUND_AT_MOST], reader))


def _listed(people: Iterable[Person], reader: Actor) -> list[Listed]:
    people = list(people)
    held: dict[int, list[Appointment]] = {person.pk: [] for person in people}
    rows: QuerySet[Appointment] = Appointment.objects.valid_on(today()).filter(person__in=held).with_names()
    for one in rows.order_by("-primary", "pk"):
        held[one.person_id].append(one)
    readers_organs = _organs_of(reader.appointments)
    return [
        _seen(person, held[person.pk], reader, same_organ=bool(readers_organs & _organs_of(held[person.pk])))
        for person in people
    ]


def _seats(department: Department, reader: Actor, *, same_organ: bool) -> tuple[Seat, ...]:
    return tuple(
        Seat(post, tuple(_seen(one.person, [one], reader, same_organ=same_organ) for one in post.held_today))  # type: ignore[attr-defined] # by the Prefetch above
        for post in department.posts.all()
    )


def _seen(person: Person, appointments: list[Appointment], reader: Actor, *, same_organ: bool) -> Listed:
    full = same_organ or person.pk == reader.person.pk
    return Listed(person, tuple(appointments), person.phone if full else masked(person.phone), full)


def _organs_of(appointments: Iterable[Appointment]) -> set[int]:
    return {one.post.department.organ_id for one in appointments}


def _superiors(organ: Organ) -> tuple[Organ, ...]:
    keys = [int(key) for key in organ.path.split("/") if key][:-1]
    rows = Organ.objects.in_bulk(keys)
    return tuple(rows[key] for key in keys)
