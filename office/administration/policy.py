"""谁管到哪里：the three administrators of an organ see that organ and all below it, and nothing else is there for them.

系统管理员 runs the structure; the three administrator roles, and the accounts of those who hold one, are the business of the
安全保密管理员 alone; the 安全审计员 looks. An administrator's right is never delegated.
"""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from office.actor import Actor
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed, NotThere
from office.models.organs import Organ, OrganQuerySet
from office.models.people import ADMINISTRATOR_ROLES, Appointment, Department, Person, Post, Role

SYSTEM, SECURITY = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR

REFUSED = {
    SYSTEM: "机构、岗位、人员由系统管理员办理，您没有这里的系统管理职责。",
    SECURITY: "系统管理、安全保密管理、安全审计三种职责，以及任这些职责的人的账号，只由安全保密管理员办理。",
}


def may_enter(by: Actor) -> bool:
    """Whether he is one of the three through any of his posts: for the navigation, and for the pages themselves."""
    return any(role in ADMINISTRATOR_ROLES for _, role in by.roles)


def _held(by: Actor, *roles: str) -> list[Appointment]:
    return [one for one in by.appointments if any(held.role in roles for held in one.post.roles.all())]


def organs(by: Actor) -> OrganQuerySet:
    """The list's side: what he sees."""
    roots = {one.organ.path for one in _held(by, *ADMINISTRATOR_ROLES)}
    if not roots:
        return Organ.objects.none()
    return Organ.objects.filter(reduce(or_, (Q(path__startswith=path) for path in roots)))


def people(by: Actor) -> QuerySet[Person]:
    """Those who are enrolled in an organ that he sees, or hold a post there now or later."""
    inside = organs(by).values("pk")
    appointments = Appointment.objects.filter(post__department__organ__in=inside)
    return Person.objects.filter(
        Q(enrolled_in__in=inside)
        | Q(pk__in=appointments.unended(today()).values("person"))
        | Q(enrolled_in__isnull=True, pk__in=appointments.values("person"))
    )


def organ(uid: UUID, *, by: Actor) -> Organ:
    """The row's side. Raises NotThere."""
    found = organs(by).select_related("parent").filter(uid=uid).first()
    if found is None:
        raise NotThere("该机关")
    return found


def department(uid: UUID, *, by: Actor) -> Department:
    """Raises NotThere."""
    found = Department.objects.select_related("organ").filter(uid=uid, organ__in=organs(by).values("pk")).first()
    if found is None:
        raise NotThere("该处室")
    return found


def post(uid: UUID, *, by: Actor) -> Post:
    """Raises NotThere."""
    rows = Post.objects.select_related("department__organ").prefetch_related("roles")
    found = rows.filter(uid=uid, department__organ__in=organs(by).values("pk")).first()
    if found is None:
        raise NotThere("该岗位")
    return found


def person(uid: UUID, *, by: Actor) -> Person:
    """Raises NotThere."""
    found = people(by).select_related("enrolled_in").filter(uid=uid).first()
    if found is None:
        raise NotThere("该人员")
    return found


def appointment(uid: UUID, *, by: Actor) -> Appointment:
    """Raises NotThere."""
    rows = Appointment.objects.with_names().prefetch_related("post__roles")
    found = rows.filter(uid=uid, post__department__organ__in=organs(by).values("pk")).first()
    if found is None:
        raise NotThere("该任职")
    return found


def acts_as(by: Actor, organ: Organ, role: str) -> Appointment | None:
    """The appointment by which he has a role for an organ, the nearest one; None: he has not."""
    fitting = [one for one in _held(by, role) if organ.path.startswith(one.organ.path)]
    return max(fitting, key=lambda one: len(one.organ.path), default=None)


def capacity(by: Actor, organ: Organ, role: str) -> Actor:
    """He in the capacity of this role for an organ that he sees. Raises NotAllowed."""
    fitting = acts_as(by, organ, role)
    if fitting is None:
        raise NotAllowed(REFUSED[Role(role)])
    return by.acting_as(fitting)


def administrator_role(post: Post) -> str:
    """The one of the three that a post has; empty for an ordinary post."""
    return next((str(held.role) for held in post.roles.all() if held.role in ADMINISTRATOR_ROLES), "")


def filled_by(post: Post) -> Role:
    """Which administrator says who holds a post."""
    return SECURITY if administrator_role(post) else SYSTEM


def is_administrator(person: Person) -> bool:
    """Whether he holds one of the three now or is to hold it."""
    held = Appointment.objects.unended(today()).filter(person=person)
    return held.filter(post__roles__role__in=ADMINISTRATOR_ROLES).exists()


def account(by: Actor, person: Person, role: str = "") -> Actor:
    """He as the keeper of a person's account. Who merely holds a second post with him is another organ's. Raises NotAllowed."""
    needed = role or (SECURITY if is_administrator(person) else SYSTEM)
    if person.enrolled_in is not None:
        homes = [person.enrolled_in]
    else:
        held = person.appointments.with_names()
        homes = [one.organ for one in held.unended(today()) or held]
    keepers = [acts_as(by, home, needed) for home in homes]
    if not keepers or keepers[0] is None or None in keepers:
        if person.enrolled_in is not None and not organs(by).filter(pk=person.enrolled_in.pk).exists():
            raise NotAllowed(f"{person.name}的账号由其登记机关管理，这里只能办理其在本处的任职。")
        raise NotAllowed(REFUSED[Role(needed)])
    return by.acting_as(keepers[0])
