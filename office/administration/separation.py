"""三员分立：nobody holds two of the three administrator roles, nobody decides about himself, and no organ is left without one."""

from office.actor import Actor
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed
from office.models.organs import Organ
from office.models.people import ADMINISTRATOR_ROLES, Appointment, Person, Role


def refuse_second(person: Person, role: str) -> None:
    """Raises NotAllowed where he holds, or is to hold, another of the three through any post anywhere."""
    held = Appointment.objects.unended(today()).filter(person=person, post__roles__role__in=ADMINISTRATOR_ROLES)
    other = held.exclude(post__roles__role=role).values_list("post__roles__role", flat=True).first()
    if other is not None:
        raise NotAllowed(
            f"{person.name}已任或已定将任{Role(other).label}，不能再任{Role(role).label}："
            "系统管理、安全保密管理、安全审计须由三个人分任。请另选一人，或先免去原来的一项。"
        )


def refuse_himself(by: Actor, person: Person, what: str) -> None:
    """Raises NotAllowed where an administrator acts on himself."""
    if by.person.pk == person.pk:
        raise NotAllowed(f"不能给自己{what}。请由另一位管理员办理。")


def refuse_to_leave_none(organ: Organ, role: str, *leaving: Appointment) -> None:
    """Raises NotAllowed where without these nobody would have one of the three for an organ, in it or above."""
    if role not in ADMINISTRATOR_ROLES:
        return
    above = [int(key) for key in organ.path.split("/") if key]
    held = Appointment.objects.valid_on(today()).filter(post__department__organ__in=above, post__roles__role=role)
    if not held.exclude(pk__in=[one.pk for one in leaving]).filter(until__isnull=True).exists():
        raise NotAllowed(f"{organ}将没有{Role(role).label}岗位的人。请先另任一人，再办这一件。")
