"""收文类别的设置：by the clerks of the organ; a class that has numbers is stopped, never removed."""

from uuid import UUID

from docflow.incoming import policy
from docflow.incoming.actions.numbering import open_classes
from docflow.incoming.models import IncomingClass, Track
from office.api import Actor, action, record
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line
from office.kernel.transactions import lock_only


@action
def add_class(code: str, label: str, track: str, *, by: Actor, key: UUID) -> IncomingClass:
    """增设类别：with a register of its own from its first number on."""
    actor = policy.registrars.ask(by)
    code = clean_line(code, "简称", 8, field="code")
    label = clean_line(label, "名称", 30, field="label")
    if not code or not label or track not in set(Track):
        raise Invalid("请填写简称、名称，并选择批办或阅知。", field="code")
    open_classes(actor.organ)
    order = IncomingClass.objects.filter(organ=actor.organ).count()
    row, made = IncomingClass.objects.get_or_create(
        organ=actor.organ, code=code, defaults={"label": label, "track": track, "order": order}
    )
    if not made:
        raise Invalid(f"已有简称为“{code}”的类别。请换一个简称。", field="code")
    record(actor, "incoming.class_added", stream=f"organ:{actor.organ.uid}", about=row.uid, title=label, code=code)
    return row


@action
def use_class(class_uid: UUID, *, in_use: bool, by: Actor, key: UUID) -> IncomingClass:
    """停用、启用：what is registered already goes on; the last class in use stays."""
    row = IncomingClass.objects.select_related("organ").filter(uid=class_uid).first()
    if row is None:
        raise NotThere("该类别")
    actor = policy.registrars.capacity(by, row.organ)
    if actor is None:
        raise NotThere("该类别")
    lock_only(
        IncomingClass.objects.filter(organ=row.organ), "register"
    )  # the organ's first: two stop one after the other
    others = IncomingClass.objects.filter(organ=row.organ, in_use=True).exclude(pk=row.pk)
    if not in_use and not others.exists():
        raise Invalid("至少要留一个在用的类别。")
    row.in_use = in_use
    row.save(update_fields=["in_use"])
    act = "incoming.class_resumed" if in_use else "incoming.class_stopped"
    record(actor, act, stream=f"organ:{row.organ.uid}", about=row.uid, title=row.label, code=row.code)
    return row
