"""Who holds what today: the questions that routes ask. Of an organ that was merged they are answered by those of its heirs."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from office.kernel.clock import today
from office.kernel.kept import Kept
from office.models.organs import Organ
from office.models.people import Appointment, Department, Role
from office.succession import heirs_of

Unit = Organ | Department


def valid_appointments() -> QuerySet[Appointment]:
    """All appointments that hold today."""
    return Appointment.objects.valid_on(today()).with_names()


def among(uids: Iterable[str | UUID]) -> dict[str, Appointment]:
    """Those of the named appointments that hold today, by uid; without their names."""
    return {str(one.uid): one for one in Appointment.objects.valid_on(today()).filter(uid__in=list(uids))}


def with_role(unit: Unit, role: str) -> QuerySet[Appointment]:
    """Those whose post has a role in an organ or in a department."""
    return valid_appointments().filter(_inside(unit), post__roles__role=role).distinct()


def holders_of(organs: Iterable[Organ], *roles: str) -> dict[int, list[Appointment]]:
    """For each organ (its row key) where there is somebody, those who have one of the roles there today, in one query.

    For one that was merged, those of its heirs, with a few more.
    """
    organs = list(organs)
    heirs = {one.pk: [heir.pk for heir in heirs_of(one)] for one in organs if one.is_closed}
    there: dict[int, list[Appointment]] = {}
    wanted = {one.pk for one in organs}.union(*heirs.values())
    rows = valid_appointments().filter(post__department__organ__in=wanted, post__roles__role__in=roles)
    for one in rows.order_by("post__order", "pk").distinct():
        there.setdefault(one.organ.pk, []).append(one)
    found = {one.pk: [who for key in heirs.get(one.pk, [one.pk]) for who in there.get(key, [])] for one in organs}
    return {key: those for key, those in found.items() if those}


def pool_of(unit: Unit, role: str) -> list[Appointment]:
    """The same people in the order of their posts, without their names."""
    if isinstance(unit, Department):
        return _of_department(unit=unit.pk, role=role, day=today())
    return [who for one in heirs_of(unit) for who in _of_organ(unit=one.pk, role=role, day=today())]


@Kept
def _of_organ(unit: int, role: str, day: date) -> QuerySet[Appointment]:
    return _with_role(role, day).filter(post__department__organ=unit)


@Kept
def _of_department(unit: int, role: str, day: date) -> QuerySet[Appointment]:
    return _with_role(role, day).filter(post__department=unit)


def _with_role(role: str, day: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.valid_on(day).filter(post__roles__role=role)
    return rows.distinct().order_by("post__order", "pk")


def in_post(unit: Unit, title: str) -> QuerySet[Appointment]:
    """Those who hold the post of a title in a unit."""
    return valid_appointments().filter(_inside(unit), post__title=title)


def heads_of(unit: Unit) -> QuerySet[Appointment]:
    """处室负责人."""
    return with_role(unit, Role.HEAD)


def in_charge_of(unit: Unit) -> QuerySet[Appointment]:
    """分管领导 of a department; of a whole organ, its leaders."""
    if isinstance(unit, Organ):
        return with_role(unit, Role.LEADER)
    return valid_appointments().filter(post__roles__role=Role.LEADER_IN_CHARGE, post__roles__department=unit)


def department(uid: str | UUID) -> Department | None:
    """A department by uid."""
    return Department.objects.select_related("organ").filter(uid=uid).first()


def unit(uid: str | UUID) -> Unit | None:
    """A department by uid, or an organ."""
    return department(uid) or Organ.objects.filter(uid=uid).first()


def department_of(appointment_uid: str | UUID) -> Department | None:
    """The department of an appointment, valid or not."""
    return next(iter(_home(appointment=UUID(str(appointment_uid)))), None)


@Kept
def _home(appointment: UUID) -> QuerySet[Department]:
    return Department.objects.select_related("organ").filter(posts__appointments__uid=appointment).order_by()


def departments(uids: Iterable[str]) -> list[Department]:
    """The named departments, in the order of the names."""
    wanted = list(uids)
    found = {str(one.uid): one for one in Department.objects.filter(uid__in=wanted)}
    return [found[uid] for uid in wanted if uid in found]


def appointment(uid: str | UUID) -> Appointment | None:
    """An appointment by uid, valid or not."""
    return Appointment.objects.with_names().filter(uid=uid).first()


def _inside(unit: Unit) -> Q:
    return Q(post__department__organ__in=heirs_of(unit)) if isinstance(unit, Organ) else Q(post__department=unit)


def role_label(role: str) -> str:
    """A role in words."""
    return str(dict(Role.choices).get(role, role))


def named(uids: Iterable[str]) -> dict[str, Appointment]:
    """The named appointments, valid or not, by uid."""
    return {str(one.uid): one for one in Appointment.objects.with_names().filter(uid__in=list(uids))}
