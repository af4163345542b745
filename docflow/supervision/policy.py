"""Who may read and do what with supervised items, said for a row and for a list.

A matter is read by whoever opened it, who supervises in its organ, its responsible leader and the people of its units. That somebody may
read the paper it comes from lets him see that it is supervised, and no more.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from docflow.supervision.models import Assignment, Extension, Feedback, Matter
from office.api import (
    Actor,
    Appointment,
    Organ,
    appointment_key,
    department_key,
    heirs_of,
    may_read,
    read_one,
    readable,
    role_key,
    valid_appointments,
    with_role,
)
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

SUPERVISORS = ("supervisor", "office_reviewer")
"""督查岗位, and the general office, which supervises where there is none."""
OPENERS = (*SUPERVISORS, "leader", "head", "document_clerk")
AT_THE_DOOR = ("document_clerk", "office_reviewer")
"""Who signs for a matter that is given to a whole organ."""
OF_AN_ORGAN = (*AT_THE_DOOR, "leader")
"""Who knows of it there, besides whoever is put in charge."""
LEADERS = ("leader", "leader_in_charge")
WHY = "督办"


class Matters:
    """督办事项."""

    def readable(self, by: Actor) -> QuerySet[Matter]:
        """All he may read."""
        return readable(Matter.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Matter:
        """One he may read; not his and not there are one refusal."""
        rows = Matter.objects.select_related(
            "organ", "leader__person", "supervisor__person", "supervisor__post__department__organ", "opened_by"
        )
        return read_one(rows, uid, by, called="该督办事项")

    def take(self, uid: UUID, *, by: Actor) -> Matter:
        """The same, locked: nothing happens to it or to a part of it meanwhile."""
        self.read(uid, by=by)  # a stranger never locks anything
        lock_only(Matter.objects.filter(uid=uid), "matter")
        return self.read(uid, by=by)

    def supervising(self, matter: Matter, *, by: Actor) -> Appointment | None:
        """The post in which he supervises it."""
        mine = (one for one in by.appointments if one.pk == matter.supervisor_id)
        return next(mine, None) or in_role(matter.organ_id, SUPERVISORS, by=by)

    def closing(self, matter: Matter, *, by: Actor) -> Appointment | None:
        """The post in which he closes it: of a key matter that of its leader, while he is there."""
        if not matter.is_key or not valid_appointments().filter(pk__in=[matter.leader_id]).exists():
            return self.supervising(matter, by=by)
        return next((one for one in by.appointments if one.pk == matter.leader_id), None)

    def urging(self, matter: Matter, *, by: Actor) -> Appointment | None:
        """The post in which he urges: who supervises, who opened it, who answers for it."""
        mine = (one for one in by.appointments if one.pk in {matter.opened_by_id, matter.leader_id})
        return self.supervising(matter, by=by) or next(mine, None)

    def ask_supervisor(self, matter: Matter, *, by: Actor) -> Actor:
        """He in that capacity, or NotAllowed."""
        found = self.supervising(matter, by=by)
        if found is None:
            raise NotAllowed(f"这件事由{matter.supervisor.person.name}督办，由督办人员来办。请与他们联系。")
        return by.acting_as(found)


class Parts:
    """任务: one unit's part of a matter."""

    def find(self, uid: UUID, *, by: Actor) -> Assignment:
        """One of a matter that he may read."""
        found = _parts().filter(uid=uid).first()
        if found is None or not may_read(by, found.matter.uid):
            raise NotThere("该督办任务")
        return found

    def take(self, uid: UUID, *, by: Actor) -> Assignment:
        """The same, its matter locked and open. Raises NotThere, SomebodyWasFirst."""
        matters.take(self.find(uid, by=by).matter.uid, by=by)
        part = self.find(uid, by=by)
        refuse_ended(part.matter)
        return part

    def member(self, part: Assignment, *, by: Actor) -> Appointment | None:
        """The post in which he is of the unit."""
        if part.home is not None:
            return next((one for one in by.appointments if one.department.pk == part.department_id), None)
        mine = (one for one in by.appointments if one.pk == part.undertaker_id)
        return next(mine, None) or in_role(part.organ_id, OF_AN_ORGAN, by=by)

    def leading(self, part: Assignment, *, by: Actor) -> Appointment | None:
        """The post in which he leads the unit: its head, who is in charge of it, or a leader of the organ."""
        for one in by.appointments:
            roles = list(one.post.roles.all())
            if part.department_id is not None:
                heads = one.department.pk == part.department_id and any(held.role == "head" for held in roles)
                if heads or any(held.department_id == part.department_id for held in roles):
                    return one
        return in_role(part.organ_id, ("leader",), by=by)

    def ask_member(self, part: Assignment, *, by: Actor) -> Actor:
        found = self.member(part, by=by) or self.leading(part, by=by)
        if found is None:
            raise NotAllowed(f"这项任务交{part.unit_name}办理，由该单位的人来办。")
        return by.acting_as(found)

    def ask_leader(self, part: Assignment, *, by: Actor) -> Actor:
        found = self.leading(part, by=by)
        if found is None:
            raise NotAllowed(f"要由{part.unit_name}的负责人来办。请送他签发。")
        return by.acting_as(found)


class Feedbacks:
    """反馈."""

    def take(self, uid: UUID, *, by: Actor) -> Feedback:
        """One of a matter that he may read, locked and open."""
        rows = Feedback.objects.select_related("part__matter")
        seen = rows.filter(uid=uid).first()
        if seen is None or not may_read(by, seen.part.matter.uid):
            raise NotThere("该反馈")
        part = parts.take(seen.part.uid, by=by)
        found = Feedback.objects.get(pk=seen.pk)
        found.part = part
        return found


class Extensions:
    """延期."""

    def take(self, uid: UUID, *, by: Actor) -> Extension:
        """One of a matter that he may read, locked and open."""
        seen = Extension.objects.select_related("part__matter").filter(uid=uid).first()
        if seen is None or not may_read(by, seen.part.matter.uid):
            raise NotThere("该延期申请")
        part = parts.take(seen.part.uid, by=by)
        found = Extension.objects.get(pk=seen.pk)
        found.part = part
        return found


def opening(by: Actor) -> Appointment | None:
    """The post in which he opens matters."""
    return next((one for one in by.appointments if _has(one, OPENERS)), None)


def ask_opener(by: Actor) -> Actor:
    """He in that capacity, or NotAllowed."""
    found = opening(by)
    if found is None:
        raise NotAllowed("督办由领导、办公室、督查岗位、文书或处室负责人立项。请与他们联系。")
    return by.acting_as(found)


def organs_supervised(by: Actor) -> list[Organ]:
    """The organs whose supervision he does."""
    found = {one.organ.pk: one.organ for one in by.appointments if _has(one, SUPERVISORS)}
    return list(found.values())


def ask_supervised_organ(uid: UUID, *, by: Actor) -> tuple[Organ, Actor]:
    """One of them, and he in that capacity. Raises NotThere."""
    for one in by.appointments:
        if one.organ.uid == uid and _has(one, SUPERVISORS):
            return one.organ, by.acting_as(one)
    raise NotThere("该机关的督办")


def circle_of(organ: Organ) -> QuerySet[Organ]:
    """Whom an organ may give a matter to: the others below the same superior, of its own level or lower."""
    below = Organ.objects.open().under(organ.parent or organ).filter(level__gte=organ.level)
    return below.exclude(pk__in=[organ.pk, organ.parent_id or organ.pk])


def leaders_of(organ: Organ) -> QuerySet[Appointment]:
    """Who may answer for a matter: the leaders of the organ, and of the one above it."""
    own = with_role(organ, "leader") | with_role(organ, "leader_in_charge")
    above = organ.parent
    return own if above is None else own | with_role(above, "leader") | with_role(above, "leader_in_charge")


def supervisors_of(organ: Organ) -> QuerySet[Appointment]:
    """督查岗位 and the general office's, those first who are there for nothing else."""
    return with_role(organ, "supervisor") | with_role(organ, "office_reviewer")


def keys_of_matter(matter: Matter) -> list[str]:
    """Who reads it wherever it is given."""
    people = [one for one in (matter.opened_by, matter.supervisor, matter.leader) if one is not None]
    return [*(appointment_key(one) for one in people), *(role_key(matter.organ, role) for role in SUPERVISORS)]


def keys_of_part(part: Assignment) -> list[str]:
    """The people of the unit; with whoever is in charge there."""
    if part.home is not None:
        keys = [department_key(part.home)]
    else:
        keys = [role_key(part.organ, role) for role in OF_AN_ORGAN]
    return [*keys, *([appointment_key(part.undertaker)] if part.undertaker is not None else [])]


def may_undertake(part: Assignment) -> QuerySet[Appointment]:
    """Who may be put in charge of it: the department's people; of an organ all, and of a merged one those of its heirs."""
    if part.home is not None:
        return valid_appointments().filter(post__department=part.home)
    return valid_appointments().filter(post__department__organ__in=heirs_of(part.organ))


def parts_of_mine(by: Actor) -> Q:
    """The parts whose unit he is of, for a list."""
    mine = [one.pk for one in by.appointments]
    departments = [one.department.pk for one in by.appointments]
    organs = {organ for organ, role in by.roles if role in OF_AN_ORGAN}
    whole = Q(department__isnull=True) | Q(department__closed_on__lte=today())
    return Q(department__in=departments) | Q(undertaker__in=mine) | (whole & Q(organ__in=organs))


def in_role(organ: int, roles: tuple[str, ...], *, by: Actor) -> Appointment | None:
    """A post of his in the organ with one of the roles."""
    return next((one for one in by.posts_for(organ) if _has(one, roles)), None)


def refuse_ended(matter: Matter) -> None:
    """Raise where it is over, with who ended it and when."""
    if matter.ended_at is not None:
        who, at = matter.ended_names.get("name", ""), moment_in_words(matter.ended_at)
        raise SomebodyWasFirst(f"“{matter}”已由{who}于{at}{matter.get_state_display()[1:]}，不用再办。")


def _parts() -> QuerySet[Assignment]:
    return Assignment.objects.select_related(
        "matter__organ",
        "matter__supervisor__person",
        "matter__leader__person",
        "matter__opened_by",
        "organ",
        "department",
        "undertaker__person",
    )


def _has(one: Appointment, roles: tuple[str, ...]) -> bool:
    return any(held.role in roles for held in one.post.roles.all())


matters, parts, feedbacks, extensions = Matters(), Parts(), Feedbacks(), Extensions()
