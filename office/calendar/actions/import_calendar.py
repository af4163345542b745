"""导入工作日历。"""

from uuid import UUID

from django.db import transaction

from office.acting import action
from office.actor import Actor
from office.calendar import policy
from office.calendar.gate import wait_to_change_the_calendar
from office.calendar.knowing import calendar_in_force, forget
from office.calendar.models import CalendarDay, CalendarTable
from office.calendar.recounting import lock_touched_by, recount
from office.calendar.table import read_table, write_table
from office.calendar.tasks import no_longer_asked_for
from office.calendar.telling import tell
from office.calendar.working_days import KnownYear
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.refusals import SomebodyWasFirst
from office.trail.writing import record

NOTHING = "nothing"


@action
def import_calendar(text: str, *, by: Actor | None, key: UUID, seen: str | None = None) -> CalendarTable:
    """导入工作日历：a year's table (`office.calendar.table`) comes into force; open deadlines are counted anew and their holders told.

    `seen`: the digest of what was in force when he looked at the differences; where that is no longer so, nothing is done. The same
    table again changes nothing. Raises WrongTable, NotAllowed, SomebodyWasFirst.
    """
    importer = policy.importer(by) if by is not None else None
    known = read_table(text)
    wait_to_change_the_calendar(lambda: lock_touched_by(known.year))
    there = CalendarTable.objects.filter(year=known.year, replaced_at__isnull=True).prefetch_related("days").first()
    if there is not None and there.known() == known:
        return there
    if seen is not None and seen != digest_in_force(known.year):
        raise SomebodyWasFirst(f"{known.year}年的工作日历刚刚换过。请重新选表，看过差别再导入。")
    if there is not None:
        CalendarTable.objects.filter(pk=there.pk).update(replaced_at=now())
    crash.point("calendar.replaced")
    row = _store(known, importer)
    recounted = recount(calendar_in_force(), known.year)
    row.moved = sum(one.has_moved for one in recounted)
    row.save(update_fields=["moved"])
    record(
        importer, "calendar.imported", stream=f"calendar:{known.year}", about=row.uid, title=str(row), source=row.source
    )
    no_longer_asked_for(known.year, importer)
    tell(str(row), recounted)
    transaction.on_commit(forget)
    return row


def digest_in_force(year: int) -> str:
    """What the calendar says of a year, as a digest: to see whether it is still the same."""
    known = calendar_in_force().years.get(year)
    return sm3(write_table(known).encode()).hex() if known else NOTHING


def _store(known: KnownYear, importer: Actor | None) -> CalendarTable:
    row = CalendarTable.objects.create(
        year=known.year, source=known.source, imported_by=importer.appointment if importer else None
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(table=row, day=day, is_worked=one.arrangement == "work", is_statutory=one.statutory, name=one.name)
        for day, one in known.days.items()
    )
    return row
