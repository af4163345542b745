"""Who may read and do what with briefs, items, issues and requests, said for a row and for a list.

A brief is read by its unit and by the desk; an item and an issue in the making by the desk; an issue that is out by its readers too.
Every act locks the desk that it belongs to: what is edited at one desk is edited one act after the other.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from docflow.briefs.models import AskedUnit, Brief, BriefRequest, Desk, Issue, IssueState, Item, Periodical
from docflow.briefs.models.units import OfUnit
from office.api import (
    Actor,
    Appointment,
    Organ,
    Unit,
    appointment_key,
    department_key,
    read_one,
    readable,
    role_key,
    valid_appointments,
    with_role,
)
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

REVIEWER = "office_reviewer"
"""The general office sets a desk up, and edits where no department does."""
SIGNERS = ("leader", "leader_in_charge", REVIEWER)
AT_THE_DOOR = ("document_clerk", REVIEWER)
OF_AN_ORGAN = (*AT_THE_DOOR, "leader")
"""Who knows there of what a whole organ reports, besides whoever wrote it."""
APPROVERS = ("leader", REVIEWER)
"""Who looks over what a whole organ reports."""
WHY, WHY_DESK = "信息", "信息编辑"
"""Of a unit and of readers; of those who edit. A department may be both."""


class Briefs:
    """信息."""

    def readable(self, by: Actor) -> QuerySet[Brief]:
        return readable(Brief.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Brief:
        """One he may read; not his and not there are one refusal."""
        rows = Brief.objects.select_related("desk__organ", "organ", "department", "by__person", "request", "item")
        return read_one(rows, uid, by, called="该信息")

    def take(self, uid: UUID, *, by: Actor) -> Brief:
        """The same, nothing else happening at its desk meanwhile."""
        _lock(self.read(uid, by=by).desk_id)
        return self.read(uid, by=by)


class Items:
    """稿件."""

    def readable(self, by: Actor) -> QuerySet[Item]:
        return readable(Item.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Item:
        rows = Item.objects.select_related("desk__organ", "editor__person", "editor__post__department__organ")
        return read_one(rows, uid, by, called="该稿件")

    def take(self, uid: UUID, *, by: Actor) -> Item:
        _lock(self.read(uid, by=by).desk_id)
        return self.read(uid, by=by)

    def ask_editor(self, item: Item, *, by: Actor) -> Actor:
        """He, who has it in hand; or NotAllowed, which names who has."""
        ask_editor(item.desk, by=by)
        mine = next((one for one in by.appointments if one.pk == item.editor_id), None)
        if mine is None:
            raise NotAllowed(f"这件稿件在{item.editor.person.name}手里。要由您来编，请先“接手”。")
        return by.acting_as(mine)


class Issues:
    """一期刊物."""

    def readable(self, by: Actor) -> QuerySet[Issue]:
        return readable(Issue.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Issue:
        rows = Issue.objects.select_related(
            "periodical__desk__organ", "editor__person", "signer__person", "proof", "file"
        )
        return read_one(rows, uid, by, called="这一期")

    def take(self, uid: UUID, *, by: Actor) -> Issue:
        _lock(self.read(uid, by=by).periodical.desk_id)
        return self.read(uid, by=by)

    def may_sign(self, issue: Issue, *, by: Actor) -> Appointment | None:
        """His post, where it waits for him to sign."""
        if issue.state != IssueState.TO_SIGN:
            return None
        return next((one for one in by.appointments if one.pk == issue.signer_id), None)


class Requests:
    """约稿."""

    def readable(self, by: Actor) -> QuerySet[BriefRequest]:
        return readable(BriefRequest.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> BriefRequest:
        rows = BriefRequest.objects.select_related("desk__organ", "by__person")
        return read_one(rows, uid, by, called="该约稿")

    def take(self, uid: UUID, *, by: Actor) -> BriefRequest:
        _lock(self.read(uid, by=by).desk_id)
        return self.read(uid, by=by)


def lock_desk(desk: Desk) -> None:
    """Nothing else happens at the desk until this action ends."""
    _lock(desk.pk)


def editing(desk: Desk, *, by: Actor) -> Appointment | None:
    """The post in which he edits there."""
    for one in by.appointments:
        if desk.department_id is not None and one.department.pk == desk.department_id:
            return one
    return in_role(desk.organ_id, (REVIEWER,), by=by)


def ask_editor(desk: Desk, *, by: Actor) -> Actor:
    """He in that capacity, or NotAllowed."""
    found = editing(desk, by=by)
    if found is None:
        raise NotAllowed(f"{desk}的信息由{desk.department or '办公室审核岗位'}编辑。请与他们联系。")
    return by.acting_as(found)


def desks_edited(by: Actor) -> list[Desk]:
    """The desks where he edits, one that is closed too."""
    departments = [one.department.pk for one in by.appointments]
    organs = {organ for organ, role in by.roles if role == REVIEWER}
    rows = Desk.objects.filter(Q(department__in=departments) | Q(organ__in=organs))
    return list(rows.select_related("organ", "department").distinct())


def ask_edited_desk(uid: UUID | None, *, by: Actor) -> tuple[Desk, Actor]:
    """One of them, and he in that capacity; without a uid the first. Raises NotThere, and NotAllowed where he edits nowhere."""
    desks = desks_edited(by)
    if not desks:
        raise NotAllowed("信息由编辑处室或办公室审核岗位编辑。请与本机关办公室联系。")
    found = next((one for one in desks if uid is None or one.uid == uid), None)
    if found is None:
        raise NotThere("该信息工作台")
    return found, ask_editor(found, by=by)


def organs_set_up(by: Actor) -> list[Organ]:
    """The organs whose desk he sets up."""
    found = {one.organ.pk: one.organ for one in by.appointments if _has(one, (REVIEWER,))}
    return list(found.values())


def ask_set_up(uid: UUID | None, *, by: Actor) -> tuple[Organ, Actor]:
    """One of them, and he in that capacity. Raises NotAllowed, NotThere."""
    if not organs_set_up(by):
        raise NotAllowed("信息工作台由办公室审核岗位设置。请与本机关办公室联系。")
    for one in by.appointments:
        if _has(one, (REVIEWER,)) and (uid is None or one.organ.uid == uid):
            return one.organ, by.acting_as(one)
    raise NotThere("该信息工作台")


def desks_for(by: Actor) -> list[tuple[Desk, Actor]]:
    """The desks that take what he reports, each with him in the capacity in which he does: his own organ's first."""
    desks = Desk.objects.filter(in_use=True).select_related("organ__parent", "department")
    found = [(one, by.acting_as(mine)) for one in desks if (mine := _reporting(one, by=by)) is not None]
    return sorted(found, key=lambda one: one[0].organ_id != one[1].organ.pk)


def ask_desk_for(uid: UUID | None, *, by: Actor) -> tuple[Desk, Actor]:
    """One of them; without a uid the first. Raises NotThere, and NotAllowed where there is none."""
    desks = desks_for(by)
    if not desks:
        raise NotAllowed("还没有接收您单位信息的工作台。请与本机关办公室联系。")
    found = next((one for one in desks if uid is None or one[0].uid == uid), None)
    if found is None:
        raise NotThere("该信息工作台")
    return found


def unit_of(desk: Desk, by: Actor) -> Unit:
    """For whom he reports there: his department at his own organ's desk, else his organ."""
    return by.department if by.organ.pk == desk.organ_id else by.organ


def of_unit(row: OfUnit, *, by: Actor) -> Appointment | None:
    """The post in which he is of the unit."""
    return of_unit_keys(row.organ_id, row.department_id, by=by)


def of_unit_keys(organ: int, department: int | None, *, by: Actor) -> Appointment | None:
    """The same of a unit by its row keys."""
    if department is not None:
        return next((one for one in by.appointments if one.department.pk == department), None)
    return in_role(organ, OF_AN_ORGAN, by=by)


def own(brief: Brief, *, by: Actor) -> Appointment | None:
    """The post in which he may go on with a brief of his unit: who wrote it, and the unit's people."""
    mine = next((one for one in by.appointments if one.pk == brief.by_id), None)
    return mine or of_unit(brief, by=by)


def ask_own(brief: Brief, *, by: Actor) -> Actor:
    found = own(brief, by=by) or approving(brief, by=by)
    if found is None:
        raise NotAllowed(f"这条信息是{brief.unit_name}的，由他们来办。")
    return by.acting_as(found)


def approving(row: OfUnit, *, by: Actor) -> Appointment | None:
    """The post in which he looks over what the unit reports: its head, who is in charge of it; of an organ its leaders and its office."""
    if row.department_id is None:
        return in_role(row.organ_id, APPROVERS, by=by)
    for one in by.appointments:
        roles = list(one.post.roles.all())
        heads = one.department.pk == row.department_id and any(held.role == "head" for held in roles)
        if heads or any(held.department_id == row.department_id for held in roles):
            return one
    return None


def ask_approver(brief: Brief, *, by: Actor) -> Actor:
    found = approving(brief, by=by)
    if found is None:
        raise NotAllowed(f"要由{brief.unit_name}的负责人审核。请送他审核。")
    return by.acting_as(found)


def editors_of(desk: Desk) -> list[Appointment]:
    """The people of the editing department; where there is none, or nobody in it, the general office."""
    own_people = valid_appointments().filter(post__department=desk.department_id) if desk.department_id else None
    return (list(own_people) if own_people is not None else []) or list(with_role(desk.organ, REVIEWER))


def signers_of(desk: Desk) -> QuerySet[Appointment]:
    """Who may be asked to sign an issue: the leaders of the organ, and the general office."""
    held = valid_appointments().filter(post__department__organ=desk.organ_id, post__roles__role__in=SIGNERS)
    return held.distinct().order_by("post__department__order", "post__order", "pk")


def keys_of_desk(desk: Desk) -> list[str]:
    """Who edits there."""
    keys = [role_key(desk.organ, REVIEWER)]
    return keys if desk.department is None else [*keys, department_key(desk.department)]


def keys_of_unit(row: OfUnit) -> list[str]:
    """The people of a unit."""
    if row.department is not None:
        return [department_key(row.department)]
    return [role_key(row.organ, role) for role in OF_AN_ORGAN]


def keys_of_readers(periodical: Periodical) -> list[str]:
    """Whom a periodical goes to."""
    keys: list[str] = []
    for one in periodical.readers.select_related("organ", "department", "appointment"):
        keys += [appointment_key(one.appointment)] if one.appointment is not None else keys_of_unit(one)
    return list(dict.fromkeys(keys))


def mine(by: Actor) -> Q:
    """The rows of his units, for a list."""
    departments = [one.department.pk for one in by.appointments]
    organs = {organ for organ, role in by.roles if role in OF_AN_ORGAN}
    return Q(department__in=departments) | Q(department__isnull=True, organ__in=organs)


def asked_of_mine(request: BriefRequest, *, by: Actor) -> list[AskedUnit]:
    """The units that were asked and of which he is."""
    rows: Iterable[AskedUnit] = request.units.select_related("organ", "department")
    return [one for one in rows if of_unit(one, by=by) is not None]


def in_role(organ: int, roles: Sequence[str], *, by: Actor) -> Appointment | None:
    """A post of his in the organ with one of the roles."""
    return next((one for one in by.posts_for(organ) if _has(one, roles)), None)


def _reporting(desk: Desk, *, by: Actor) -> Appointment | None:
    """The post in which he reports there: one in the desk's organ, else one in an organ below the same superior."""
    inside = next((one for one in by.appointments if one.organ.pk == desk.organ_id), None)
    if inside is not None:
        return inside
    above = desk.organ.parent or desk.organ
    for one in by.appointments:
        below = one.organ.path.startswith(above.path) and one.organ.level >= desk.organ.level
        if below and one.organ.pk != desk.organ.parent_id:
            return one
    return None


def _has(one: Appointment, roles: Sequence[str]) -> bool:
    return any(held.role in roles for held in one.post.roles.all())


def _lock(desk: int) -> None:
    lock_only(Desk.objects.filter(pk=desk), "briefs_desk")


briefs, items, issues, requests = Briefs(), Items(), Issues(), Requests()
