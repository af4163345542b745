"""知悉范围的判定：one set test, said for a row, for a list and for people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Length

from office.actor import Actor
from office.kernel.clock import now
from office.kernel.refusals import NotThere
from office.kernel.transactions import require_transaction
from office.models.organs import Organ
from office.models.people import Appointment, Department, Person
from office.models.rights import LONGEST_WHY, Reader

M = TypeVar("M", bound=Model)

AND = "、"
"""Between the reasons of one grant."""


def person_key(person: Person) -> str:
    return f"person:{person.uid}"


def appointment_key(appointment: Appointment) -> str:
    return f"appointment:{appointment.uid}"


def department_key(department: Department) -> str:
    return f"department:{department.uid}"


def organ_key(organ: Organ) -> str:
    return f"organ:{organ.uid}"


def role_key(organ: Organ, role: str) -> str:
    return f"role:{organ.uid}/{role}"


def keys_of(actor: Actor) -> frozenset[str]:
    """All keys he holds now, through every valid appointment of his."""
    keys = {person_key(actor.person)}
    for one in actor.appointments:
        keys |= {appointment_key(one), department_key(one.department), organ_key(one.organ)}
    return frozenset(keys | {role_key(organ, role) for organ, role in actor.held()})


def may_read(actor: Actor, uid: UUID) -> bool:
    """The row's side of the test."""
    return Reader.objects.in_force().filter(object_uid=uid, key__in=keys_of(actor)).exists()


def read_one(rows: QuerySet[M], uid: UUID, actor: Actor, *, called: str) -> M:
    """The row with a uid, for whoever may read it; what is not his and what is not there are one refusal. Raises NotThere."""
    # whole rows join much: they are fetched only for whom they are
    found = rows.filter(uid=uid).first() if may_read(actor, uid) else None
    if found is None:
        raise NotThere(called)
    return found


def grants_to(actor: Actor, uid: OuterRef) -> QuerySet[Reader]:
    """The grants by which he may read the object of an outer query: for `Exists`."""
    return grants_by(keys_of(actor), uid, now())


def grants_by(keys: Iterable[str], uid: OuterRef, moment: datetime) -> QuerySet[Reader]:
    """The same for a question that is kept: `keys` are those that he holds, the grants in force at the moment."""
    return Reader.objects.in_force(moment).filter(object_uid=uid, key__in=keys)


def may_read_all(actor: Actor, uids: Iterable[UUID]) -> set[UUID]:
    """Those of the objects that he may read, in one query."""
    fitting = Reader.objects.in_force().filter(object_uid__in=list(uids), key__in=keys_of(actor))
    return set(fitting.values_list("object_uid", flat=True))


def readable(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """The list's side: rows with a `uid` that he may read."""
    return rows.filter(uid__in=Reader.objects.in_force().filter(key__in=keys_of(actor)).values("object_uid"))


def keys_opening(uid: UUID) -> tuple[str, ...]:
    """The keys that open an object without an end: what another object that takes its place is opened by."""
    rows = Reader.objects.in_force().filter(object_uid=uid, until__isnull=True)
    return tuple(rows.order_by("pk").values_list("key", flat=True))


def readers_of(uid: UUID) -> QuerySet[Appointment]:
    """The people's side: the appointments, valid or not, that a key of this object fits."""
    fitting: set[int] = set()
    for key in Reader.objects.in_force().filter(object_uid=uid).values_list("key", flat=True):
        fitting |= set(_holders(key).values_list("pk", flat=True))
    return Appointment.objects.filter(pk__in=fitting)


def _holders(key: str) -> QuerySet[Appointment]:
    kind, _, name = key.partition(":")
    if kind == "role":
        organ, _, role = name.partition("/")
        return Appointment.objects.filter(post__department__organ__uid=organ, post__roles__role=role)
    path = {
        "person": "person__uid",
        "appointment": "uid",
        "department": "post__department__uid",
        "organ": "post__department__organ__uid",
    }[kind]
    return Appointment.objects.filter(**{path: name})


def grant(uid: UUID, *keys: str, why: str) -> None:
    """Let the holders of these keys read an object, from now on. Granting twice changes nothing; another reason joins the first.

    Reasons are joined while there is room for them: one that was not noted can end nothing, so the key stays.
    """
    require_transaction()
    held = dict(Reader.objects.filter(object_uid=uid, key__in=keys, until__isnull=True).values_list("key", "why"))
    if others := [key for key, reasons in held.items() if why not in reasons.split(AND)]:
        room = LONGEST_WHY - len(why) - len(AND)
        rows = Reader.objects.annotate(length=Length("why")).filter(object_uid=uid, key__in=others, until__isnull=True)
        rows.filter(length__lte=room).update(why=Concat("why", Value(f"{AND}{why}")))
    Reader.objects.bulk_create(
        [Reader(object_uid=uid, key=key, why=why) for key in dict.fromkeys(keys) if key not in held],
        ignore_conflicts=True,  # given by somebody else at the same moment
    )


def grant_until(uid: UUID, key: str, *, why: str, until: datetime) -> None:
    """Let the holders of a key read an object until a moment, for one reason. Again for the same reason, the end moves.

    It stands beside a grant without an end, if there is one: neither ends the other.
    """
    require_transaction()
    if not Reader.objects.in_force().filter(object_uid=uid, key=key, why=why, until__isnull=False).update(until=until):
        Reader.objects.create(object_uid=uid, key=key, why=why, until=until)


def grant_each(keys_of_objects: Mapping[UUID, Iterable[str]], *, why: str) -> None:
    """The same for many objects at once, each with keys of its own, in the same number of queries as for one."""
    require_transaction()
    rows = Reader.objects.filter(object_uid__in=keys_of_objects, until__isnull=True)
    held = set(rows.values_list("object_uid", "key"))
    Reader.objects.bulk_create(
        Reader(object_uid=uid, key=key, why=why)
        for uid, keys in keys_of_objects.items()
        for key in dict.fromkeys(keys)
        if (uid, key) not in held
    )


def revoke(uid: UUID, *keys: str, why: str = "") -> None:
    """End grants now. With `why`, only this reason ends: a key that was given for another one too goes on opening."""
    require_transaction()
    rows = Reader.objects.in_force().filter(object_uid=uid, key__in=keys)
    if not why:
        rows.update(until=now())
        return
    rows.filter(why=why).update(until=now())
    for row in rows.filter(why__contains=why):
        rest = [reason for reason in row.why.split(AND) if reason != why]
        Reader.objects.filter(pk=row.pk).update(why=AND.join(rest))
