"""处室：设立、修改、撤销、恢复。"""

from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration import words
from office.administration.actions.found_organ import next_order, refuse_closed
from office.administration.history import changed, record_of_organ
from office.administration.policy import SYSTEM
from office.administration.taking import refuse_if_changed, take_department, take_organ, unless_taken
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed
from office.models.people import Appointment, Department

FIELDS = ("name", "is_general_office", "order")
TAKEN = "本机关已有同名的处室。请换一个名称。"


@action
def open_department(
    organ_uid: UUID, *, by: Actor, key: UUID, name: str, is_general_office: bool = False, order: int | None = None
) -> Department:
    """设立处室。"""
    organ, acting = take_organ(organ_uid, by=by, role=SYSTEM)
    refuse_closed(organ)
    place = next_order(organ.departments.all()) if order is None else order
    with unless_taken(TAKEN, field="name"):
        department = Department.objects.create(
            organ=organ,
            name=words.line(name, "处室名称", 80, field="name"),
            is_general_office=is_general_office,
            order=place,
        )
    record_of_organ(acting, "department_opened", organ, f"{organ} {department}")
    return department


@action
def edit_department(
    uid: UUID, *, by: Actor, key: UUID, seen: str, name: str, is_general_office: bool = False, order: int = 0
) -> Department:
    """修改处室：name, kind, place; history keeps what it was called."""
    department, acting = take_department(uid, by=by, role=SYSTEM)
    refuse_ended(department)
    refuse_if_changed(seen, department, *FIELDS)
    before = _shown(department)
    department.name = words.line(name, "处室名称", 80, field="name")
    department.is_general_office, department.order = is_general_office, order
    with unless_taken(TAKEN, field="name"):
        department.save(update_fields=FIELDS)
    if what := changed(before, _shown(department)):
        record_of_organ(acting, "department_edited", department.organ, f"{department.organ} {department}", what)
    return department


@action
def close_department(uid: UUID, *, by: Actor, key: UUID, reason: str) -> Department:
    """撤销处室：with its posts. Refused while somebody holds one of them or is to."""
    department, acting = take_department(uid, by=by, role=SYSTEM)
    refuse_ended(department)
    reason = words.line(reason, "撤销缘由", 200, field="reason")
    held = Appointment.objects.unended(today()).filter(post__department=department).select_related("person")
    names = list(dict.fromkeys(one.person.name for one in held))
    if names:
        raise NotAllowed(
            f"{'、'.join(names[:5])}{'等' * (len(names) > 5)}在{department}还有任职。请先免职或调任，再撤销。"
        )
    department.closed_on = today()
    department.save(update_fields=["closed_on"])
    department.posts.filter(closed_on__isnull=True).update(closed_on=today())
    record_of_organ(acting, "department_closed", department.organ, f"{department.organ} {department}", reason)
    return department


@action
def reopen_department(uid: UUID, *, by: Actor, key: UUID) -> Department:
    """恢复处室：without its posts, which are reopened one by one."""
    department, acting = take_department(uid, by=by, role=SYSTEM)
    refuse_closed(department.organ)
    if department.closed_on is None:
        raise NotAllowed(f"{department}没有撤销，不用恢复。")
    department.closed_on = None
    with unless_taken(f"本机关现有一个处室也叫“{department}”。请先改它的名称。"):
        department.save(update_fields=["closed_on"])
    record_of_organ(acting, "department_reopened", department.organ, f"{department.organ} {department}")
    return department


def refuse_ended(department: Department) -> None:
    """Raises NotAllowed: nothing is done in a department that is closed, or in an organ that is."""
    refuse_closed(department.organ)
    if department.closed_on is not None:
        raise NotAllowed(f"{department}已撤销。要继续使用，请先在机关页恢复。")


def _shown(department: Department) -> dict[str, str]:
    return {
        "名称": department.name,
        "办公室": "是" if department.is_general_office else "否",
        "排序": str(department.order),
    }
