"""岗位：设立、修改、撤销、恢复。"""

from collections.abc import Iterable
from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration import words
from office.administration.actions.departments import refuse_ended
from office.administration.actions.found_organ import next_order
from office.administration.history import changed, record_of_organ
from office.administration.policy import SYSTEM, administrator_role
from office.administration.selectors.structure import duties_in_words
from office.administration.taking import refuse_if_changed, take_department, take_post, unless_taken
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed
from office.models.people import ADMINISTRATOR_ROLES, Department, Post, PostRole, Role

FIELDS = ("title", "order", "duties")
TAKEN = "该处室已有同名的岗位。请换一个职务名称。"
ORDINARY_ROLES = tuple(role for role in Role if role not in ADMINISTRATOR_ROLES and role != Role.LEADER_IN_CHARGE)


@action
def open_post(
    department_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    title: str,
    roles: Iterable[str] = (),
    in_charge_of: Iterable[UUID] = (),
    order: int | None = None,
) -> Post:
    """设立岗位：its title, what it does in the running of papers, and the departments that it is in charge of (分管)."""
    department, acting = take_department(department_uid, by=by, role=SYSTEM)
    refuse_ended(department)
    place = next_order(department.posts.all()) if order is None else order
    with unless_taken(TAKEN, field="title"):
        post = Post.objects.create(
            department=department, title=words.line(title, "职务", 60, field="title"), order=place
        )
    _give(post, roles, in_charge_of)
    record_of_organ(acting, "post_opened", department.organ, str(post), duties(post))
    return post


@action
def edit_post(
    uid: UUID,
    *,
    by: Actor,
    key: UUID,
    seen: str,
    title: str,
    roles: Iterable[str] = (),
    in_charge_of: Iterable[UUID] = (),
    order: int = 0,
) -> Post:
    """修改岗位：title, place, roles and 分管; an administrator's post keeps its role, which is not the system administrator's to give."""
    post, acting = take_post(uid, by=by, role=SYSTEM)
    refuse_ended(post.department)
    refuse_no_more(post)
    refuse_if_changed(seen, with_duties(post), *FIELDS)
    before = _shown(post)
    post.title, post.order = words.line(title, "职务", 60, field="title"), order
    with unless_taken(TAKEN, field="title"):
        post.save(update_fields=["title", "order"])
    wanted = set(roles), set(in_charge_of)
    if administrator_role(post):
        if any(wanted):
            raise NotAllowed("管理员岗位不兼别的职责。请另设一个岗位。")
    elif wanted != held_duties(post):
        if post.appointments.unended(today()).filter(person=by.person).exists():
            raise NotAllowed("不能改自己所任岗位的职责。请由另一位系统管理员办理。")
        post.roles.all().delete()
        _give(post, *wanted)
    if what := changed(before, _shown(Post.objects.get(pk=post.pk))):
        record_of_organ(acting, "post_edited", post.department.organ, str(post), what)
    return post


@action
def close_post(uid: UUID, *, by: Actor, key: UUID, reason: str) -> Post:
    """撤销岗位：only a vacant one."""
    post, acting = take_post(uid, by=by)
    refuse_no_more(post)
    reason = words.line(reason, "撤销缘由", 200, field="reason")
    names = [one.person.name for one in post.appointments.unended(today()).select_related("person")]
    if names:
        raise NotAllowed(f"{'、'.join(names)}还任{post.title}。请先免职或调任，再撤销岗位。")
    post.closed_on = today()
    post.save(update_fields=["closed_on"])
    record_of_organ(acting, "post_closed", post.department.organ, str(post), reason)
    return post


@action
def reopen_post(uid: UUID, *, by: Actor, key: UUID) -> Post:
    """恢复岗位。"""
    post, acting = take_post(uid, by=by)
    refuse_ended(post.department)
    if post.closed_on is None:
        raise NotAllowed(f"{post.title}没有撤销，不用恢复。")
    post.closed_on = None
    with unless_taken(f"该处室现有一个岗位也叫“{post.title}”。请先改它的名称。"):
        post.save(update_fields=["closed_on"])
    record_of_organ(acting, "post_reopened", post.department.organ, str(post))
    return post


def refuse_no_more(post: Post) -> None:
    """Raises NotAllowed: a closed post is not filled or changed."""
    if post.closed_on is not None:
        raise NotAllowed(f"{post.title}已撤销。要继续使用，请先恢复。")


def held_duties(post: Post) -> tuple[set[str], set[UUID]]:
    """Its ordinary roles, and the uids of the departments that it is in charge of."""
    held = post.roles.select_related("department")
    return (
        {one.role for one in held if one.department is None and one.role not in ADMINISTRATOR_ROLES},
        {one.department.uid for one in held if one.department is not None},
    )


def duties(post: Post) -> str:
    """All that a post does, in words, as it is now."""
    return duties_in_words(post.roles.select_related("department").order_by("pk"))


def with_duties(post: Post) -> Post:
    """The same, with its duties as a text beside its columns, for the mark that a form carries."""
    post.duties = duties(post)  # type: ignore[attr-defined] # read by `mark` alone
    return post


def _give(post: Post, roles: Iterable[str], in_charge_of: Iterable[UUID]) -> None:
    wanted, charges = list(dict.fromkeys(roles)), list(dict.fromkeys(in_charge_of))
    if set(wanted) & set(ADMINISTRATOR_ROLES):
        raise NotAllowed("系统管理、安全保密管理、安全审计三种职责只由安全保密管理员授予。请先设岗位，再请其授予。")
    if set(wanted) - set(ORDINARY_ROLES):
        raise Invalid("没有这种职责。请从列出的里面选。", field="roles")
    organ = post.department.organ
    departments = Department.objects.open().filter(organ=organ, uid__in=charges)
    if len(departments) != len(charges):
        raise Invalid("分管的处室须是本机关现有的处室。请重新选择。", field="in_charge_of")
    PostRole.objects.bulk_create(
        [PostRole(post=post, role=role) for role in wanted]
        + [PostRole(post=post, role=Role.LEADER_IN_CHARGE, department=one) for one in departments]
    )


def _shown(post: Post) -> dict[str, str]:
    return {"职务": post.title, "职责": duties(post), "排序": str(post.order)}
