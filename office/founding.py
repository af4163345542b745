"""立户：the first organ of a real installation and its three administrators, who are three people so that they check one another."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed
from office.models.organs import Level, Organ, plant
from office.models.people import Appointment, Department, Person, Post, PostRole, Role

DEPARTMENT = "平台管理"
ADMINISTRATORS: dict[Role, str] = {
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全保密管理员",
    Role.AUDITOR: "安全审计员",
}


@dataclass(frozen=True)
class FirstOrgan:
    name: str
    short_name: str
    level: Level
    code: str = ""
    is_government: bool = False


@dataclass(frozen=True)
class Administrator:
    """Who fills one of the three posts; the password is kept as a digest only, and is to be changed at the first sign-in."""

    login: str
    name: str
    password: str

    def __repr__(self) -> str:
        return f"<Administrator {self.login}>"


def refuse_if_founded() -> None:
    """Raises NotAllowed where an organ is there already."""
    if (there := Organ.objects.first()) is not None:
        raise NotAllowed(f"这里已有机关“{there.name}”，不能再次立户。增加机关和人员请由系统管理员在平台内办理。")


def found(first: FirstOrgan, administrators: dict[Role, Administrator]) -> Organ:
    """Make the organ, a department for the administrators, their posts and logins; all or nothing.

    Raises NotAllowed where an organ is there already, Invalid where a name, a login or a password cannot be taken.
    """
    if set(administrators) != set(ADMINISTRATORS):
        raise Invalid("系统管理员、安全保密管理员、安全审计员三个岗位须各有一人。")
    if len({one.login for one in administrators.values()}) < len(ADMINISTRATORS):
        raise Invalid("三个管理员须是三个不同的人，登录名不能相同。")
    with transaction.atomic():
        refuse_if_founded()
        organ = _plant(first)
        department = Department.objects.create(organ=organ, name=DEPARTMENT)
        for order, (role, title) in enumerate(ADMINISTRATORS.items()):
            post = Post.objects.create(department=department, title=title, order=order)
            PostRole.objects.create(post=post, role=role)
            Appointment.objects.create(person=_person(administrators[role], organ), post=post, since=today())
    return organ


def _plant(first: FirstOrgan) -> Organ:
    if not first.name.strip() or not first.short_name.strip():
        raise Invalid("机关须有全称和简称。", field="name")
    if first.code and not (len(first.code) == 18 and first.code.isascii() and first.code.isalnum()):
        raise Invalid("统一社会信用代码是18位数字和大写字母。", field="code")
    return plant(
        None,
        name=first.name.strip(),
        short_name=first.short_name.strip(),
        level=first.level,
        code=first.code.upper() or None,
        is_government=first.is_government,
    )


def _person(one: Administrator, organ: Organ) -> Person:
    # whoever ran the command knows all three
    person = Person(login=one.login, name=one.name, enrolled_in=organ, password_is_first=True)
    person.set_password(one.password)
    try:
        person.full_clean()
        validate_password(one.password, person)
    except ValidationError as error:
        raise Invalid(f"{one.login or '（无登录名）'}：{''.join(error.messages)}", field=one.login) from None
    person.save()
    return person
