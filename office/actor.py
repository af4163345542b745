"""Who acts: the type of every `by=`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from office.kernel.clock import today
from office.kernel.kept import Kept, prefetched
from office.kernel.refusals import NotAllowed
from office.models.organs import Organ
from office.models.people import Appointment, Department, Person, PostRole


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
        return frozenset((a.organ.pk, r.role) for a in self.appointments for r in a.post.roles.all())

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
    return rows.select_related("post__department__organ").order_by("-primary", "pk")


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
