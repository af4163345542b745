"""Small worlds for tests: organs, posts and people made by hand, without the demo city."""

from datetime import date
from itertools import count

from office.api import Actor, actor_of
from office.models import Appointment, Department, Organ, Person, Post, PostRole
from office.models.organs import Level, plant

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)


def an_organ(parent: Organ | None = None, level: Level = Level.CITY, name: str = "") -> Organ:
    n = next(_numbers)
    return plant(parent, level=level, name=name or f"云州市第{n}局", short_name=name or f"第{n}局", since=LONG_AGO)


def a_department(organ: Organ, name: str = "") -> Department:
    return Department.objects.create(organ=organ, name=name or f"{next(_numbers)}科")


def a_person(name: str = "", **fields: object) -> Person:
    n = next(_numbers)
    return Person.objects.create(login=f"person{n}", name=name or f"张第{n}", **fields)


def appointed(
    department: Department,
    *roles: str,
    title: str = "",
    person: Person | None = None,
    in_charge_of: Department | None = None,
) -> Appointment:
    """A person in a new post of the department, with these roles."""
    post = Post.objects.create(department=department, title=title or f"职{next(_numbers)}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    if in_charge_of is not None:
        PostRole.objects.create(post=post, role="leader_in_charge", department=in_charge_of)
    person = person or a_person()
    primary = not person.appointments.exists()
    return Appointment.objects.create(person=person, post=post, since=LONG_AGO, primary=primary)


def an_actor(organ: Organ | None = None, *roles: str) -> Actor:
    """Somebody who acts, in a department of his own."""
    one = appointed(a_department(organ or an_organ()), *roles)
    return actor_of(one.person)
