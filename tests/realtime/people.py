"""People for the tests of this room: one organ, one department, each with a post of his own."""

from itertools import count

from office.actor import Actor, actor_of
from office.kernel.clock import today
from office.models import Appointment, Department, Organ, Person, Post
from office.models.organs import Level, plant

_number = count(1)


def somebody(name: str = "某人") -> Person:
    """A person with an appointment that holds today."""
    number = next(_number)
    organ = Organ.objects.first() or plant(None, level=Level.CITY, name="某市人民政府", short_name="市政府")
    department = Department.objects.create(organ=organ, name=f"第{number}科")
    person = Person.objects.create(login=f"login{number}", name=name)
    appointed(person, department)
    return person


def appointed(person: Person, department: Department, *, primary: bool = True) -> Appointment:
    post = Post.objects.create(department=department, title=f"岗位{next(_number)}")
    return Appointment.objects.create(person=person, post=post, since=today(), primary=primary)


def acting(person: Person) -> Actor:
    return actor_of(person)
