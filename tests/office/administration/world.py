"""A small city with its three administrators, a bureau below it with its own, and another city beside them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from office.administration.actions.appointments import appoint
from office.administration.actions.departments import open_department
from office.administration.actions.people import enter_person
from office.administration.actions.posts import open_post
from office.api import Actor, actor_of
from office.kernel.clock import today
from office.models import Appointment, Department, Organ, Person, Post
from office.models.organs import Level
from tests.factories import a_department, a_person, an_organ, appointed
from tests.reading import ReadingClient

CODE = "12100000400001234N"


@dataclass(frozen=True)
class City:
    """`system`, `security`, `auditor` are the city's; `lower` runs the bureau alone; `clerk` is a plain clerk of the bureau."""

    root: Organ
    bureau: Organ
    division: Department
    system: Person
    security: Person
    auditor: Person
    lower: Person
    clerk: Person

    def by(self, who: str = "system") -> Actor:
        return actor_of(getattr(self, who))

    def browser(self, who: str = "system") -> Client:
        return signed_in(getattr(self, who))


def a_city() -> City:
    root = an_organ()
    administration = a_department(root, "电子政务科")
    bureau = an_organ(root)
    division = a_department(bureau)
    return City(
        root,
        bureau,
        division,
        appointed(administration, "system_administrator").person,
        appointed(administration, "security_administrator").person,
        appointed(administration, "auditor").person,
        appointed(a_department(bureau), "system_administrator").person,
        appointed(division).person,
    )


def another_city() -> City:
    """Its root lies below a root of its own, so that it is nobody else's."""
    root = an_organ()
    division = a_department(root)
    system = appointed(division, "system_administrator").person
    security = appointed(division, "security_administrator").person
    auditor = appointed(division, "auditor").person
    return City(root, root, division, system, security, auditor, system, appointed(division).person)


def signed_in(person: Person) -> Client:
    client = ReadingClient()
    client.force_login(person)
    return client


def a_post(city: City, *roles: str, department: Department | None = None, title: str = "") -> Post:
    """Made by the city's system administrator."""
    return open_post(
        (department or city.division).uid,
        by=city.by(),
        key=uuid4(),
        title=title or f"职务{uuid4().hex[:6]}",
        roles=roles,
    )


def an_account(city: City, organ: Organ | None = None, login: str = "", name: str = "陆清和") -> Person:
    return enter_person(
        (organ or city.bureau).uid,
        by=city.by(),
        key=uuid4(),
        login=login or f"p{uuid4().hex[:8]}",
        name=name,
        digest="!",
    )


def put(
    city: City, post: Post, person: Person, since: date | None = None, by: str = "system", **more: Any
) -> Appointment:
    return appoint(post.uid, by=city.by(by), key=uuid4(), person=person.uid, since=since or today(), **more)


def day(offset: int) -> date:
    return today() + timedelta(days=offset)


__all__ = [
    "CODE",
    "City",
    "Level",
    "a_city",
    "a_department",
    "a_person",
    "a_post",
    "an_account",
    "another_city",
    "appointed",
    "day",
    "open_department",
    "put",
    "signed_in",
]
