"""One clerk with a post, for the pages of the frame."""

from datetime import date

from office.models.organs import Level, plant
from office.models.people import Appointment, Department, Person, Post

PASSWORD = "lan-hu-3-yue-19"


def clerk(login: str = "hemin", name: str = "何敏") -> Person:
    """A clerk of a small government's first division."""
    organ = plant(None, level=Level.CITY, name="云州市人民政府", short_name="市政府", is_government=True)
    division = Department.objects.create(organ=organ, name="综合一处")
    post = Post.objects.create(department=division, title="四级主任科员")
    person = Person(login=login, name=name)
    person.set_password(PASSWORD)
    person.save()
    Appointment.objects.create(person=person, post=post, since=date(2024, 1, 1))
    return person
