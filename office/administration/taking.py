"""What administrators act on: found, asked, locked, asked again. Their acts come one after another.

Structure changes seldom and its rules look at many rows (who holds what on which days), so one lock holds all of it: the row of the
root organ. Two administrators at once are two acts in a row, and each sees what the other did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from office.actor import Actor, actor_of
from office.administration import policy
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.models.organs import Organ
from office.models.people import Appointment, Department, Person, Post


def lock_structure() -> None:
    """Wait for whoever changes organs, posts, people or appointments, and let nobody else until the end of the transaction."""
    lock_only(Organ.objects.filter(parent__isnull=True).order_by("pk"), "structure")


def _anew(by: Actor) -> Actor:
    """The same person with what he holds now that the lock is his; that he may still sign in included."""
    lock_structure()
    return actor_of(Person.objects.get(pk=by.person.pk))


def take_organ(uid: UUID, *, by: Actor, role: str) -> tuple[Organ, Actor]:
    """An organ, and he in the capacity of this role for it. Raises NotThere, NotAllowed."""
    policy.capacity(by, policy.organ(uid, by=by), role)
    fresh = _anew(by)
    organ = policy.organ(uid, by=fresh)
    return organ, policy.capacity(fresh, organ, role)


def take_department(uid: UUID, *, by: Actor, role: str) -> tuple[Department, Actor]:
    """The same for a department."""
    policy.capacity(by, policy.department(uid, by=by).organ, role)
    fresh = _anew(by)
    department = policy.department(uid, by=fresh)
    return department, policy.capacity(fresh, department.organ, role)


def take_post(uid: UUID, *, by: Actor, role: str = "") -> tuple[Post, Actor]:
    """The same for a post; without a role, that of whoever fills such a post."""
    seen = policy.post(uid, by=by)
    policy.capacity(by, seen.department.organ, role or policy.filled_by(seen))
    fresh = _anew(by)
    post = policy.post(uid, by=fresh)
    return post, policy.capacity(fresh, post.department.organ, role or policy.filled_by(post))


def take_account(uid: UUID, *, by: Actor, role: str = "") -> tuple[Person, Actor]:
    """A person whose account he keeps; without a role, that of whoever keeps such an account."""
    policy.account(by, policy.person(uid, by=by), role)
    fresh = _anew(by)
    person = policy.person(uid, by=fresh)
    return person, policy.account(fresh, person, role)


def take_appointment(uid: UUID, *, by: Actor) -> tuple[Appointment, Actor]:
    """An appointment in a post that he fills."""
    seen = policy.appointment(uid, by=by)
    policy.capacity(by, seen.organ, policy.filled_by(seen.post))
    fresh = _anew(by)
    appointment = policy.appointment(uid, by=fresh)
    return appointment, policy.capacity(fresh, appointment.organ, policy.filled_by(appointment.post))


@contextmanager
def unless_taken(sentence: str, *, field: str = "") -> Iterator[None]:
    """What a unique constraint refuses inside is refused in these words, also when it was free a moment ago."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Invalid(sentence, field=field) from error


def mark(row: Model, *fields: str) -> str:
    """A short digest of what a form showed; the form carries it back."""
    return sm3(repr([getattr(row, name) for name in fields]).encode()).hex()[:16]


def refuse_if_changed(seen: str, row: Model, *fields: str) -> None:
    """Raises SomebodyWasFirst where another has changed these fields since the form was drawn."""
    if seen != mark(row, *fields):
        raise SomebodyWasFirst("刚刚有人改过这里，您的还没有保存。您填的还在下面，请对照页面上的现状核对，再保存一次。")
