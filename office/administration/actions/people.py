"""人员与账号：登记、修改、停用、恢复、重设密码。"""

from uuid import UUID

from django.contrib.auth.hashers import make_password

from office.acting import action
from office.actor import Actor
from office.administration import policy, words
from office.administration.actions.found_organ import refuse_closed
from office.administration.actions.handovers import open_handovers_of
from office.administration.history import changed, record_of_person
from office.administration.initials import initials
from office.administration.policy import SYSTEM
from office.administration.separation import refuse_himself, refuse_to_leave_none
from office.administration.taking import refuse_if_changed, take_account, take_organ, unless_taken
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed
from office.models.people import ADMINISTRATOR_ROLES, Person
from office.sign_in.ending import end_sign_ins

FIELDS = ("name", "pinyin", "phone", "enrolled_in_id")
LOGIN_TAKEN = "这个登录名已有人用。请换一个，例如加上处室或数字。"


@action
def enter_person(
    organ_uid: UUID, *, by: Actor, key: UUID, login: str, name: str, digest: str, pinyin: str = "", phone: str = ""
) -> Person:
    """登记人员：an account without any post yet. `digest` is that of a first password, which he changes before anything else."""
    organ, acting = take_organ(organ_uid, by=by, role=SYSTEM)
    refuse_closed(organ)
    name = words.line(name, "姓名", 40, field="name")
    login = words.login(login.strip())
    if Person.objects.filter(login__iexact=login).exists():
        raise Invalid(LOGIN_TAKEN, field="login")
    with unless_taken(LOGIN_TAKEN, field="login"):
        person = Person.objects.create(
            login=login,
            name=name,
            pinyin=words.pinyin(pinyin.strip()) or initials(name)[:20],
            phone=words.phone(phone),
            password=digest,
            password_is_first=True,
            enrolled_in=organ,
        )
    record_of_person(acting, "person_entered", person, reason=f"登记在{organ.name}")
    return person


@action
def edit_person(
    uid: UUID, *, by: Actor, key: UUID, seen: str, name: str, enrolled_in: UUID, pinyin: str = "", phone: str = ""
) -> Person:
    """修改人员信息：name, initials, telephone, and the organ whose administrator keeps the account. A login never changes."""
    person, acting = take_account(uid, by=by, role=SYSTEM)
    refuse_if_changed(seen, person, *FIELDS)
    organ = policy.organ(enrolled_in, by=acting)
    if organ.pk != person.enrolled_in_id:
        refuse_closed(organ)
        policy.capacity(acting, organ, SYSTEM)
    before = _shown(person)
    had = person.phone
    person.name = words.line(name, "姓名", 40, field="name")
    person.pinyin = words.pinyin(pinyin.strip()) or initials(person.name)[:20]
    person.phone, person.enrolled_in = words.phone(phone), organ
    person.save(update_fields=["name", "pinyin", "phone", "enrolled_in"])
    parts = [
        changed(before, _shown(person)),
        "电话已改" if had != person.phone else "",
    ]  # the number is no part of history
    if what := "；".join(filter(None, parts)):
        record_of_person(acting, "person_edited", person, reason=what)
    return person


@action
def deactivate(uid: UUID, *, by: Actor, key: UUID, reason: str) -> Person:
    """停用账号：every sign-in ends at once and for good; what he alone held is handed to the flow administrators."""
    person, acting = take_account(uid, by=by)
    refuse_himself(by, person, "停用账号")
    reason = words.line(reason, "停用缘由", 200, field="reason")
    if not person.is_active:
        raise NotAllowed(f"{person.name}的账号已经停用。请刷新页面看最新情况。")
    held = list(person.appointments.unended(today()).with_names().prefetch_related("post__roles"))
    for one in held:
        for role in {role.role for role in one.post.roles.all()} & set(ADMINISTRATOR_ROLES):
            refuse_to_leave_none(one.organ, role, one)
    person.is_active, person.password, person.password_is_first = False, make_password(None), False
    person.save(update_fields=["is_active", "password", "password_is_first"])
    end_sign_ins(person)
    open_handovers_of(held)
    record_of_person(acting, "person_deactivated", person, reason=reason)
    return person


@action
def reactivate(uid: UUID, *, by: Actor, key: UUID, digest: str) -> Person:
    """恢复账号：with a first password; his posts that have not ended hold again."""
    person, acting = take_account(uid, by=by)
    if person.is_active:
        raise NotAllowed(f"{person.name}的账号没有停用。请刷新页面看最新情况。")
    person.is_active, person.password, person.password_is_first = True, digest, True
    person.save(update_fields=["is_active", "password", "password_is_first"])
    record_of_person(acting, "person_reactivated", person)
    return person


@action
def reset_password(uid: UUID, *, by: Actor, key: UUID, digest: str) -> Person:
    """重设密码：every sign-in ends at once; a first password is handed over. One's own is changed, not reset."""
    person, acting = take_account(uid, by=by)
    if by.person.pk == person.pk:
        raise NotAllowed("自己的密码请在“修改密码”里改。忘了密码，请另一位管理员重设。")
    if not person.is_active:
        raise NotAllowed(f"{person.name}的账号已停用。请先恢复账号，恢复时会给出新的初始密码。")
    person.password, person.password_is_first = digest, True
    person.save(update_fields=["password", "password_is_first"])
    end_sign_ins(person)
    record_of_person(acting, "password_reset", person)
    return person


def _shown(person: Person) -> dict[str, str]:
    return {
        "姓名": person.name,
        "拼音首字母": person.pinyin,
        "登记机关": person.enrolled_in.name if person.enrolled_in else "",
    }
