"""取件号：numbers are taken late, under the register's lock, inside the action that files; each lowest class counts without a gap.

    item.item, item.code = take_item(item)

The record is locked by the action before (its place in LOCK_ORDER is the earlier one).
"""

from archive.arranging.codes import Parts, Template, code_of, flaw_in, parts_of, retention_words, template_of
from archive.arranging.retention import LEFT_OUT
from archive.models import ItemNumber, ItemRegister, ItemState, Record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.transactions import lock, require_transaction


def take_item(item: Record) -> tuple[int, str]:
    """件号 and 档号 of a record whose class is settled (年度, 保管期限, 机构). A rolled-back action gives the number back.

    Asked again, it is the same answer: a record that comes back from a correction keeps its number, and its 档号 as it was given,
    unless it belongs to another class now: then the old number stays in the register, void, with its reason.
    """
    require_transaction()
    used = _used(item)
    if used is not None and _is_of_its_class(used, item):
        return used.number, used.code
    register = _register(item, template_of(item.fonds.template))
    if used is not None and used.register_id == register.pk:
        return used.number, used.code
    if used is not None:
        _void(used, f"改编到{class_in_words(register)}")
    number = register.last + 1
    while (other := _holder(item, code_of(item.fonds.template, parts_for(item, number)))) is not None:
        _note(register, number, other.code, other)  # came with this code from elsewhere; the register learns of it now
        number += 1
    code = code_of(item.fonds.template, parts_for(item, number))
    _note(register, number, code, item)
    return number, code


def take_given(item: Record, code: str) -> tuple[int, str]:
    """The 件号 of a record that came with its 档号; later ones of its class count on from the highest.

    Raises Invalid where the code does not fit the template and the record's class, or is another's.
    """
    require_transaction()
    template = template_of(item.fonds.template)
    read = parts_of(code, item.fonds.template)
    flaw = flaw_in(code, item.fonds.template, parts_for(item, read.item if read else 1))
    if read is None or flaw is not None:
        raise Invalid(flaw or "", field="code")
    register = _register(item, template)
    used = _used(item)
    if used is not None and (used.register_id, used.number) == (register.pk, read.item):
        return used.number, used.code
    if register.numbers.filter(number=read.item).exists() or _holder(item, code) is not None:
        raise Invalid(f"档号“{code}”已是另一件的。请核对原目录，改正后再导入。", field="code")
    if used is not None:
        _void(used, f"改用原档号{code}")
    _note(register, read.item, code, item)
    return read.item, code


def keep_older(item: Record, code: str) -> str:
    """The 档号 of a record whose catalogue wrote them in another form than the template's: kept as it is, outside the registers.

    Raises Invalid where it is another's.
    """
    require_transaction()
    if _holder(item, code) is not None:
        raise Invalid(f"档号“{code}”已是另一件的。请核对原目录，改正后再导入。", field="code")
    return code


def forget_given(item: Record) -> None:
    """The number of a record that came with its 档号 and was never filed: free again for whoever bears it in the catalogue it came from."""
    require_transaction()
    ItemNumber.objects.filter(record=item).delete()


def is_registered(item: Record) -> bool:
    """Whether its number stands in a register; that of a 档号 of an older form does not."""
    return _used(item) is not None


def class_of(used: ItemNumber) -> tuple[str, int, str, str]:
    """门类, 年度, 保管期限, 机构 for which a number was given, by whatever template that was."""
    register = used.register
    return register.category, register.year, register.retention, used.unit


def void_item(item: Record, *, reason: str) -> None:
    """作废件号：the record is not to be filed after all; its number stays in the register with the reason and is never given again."""
    require_transaction()
    used = _used(item)
    if used is not None:
        if not reason.strip():
            raise Invalid("请写明作废件号的缘由，登记上要留存。", field="reason")
        _void(used, reason.strip())


def parts_for(item: Record, number: int) -> Parts:
    """What the 档号 of a record says, with a 件号."""
    return Parts(item.fonds.code, item.category, item.year, item.retention, item.unit, number)


def class_in_words(register: ItemRegister) -> str:
    """2026年 永久 BGS."""
    words = f"{register.year}年 {retention_words(register.retention)}"
    return f"{words} {register.unit}" if register.unit else words


def _register(item: Record, template: Template) -> ItemRegister:
    """The locked register of the record's lowest class, opened by its first number."""
    if not item.retention or item.retention == LEFT_OUT:
        raise Invalid(f"《{item.title}》还没有定保管期限，不能编件号。请先定期限。", field="retention")
    register, _ = ItemRegister.objects.get_or_create(
        fonds=item.fonds,
        category=item.category,
        year=item.year,
        retention=item.retention,
        unit=item.unit if template.has_unit else "",
    )
    locked = lock(ItemRegister.objects.filter(pk=register.pk), "item_register")
    assert locked is not None, "registers are never deleted"  # noqa: S101 - a foreign key protects them
    return locked


def _is_of_its_class(used: ItemNumber, item: Record) -> bool:
    return class_of(used) == (item.category, item.year, item.retention, item.unit)


def _used(item: Record) -> ItemNumber | None:
    return ItemNumber.objects.select_related("register").filter(record=item, state=ItemState.USED).first()


def _holder(item: Record, code: str) -> Record | None:
    return Record.objects.filter(fonds=item.fonds, code=code).exclude(pk=item.pk).first()


def _note(register: ItemRegister, number: int, code: str, item: Record) -> None:
    if number > register.last:
        register.last = number
        register.save(update_fields=["last"])
    crash.point("archive.number_counted")
    ItemNumber.objects.create(register=register, number=number, unit=item.unit, code=code, record=item)


def _void(used: ItemNumber, reason: str) -> None:
    used.state, used.reason, used.void_at = ItemState.VOID, reason[:200], now()
    used.save(update_fields=["state", "reason", "void_at"])
