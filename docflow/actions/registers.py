"""取号：numbers are taken late, under the register's lock, inside the action that needs them; a closed register gives none."""

from datetime import date
from uuid import UUID

from docflow.elements.numbering import Number
from docflow.models import Document, IssuingCode, NumberEntry, Register
from docflow.models.registers import NumberState
from office.api import Actor
from office.kernel.clock import day_of, now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.transactions import lock, require_transaction
from office.kernel.wording import full_day, moment_in_words


def open_register(code: IssuingCode, period: str) -> Register:
    """The locked register of a period, opened by its first number. Raises NotAllowed when it is closed."""
    require_transaction()
    register, _ = Register.objects.get_or_create(code=code, period=period)
    return held(register)


def held(register: Register) -> Register:
    """The same register, locked and read anew. Raises NotAllowed when it is closed: nothing in it changes any more."""
    locked = lock(Register.objects.filter(pk=register.pk), "register")
    assert locked is not None, "registers are never deleted"  # noqa: S101 - a foreign key protects them
    if locked.closed_at is not None:
        raise NotAllowed(
            f"登记簿{locked}已于{full_day(day_of(locked.closed_at))}封存，不能再取号、预留或作废。"
            f"成文日期确在{locked.period}年的，请办公室审核岗位在“文号登记”里写明缘由重新启用，再来办理。"
        )
    return locked


def number_text(register: Register, number: int) -> str:
    """云政办发〔2026〕15号."""
    return str(Number(register.code.code, int(register.period), number))


def next_number(document: Document, *, signed_on: date, by: Actor) -> NumberEntry:
    """The next number of the document's 代字 in the year of its 成文日期. A rolled-back action gives it back."""
    register = open_register(document.code, str(signed_on.year))
    register.last += 1
    register.save(update_fields=["last"])
    return NumberEntry.objects.create(
        register=register,
        number=register.last,
        text=str(Number(document.code.code, signed_on.year, register.last)),
        document=document,
        by=by.appointment,
    )


def use_reserved(document: Document, entry_uid: UUID, *, signed_on: date, by: Actor) -> NumberEntry:
    """A number that was reserved in that very register, for this document. Raises SomebodyWasFirst when it is not free any more."""
    register = open_register(document.code, str(signed_on.year))
    entry = register.entries.select_related("by__person").filter(uid=entry_uid).first()
    if entry is None:
        raise Invalid(f"所选的号不是{register}预留的。请刷新页面后另选，或取下一号。", field="number")
    if entry.state != NumberState.RESERVED:
        raise taken(entry)
    entry.state, entry.document, entry.by, entry.at = NumberState.USED, document, by.appointment, now()
    entry.save(update_fields=["state", "document", "by", "at"])
    return entry


def taken(entry: NumberEntry) -> SomebodyWasFirst:
    """Why a reserved number is not free any more: by whom, and when."""
    if entry.state == NumberState.VOID:
        return SomebodyWasFirst(f"“{entry.text}”已经作废。请另选一个预留的号，或取下一号。")
    return SomebodyWasFirst(
        f"“{entry.text}”已由{entry.by.person.name}{moment_in_words(entry.at)}用掉。请另选一个预留的号，或取下一号。"
    )


def void(entry: NumberEntry, *, reason: str) -> None:
    """The number stays in the register, void, with its reason; it is never given again. Raises NotAllowed in a closed register."""
    held(entry.register)
    make_void(entry, reason=reason)


def make_void(entry: NumberEntry, *, reason: str) -> None:
    """The same under a lock that is held already."""
    require_transaction()
    if not reason.strip():
        raise Invalid("请写明作废缘由，登记簿上要留存。", field="reason")
    entry.state, entry.reason, entry.void_at = NumberState.VOID, reason.strip()[:200], now()
    entry.save(update_fields=["state", "reason", "void_at"])
