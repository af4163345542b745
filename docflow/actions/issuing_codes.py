"""发文立户：an organ's 代字 is opened, described and taken out of use (条例第三十七条).

The office reviewer does it: he answers for what the organ issues, and takes no numbers himself. The clerk, who takes them, does not
open the books that he keeps.
"""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from docflow import policy
from docflow.elements.kinds import Form
from docflow.elements.numbering import code_flaw
from docflow.models import Document, IssuingCode, Register
from office.api import Actor, Organ, action, record
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.transactions import lock

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a 代字 is and how its documents look: 代字, 用于, 版式, 发文机关标志, 发文机关署名, 印发机关."""

    code: str
    label: str
    form: str
    mark: str
    signature: str
    print_organ: str


@action
def open_issuing_code(organ_uid: UUID, asked: Described, *, by: Actor, key: UUID) -> IssuingCode:
    """发文立户：from now on documents may be drafted and numbered under it."""
    organ = Organ.objects.filter(uid=organ_uid, pk__in=policy.organs_of(by, policy.REVIEWER)).first()
    if organ is None:
        raise NotThere("该机关")
    if organ.is_receiving_point:
        raise NotAllowed(f"{organ}只收文，没有发文字号，不能立户。")
    described = _checked(asked)
    _refuse_taken(described.code, organ)
    try:
        with transaction.atomic():
            code = IssuingCode.objects.create(organ=organ, **asdict(described))
    except IntegrityError as error:
        raise _opened_already(described.code, organ) from error
    _record(by, code, verb="docflow.code_opened", opinion=_told(described), described=asdict(described))
    return code


@action
def change_issuing_code(code_uid: UUID, asked: Described, *, by: Actor, key: UUID) -> IssuingCode:
    """修改：all of it before its first use; afterwards not the 代字 and its 版式, which stand on documents that are out."""
    code = _taken(code_uid, by=by)
    described = _checked(asked)
    before = describe(code)
    if is_used(code) and (described.code, described.form) != (before.code, before.form):
        raise Invalid(
            f"“{code}”已经用过，代字和版式不能再改。要用别的，请另立一户，再把这一个停用。",
            field="code" if described.code != before.code else "form",
        )
    if described.code != before.code:
        _refuse_taken(described.code, code.organ)
    for name, value in asdict(described).items():
        setattr(code, name, value)
    try:
        with transaction.atomic():
            code.save(update_fields=list(asdict(described)))
    except IntegrityError as error:
        raise _opened_already(described.code, code.organ) from error
    changed = {name: value for name, value in asdict(described).items() if value != getattr(before, name)}
    _record(by, code, verb="docflow.code_changed", opinion=_told(described), before=asdict(before), changed=changed)
    return code


@action
def take_out_of_use(code_uid: UUID, *, by: Actor, key: UUID, reason: str) -> IssuingCode:
    """停用：nothing new is drafted or reserved under it; what is under way keeps it to the end."""
    code = _taken(code_uid, by=by)
    if not code.in_use:
        raise SomebodyWasFirst(f"代字“{code}”已经停用。")
    if not reason.strip():
        raise Invalid("请写明停用的缘由。", field="reason")
    code.in_use = False
    code.save(update_fields=["in_use"])
    _record(by, code, verb="docflow.code_taken_out_of_use", opinion=reason.strip())
    return code


@action
def put_into_use(code_uid: UUID, *, by: Actor, key: UUID) -> IssuingCode:
    """恢复启用。"""
    code = _taken(code_uid, by=by)
    if code.in_use:
        raise SomebodyWasFirst(f"代字“{code}”正在使用。")
    code.in_use = True
    code.save(update_fields=["in_use"])
    _record(by, code, verb="docflow.code_put_into_use")
    return code


def is_used(code: IssuingCode) -> bool:
    """Whether a document was begun or a number given or reserved under it."""
    return Document.objects.filter(code=code).exists() or Register.objects.filter(code=code).exists()


def describe(code: IssuingCode) -> Described:
    """What it is now."""
    return Described(
        code=code.code,
        label=code.label,
        form=code.form,
        mark=code.mark,
        signature=code.signature,
        print_organ=code.print_organ,
    )


def _taken(uid: UUID, *, by: Actor) -> IssuingCode:
    policy.codes.of_reviewer(uid, by=by)
    lock(IssuingCode.objects.filter(uid=uid), "register")
    return policy.codes.of_reviewer(uid, by=by)


def _checked(asked: Described) -> Described:
    if flaw := code_flaw(asked.code):
        raise Invalid(flaw, field="code")
    if asked.form not in set(Form):
        raise Invalid("请选择版式。", field="form")
    lines = {
        name: clean_line(getattr(asked, name), word, limit, field=name)
        for name, word, limit in (
            ("label", "用于", 60),
            ("mark", "发文机关标志", LONGEST),
            ("signature", "发文机关署名", LONGEST),
            ("print_organ", "印发机关", LONGEST),
        )
    }
    if empty := next((name for name, line in lines.items() if not line), ""):
        raise Invalid("请填写这一项，拟稿时要用。", field=empty)
    if lines["mark"].endswith("文件"):
        raise Invalid("发文机关标志不写“文件”二字，排版时自动加上。请去掉后再保存。", field="mark")
    return Described(code=asked.code, form=asked.form, **lines)


def _refuse_taken(code: str, organ: Organ) -> None:
    """In one organ a constraint holds it; two organs with one 代字 could not be told apart by their numbers, so that is refused too."""
    other = IssuingCode.objects.filter(code=code).select_related("organ").first()
    if other is None:
        return
    if other.organ_id == organ.pk:
        raise _opened_already(code, organ)
    raise Invalid(f"“{code}”已是{other.organ}的代字，两家同用分不清是谁的文。请换一个。", field="code")


def _opened_already(code: str, organ: Organ) -> Invalid:
    return Invalid(f"{organ}已经有代字“{code}”。停用的可以恢复，不用再立。", field="code")


def _told(described: Described) -> str:
    return f"{described.code}，{described.label}，{described.form}格式，标志“{described.mark}”"


def _record(by: Actor, code: IssuingCode, *, verb: str, **detail: object) -> None:
    record(by, verb, stream=f"code:{code.uid}", about=code.uid, title=f"代字{code}", **detail)
