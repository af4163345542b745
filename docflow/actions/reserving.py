"""预留文号：the next numbers of a register are set aside for documents that are to come. No number is picked, and none becomes a gap."""

from uuid import UUID

from docflow import policy
from docflow.actions.registers import number_text, open_register
from docflow.models import IssuingCode, NumberEntry
from docflow.models.registers import NumberState
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.transactions import lock

AT_ONCE = 20


def years_open() -> tuple[int, int, int]:
    """Which years' numbers may be reserved: this one, the last (late papers) and the next (its first numbers)."""
    this = today().year
    return this, this + 1, this - 1


@action
def reserve(
    code_uid: UUID, *, year: int, count: int, reserved_for: str, reason: str, by: Actor, key: UUID
) -> NumberEntry:
    """预留：the next `count` numbers of a 代字 in a year, for whom and why. → the first of them."""
    code = policy.codes.of_clerk(code_uid, by=by)
    _refuse(year=year, count=count, reserved_for=reserved_for, reason=reason)
    locked = lock(IssuingCode.objects.filter(pk=code.pk), "register")
    if locked is None or not locked.in_use:
        raise NotAllowed(f"代字“{code}”已停用，不能预留。请办公室审核岗位恢复启用，或改选代字。")
    register = open_register(locked, str(year))
    first, register.last = register.last + 1, register.last + count
    register.save(update_fields=["last"])
    crash.point("register.reserved")
    at = now()
    entries = [
        NumberEntry(
            register=register,
            number=number,
            text=number_text(register, number),
            state=NumberState.RESERVED,
            by=by.appointment,
            at=at,
            reserved_at=at,
            reserved_for=reserved_for.strip(),
            reserved_why=reason.strip(),
        )
        for number in range(first, register.last + 1)
    ]
    NumberEntry.objects.bulk_create(entries)
    record(
        by,
        "docflow.numbers_reserved",
        stream=f"register:{register.uid}",
        about=register.uid,
        title=str(register),
        numbers=[entry.text for entry in entries],
        reserved_for=reserved_for.strip(),
        opinion=f"{entries[0].text}{f'至{register.last}号' if count > 1 else ''}，预留给{reserved_for.strip()}：{reason.strip()}",
    )
    return entries[0]


def _refuse(*, year: int, count: int, reserved_for: str, reason: str) -> None:
    if year not in years_open():
        raise Invalid("只能预留今年、明年和上一年的文号。请改选年份。", field="year")
    if not 1 <= count <= AT_ONCE:
        raise Invalid(f"一次预留1至{AT_ONCE}个。请改写个数。", field="count")
    if not reserved_for.strip():
        raise Invalid("请写明预留给哪个处室、哪件公文。", field="reserved_for")
    if not reason.strip():
        raise Invalid("请写明预留的缘由，登记簿上要留存。", field="reason")
