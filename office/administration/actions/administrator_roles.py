"""授予、收回管理员职责：the security administrator's alone."""

from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration import words
from office.administration.actions.departments import refuse_ended
from office.administration.actions.posts import refuse_no_more
from office.administration.history import record_of_organ
from office.administration.policy import SECURITY, administrator_role
from office.administration.separation import refuse_himself, refuse_second, refuse_to_leave_none
from office.administration.taking import take_post, unless_taken
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed
from office.models.people import ADMINISTRATOR_ROLES, Post, PostRole, Role


@action
def give_administrator_role(post_uid: UUID, *, by: Actor, key: UUID, role: str) -> Post:
    """授予管理员职责：to a post that does nothing else; each who holds it must be free of the other two."""
    post, acting = take_post(post_uid, by=by, role=SECURITY)
    refuse_ended(post.department)
    refuse_no_more(post)
    if role not in ADMINISTRATOR_ROLES:
        raise Invalid("请选系统管理、安全保密管理、安全审计中的一种。", field="role")
    if post.roles.exists():
        raise NotAllowed(f"{post.title}已有职责，管理员岗位不兼别的职责。请系统管理员另设一个没有职责的岗位。")
    for one in post.appointments.unended(today()).select_related("person"):
        refuse_himself(by, one.person, "授予管理员职责")
        refuse_second(one.person, role)
    with unless_taken("该岗位刚刚有了管理员职责。请刷新页面看最新情况。"):
        PostRole.objects.create(post=post, role=role)
    record_of_organ(acting, "administrator_role_given", post.department.organ, str(post), str(Role(role).label))
    return post


@action
def take_administrator_role(post_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Post:
    """收回管理员职责：the post and who holds it stay; the right ends at once. Never the last one of its kind for an organ."""
    post, acting = take_post(post_uid, by=by, role=SECURITY)
    role = administrator_role(post)
    if not role:
        raise NotAllowed(f"{post.title}没有管理员职责。请刷新页面看最新情况。")
    reason = words.line(reason, "收回缘由", 200, field="reason")
    holders = list(post.appointments.unended(today()).select_related("person"))
    for one in holders:
        refuse_himself(by, one.person, "收回职责")
    if holders:
        refuse_to_leave_none(post.department.organ, role, *holders)
    post.roles.filter(role=role).delete()
    what = f"{Role(role).label}：{reason}"
    record_of_organ(acting, "administrator_role_taken", post.department.organ, str(post), what)
    return post
