"""件号与档号：taken late, under the lock of the lowest class that counts them (DA/T 22-2015: 年度, 保管期限, 机构)."""

import re
import unicodedata

from archive.models import Fonds, ItemRegister, Record
from office.kernel.refusals import Invalid
from office.kernel.transactions import lock

PLACE = re.compile(r"\{([^{}:]+)(?::(\d))?\}")


def take_item(item: Record) -> tuple[int, str]:
    """The next 件号 of the record's lowest class, and its 档号 by the template of its fonds. Inside an action that has locked the record."""
    register = _locked(item)
    while True:
        register.last += 1
        code = code_of(item.fonds, item, register.last)
        if not _is_taken(item, code):  # a historical one may bear it
            break
    register.save(update_fields=["last"])
    return register.last, code


def take_given(item: Record, code: str) -> tuple[int | None, str]:
    """The 件号 of a record that came with its 档号: the digits at its end; later ones of its class count on from the highest.

    Raises Invalid where the 档号 is another's.
    """
    if _is_taken(item, code):
        raise Invalid(f"档号“{code}”已是另一件的。请核对原目录，改正后再导入。", field="code")
    found = re.search(r"(?<!\d)(\d{1,6})$", unicodedata.normalize("NFKC", code))
    if found is None:
        return None, code
    register = _locked(item)
    if register.last < int(found[1]):
        register.last = int(found[1])
        register.save(update_fields=["last"])
    return int(found[1]), code


def code_of(fonds: Fonds, item: Record, number: int) -> str:
    """档号 by the template; a part that is empty goes together with the joiner before it."""
    parts = {
        "全宗号": fonds.code,
        "门类": item.category,
        "年度": f"{item.year}",
        "保管期限": item.retention,
        "机构": item.unit,
        "件号": f"{number}",
    }
    template = fonds.template
    for name in [name for name, value in parts.items() if not value]:
        template = re.sub(rf"[-·]?\{{{name}(?::\d)?\}}", "", template)
    return PLACE.sub(lambda one: parts.get(one[1], one[0]).zfill(int(one[2] or 0)), template)


def _is_taken(item: Record, code: str) -> bool:
    return Record.objects.filter(fonds=item.fonds, code=code).exclude(pk=item.pk).exists()


def _locked(item: Record) -> ItemRegister:
    lowest = {
        "fonds": item.fonds,
        "category": item.category,
        "year": item.year,
        "retention": item.retention,
        "unit": item.unit,
    }
    ItemRegister.objects.bulk_create([ItemRegister(**lowest)], ignore_conflicts=True)
    register = lock(ItemRegister.objects.filter(**lowest), "item_register")
    assert register is not None  # noqa: S101 - made a line above, and never deleted
    return register
