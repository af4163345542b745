"""定期限、归档：one, or many at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.module_loading import import_string

from archive.actions.batch import Batch, do_each
from archive.models import Record, State, UnitCode
from archive.numbering import is_registered, take_item
from archive.policy import records
from archive.standing import ask
from archive.wording import retention_in_words
from office.api import Actor, action, enqueue, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid

CHECK = "archive.tasks.check_record"
_RETENTION = re.compile(r"Y|D[1-9]\d{0,2}")


@dataclass(frozen=True)
class Choice:
    """What the archivist decided about one record."""

    uid: UUID
    retention: str
    unit: str = ""


@action
def confirm_retention(record_uid: UUID, retention: str, unit: str = "", *, by: Actor, key: UUID) -> Record:
    """归档：the archivist confirms how long it is kept; it gets its 件号 and 档号, and the check begins.

    A record that is filed anew keeps its number unless its class is another now. Raises SomebodyWasFirst, Invalid.
    """
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("归档", item)
    before = (item.year, item.retention, item.unit) if item.code else None
    item.retention, item.unit = retention_given(retention), unit_given(item, unit)
    if is_registered(item) or before != (item.year, item.retention, item.unit):  # an older form stays as it was brought
        item.item, item.code = take_item(item)
        crash.point("archive.number_taken")
    item.confirmed_by, item.confirmed_at = by.appointment, now()
    item.state, item.why, item.moved_at = State.CHECKING, "", now()
    item.save()
    record(
        by,
        "archive.confirmed",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        code=item.code,
        retention=item.retention,
        proposed=item.proposed,
        opinion=f"定保管期限{retention_in_words(item.retention)}，档号{item.code}",
    )
    ask_for_check(item)
    return item


def confirm_each(choices: Iterable[Choice], *, by: Actor, key: UUID) -> Batch:
    """The same for many, each an act of its own: one that cannot be done keeps no other from being done. Raises Invalid for too many."""
    wanted = {one.uid: one for one in choices}

    def deed(uid: UUID, own: UUID) -> Record:
        return confirm_retention(uid, wanted[uid].retention, wanted[uid].unit, by=by, key=own)

    return do_each(wanted, deed, doing="归档", key=key)


def ask_for_check(item: Record) -> None:
    """The job that checks it; asked for twice while it is open it is one."""
    enqueue(import_string(CHECK), str(item.uid), key=f"archive/check/{item.uid}/{item.revision}")


def retention_given(retention: str) -> str:
    """A code of a retention. Raises Invalid."""
    code = retention.strip().upper()
    if not _RETENTION.fullmatch(code):
        raise Invalid("没有归档：还没有定保管期限。请选永久、30年或10年。", field="retention")
    return code


def unit_given(item: Record, unit: str) -> str:
    """机构代码 of the fonds, or that with which the record came, or none. Raises Invalid for one that is not there."""
    code, fonds = unit.strip(), item.fonds
    if code not in {"", item.unit} and not UnitCode.objects.filter(fonds=fonds, code=code).exists():
        raise Invalid(f"没有归档：{fonds.name}没有机构代码“{code}”。请重新选机构。", field="unit")
    return code
