"""封存登记簿与重新启用：a period's register is closed when nothing in it is open any more, and opened again only with a reason.

The clerk who keeps the register closes it; the office reviewer, who does not take numbers, opens it again.
"""

from collections.abc import Mapping
from uuid import UUID

from docflow import policy
from docflow.actions.registers import held, make_void
from docflow.models import NumberEntry, Register
from docflow.models.registers import NumberState
from docflow.selectors.registers import awaiting_number
from office.api import Actor, action, record
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.transactions import lock


@action
def close_register(
    register_uid: UUID, *, reasons: Mapping[UUID, str], no_more: bool = False, by: Actor, key: UUID
) -> Register:
    """封存登记簿：`reasons` says of each number that is still reserved why it is void. `no_more` confirms, while the year runs, that no document of it will come."""
    asked = policy.registers.read(register_uid, by=by)
    if not by.has_role(asked.code.organ, policy.CLERK):
        raise NotAllowed("登记簿由本机关的文书封存。")
    if asked.closed_at is not None:
        raise SomebodyWasFirst(f"登记簿{asked}已经封存。请刷新页面查看。")
    register = held(asked)
    _refuse_unfinished(register, no_more=no_more)
    voided = _void_reserved(register, reasons)
    register.closed_at, register.closed_by = now(), by.appointment
    register.save(update_fields=["closed_at", "closed_by"])
    record(
        by,
        "docflow.register_closed",
        stream=f"register:{register.uid}",
        about=register.uid,
        title=str(register),
        last=register.last,
        voided={entry.text: entry.reason for entry in voided},
        opinion=f"编到{register.last}号" + (f"，封存时作废预留的{len(voided)}个" if voided else ""),
    )
    return register


@action
def reopen_register(register_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Register:
    """重新启用登记簿：with its reason; it gives numbers again from where it stood."""
    asked = policy.registers.read(register_uid, by=by)
    if not by.has_role(asked.code.organ, policy.REVIEWER):
        raise NotAllowed("登记簿封存后，由本机关办公室审核岗位重新启用。")
    if not reason.strip():
        raise Invalid("请写明重新启用的缘由，登记簿上要留存。", field="reason")
    register = lock(Register.objects.filter(pk=asked.pk), "register")
    if register is None or register.closed_at is None:
        raise SomebodyWasFirst(f"登记簿{asked}没有封存，或已经重新启用。请刷新页面查看。")
    register.closed_at, register.closed_by = None, None
    register.save(update_fields=["closed_at", "closed_by"])
    record(
        by,
        "docflow.register_reopened",
        stream=f"register:{register.uid}",
        about=register.uid,
        title=str(register),
        opinion=reason.strip(),
    )
    return register


def _refuse_unfinished(register: Register, *, no_more: bool) -> None:
    if waiting := awaiting_number(register).count():
        raise NotAllowed(
            f"还有{waiting}件成文日期在{register.period}年的公文没有编号，不能封存。请先编号，或退回签发环节。"
        )
    if int(register.period) >= today().year and not no_more:
        raise Invalid(
            f"{register.period}年还没有过完。确实不会再有用“{register.code}”的公文的，请勾选确认后再封存。",
            field="no_more",
        )


def _void_reserved(register: Register, reasons: Mapping[UUID, str]) -> list[NumberEntry]:
    reserved = list(register.entries.filter(state=NumberState.RESERVED).order_by("number"))
    if left := [entry.text for entry in reserved if not reasons.get(entry.uid, "").strip()]:
        named = "、".join(left[:3]) + ("等" if len(left) > 3 else "")
        raise Invalid(
            f"没有封存：还有{len(left)}个预留的号没有着落（{named}）。请先用掉，或在下面逐个写明作废缘由。",
            field="reasons",
        )
    for entry in reserved:
        make_void(entry, reason=reasons[entry.uid])
    return reserved
