"""编件号：a number of its lowest class, taken late and under the register's lock."""

from archive.models import ItemRegister, Record
from office.kernel.transactions import lock, require_transaction


def take_item(item: Record) -> tuple[int, str]:
    """The next 件号 of a record's class and the 档号 with it; inside an action, the record locked. A record keeps what it has."""
    require_transaction()
    kind = {
        "fonds": item.fonds,
        "category": item.category,
        "year": item.year,
        "retention": item.retention,
        "unit": item.unit,
    }
    if not ItemRegister.objects.filter(**kind).exists():
        ItemRegister.objects.bulk_create([ItemRegister(**kind)], ignore_conflicts=True)
    register = lock(ItemRegister.objects.filter(**kind), "item_register")
    if register is None:
        raise ItemRegister.DoesNotExist(str(kind))
    register.last += 1
    register.save(update_fields=["last"])
    unit = f"-{item.unit}" if item.unit else ""
    code = f"{item.fonds.code}-{item.category}·{item.year}-{item.retention}{unit}-{register.last:04d}"
    return register.last, code


def void_item(item: Record, *, reason: str) -> None:  # noqa: ARG001 - kept by the register of numbers
    """作废件号：the record is not to be filed after all; its number is never given again, for the register has counted past it."""
    require_transaction()
