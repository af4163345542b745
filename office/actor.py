"""Who acts: the type of every `by=`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from office.kernel.clock import today
from office.kernel.kept import Kept, prefetched
from office.kernel.refusals import NotAllowed
from office.models.organs import Organ, OrganSuccession
from office.models.people import ADMINISTRATOR_ROLES, Appointment, Department, Person, PostRole
from office.succession import carried_on_by


@dataclass(frozen=True)
class Actor:
    """A person in one of his posts, for himself or for a principal whose delegation holds."""

    person: Person
    appointment: Appointment
    on_behalf_of: Appointment | None = None

    @property
    def organ(self) -> Organ:
        return self.appointment.organ

    @property
    def department(self) -> Department:
        return self.appointment.department

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        """All posts he holds today: he reads with the union of them."""
        return appointments_of(self.person)

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """(organ's row key, role) of all his posts."""
        return frozenset((organ.pk, role) for organ, role in self.held())

    @cached_property
    def carried_on(self) -> dict[int, list[Organ]]:
        """The merged organs whose business his organs (by row key) go on with."""
        heirs = {one.organ.pk for one in self.appointments if getattr(one, "inherits", False)}
        return carried_on_by(heirs) if heirs else {}

    def held(self) -> Iterator[tuple[Organ, str]]:
        """The roles of all his posts, each for its organ and for those that were merged into it; to administer is not handed on."""
        for one in self.appointments:
            for role in (held.role for held in one.post.roles.all()):
                yield one.organ, role
                if role not in ADMINISTRATOR_ROLES:
                    yield from ((organ, role) for organ in self.carried_on.get(one.organ.pk, ()))

    def posts_for(self, organ: int) -> list[Appointment]:
        """His posts in an organ (by row key), then those in organs that go on with its business."""
        own = [one for one in self.appointments if one.organ.pk == organ]
        return own + [
            one for one in self.appointments if any(it.pk == organ for it in self.carried_on.get(one.organ.pk, ()))
        ]

    def has_role(self, organ: Organ, *roles: str) -> bool:
        return any((organ.pk, role) in self.roles for role in roles)

    def acting_as(self, appointment: Appointment, on_behalf_of: Appointment | None = None) -> "Actor":
        """The same person in the capacity that a task asks for."""
        return Actor(self.person, appointment, on_behalf_of)

    def names(self) -> dict[str, Any]:
        """The names as they are now, for history to keep."""
        names = self.appointment.names()
        if self.on_behalf_of is not None:
            names["on_behalf_of"] = self.on_behalf_of.names()
        return names


def appointments_of(person: Person) -> tuple[Appointment, ...]:
    """The appointments that hold today, the primary one first."""
    rows = _held(person=person.pk, day=today())
    roles = _roles(person=person.pk)
    for one in rows:
        one.person = person
        prefetched(one.post, "roles", [role for role in roles if role.post_id == one.post_id])
    return tuple(rows)


@Kept
def _held(person: int, day: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.valid_on(day).filter(person=person)
    merged = OrganSuccession.objects.filter(successor=OuterRef("post__department__organ"), on__lte=day)
    return rows.annotate(inherits=Exists(merged)).select_related("post__department__organ").order_by("-primary", "pk")


@Kept
def _roles(person: int) -> QuerySet[PostRole]:
    """Those of all posts that he holds or held."""
    return PostRole.objects.filter(post__appointments__person=person).distinct()


def actor_of(person: Person, appointment: Appointment | None = None) -> Actor:
    """The person in a post of his, the primary one unless told. Refuses a person who holds none today."""
    held = appointments_of(person)
    for one in held:
        if appointment is None or one.pk == appointment.pk:
            actor = Actor(person, one)
            actor.__dict__["appointments"] = held
            return actor
    raise NotAllowed("您目前没有有效任职，不能办理事务。请与本机关管理员联系。")
