"""编号与作废：numbers are taken late, under the register's lock, inside the action that needs them."""

from datetime import date

from docflow.elements.numbering import Number
from docflow.models import Document, IssuingCode, NumberEntry, Register
from docflow.models.registers import NumberState
from office.api import Actor
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.transactions import lock, require_transaction


def open_register(code: IssuingCode, period: str) -> Register:
    """The locked register of a period, opened by its first number."""
    require_transaction()
    register, _ = Register.objects.get_or_create(code=code, period=period)
    held = lock(Register.objects.filter(pk=register.pk), "register")
    assert held is not None, "registers are never deleted"  # noqa: S101 - a foreign key protects them
    return held


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


def void(entry: NumberEntry, *, reason: str) -> None:
    """The number stays in the register, void, with its reason; it is never given again."""
    require_transaction()
    if not reason.strip():
        raise Invalid("请写明作废缘由，登记簿上要留存。", field="reason")
    entry.state, entry.reason, entry.void_at = NumberState.VOID, reason.strip(), now()
    entry.save(update_fields=["state", "reason", "void_at"])
