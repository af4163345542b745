"""议程：its items and their places, for acts that hold the meeting's lock, here and in other apps of the chain."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, F, PositiveSmallIntegerField, Value, When

from meetings.convening.models import AgendaItem, AgendaUnit, Meeting
from meetings.convening.models.agenda import LONGEST_ITEM
from office.api import Appointment, Department, Organ, Unit
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line
from office.kernel.transactions import require_transaction

LONGEST_TITLE, LONGEST_NOTE, MOST_ITEMS = 200, 400, 100
ASIDE = 10_000
"""Places beyond all that are used, while items change theirs: on no engine may two share one even for a moment."""


def append_item(
    meeting: Meeting,
    *,
    title: str,
    minutes: int = 15,
    unit: Unit | None = None,
    reporter: Appointment | None = None,
    note: str = "",
    units: Iterable[Unit] = (),
) -> AgendaItem:
    """列入议程：as the last item. `unit` reports, `units` sit in. Raises Invalid, naming the field."""
    require_transaction()
    place = meeting.items.count() + 1
    if place > MOST_ITEMS:
        raise Invalid(f"没有列入：一次会议最多{MOST_ITEMS}项议程。")
    item = AgendaItem(meeting=meeting, place=place)
    write_item(item, title=title, minutes=minutes, unit=unit, reporter=reporter, note=note)
    set_units(item, units)
    touched(meeting)
    return item


def write_item(
    item: AgendaItem, *, title: str, minutes: int, unit: Unit | None, reporter: Appointment | None, note: str
) -> None:
    """What is said of it, fit to be kept. Raises Invalid, naming the field."""
    item.title = clean_line(title, "议题", LONGEST_TITLE, field="title")
    if not item.title:
        raise Invalid("没有保存：请写议题。", field="title")
    if not 1 <= minutes <= LONGEST_ITEM:
        raise Invalid(f"没有保存：一项议程1至{LONGEST_ITEM}分钟。", field="minutes")
    item.minutes, item.reporter = minutes, reporter
    item.organ, item.department = organ_of(unit), unit if isinstance(unit, Department) else None
    item.note = clean_line(note, "说明", LONGEST_NOTE, field="note")
    item.save()


def set_units(item: AgendaItem, units: Iterable[Unit]) -> None:
    """列席单位 of an item, as they are now."""
    item.units.all().delete()
    AgendaUnit.objects.bulk_create(
        AgendaUnit(item=item, organ=organ_of(one), department=one if isinstance(one, Department) else None)
        for one in dict.fromkeys(units)
    )


def organ_of(unit: Unit | None) -> Organ | None:
    return unit.organ if isinstance(unit, Department) else unit


def take_out(item: AgendaItem) -> None:
    """Those behind it move up."""
    rest = [one for one in order_of(item.meeting) if one != item.pk]
    meeting = item.meeting
    item.delete()
    arrange(meeting, rest)


def order_of(meeting: Meeting) -> list[int]:
    """The row keys of its items, in their order."""
    return list(meeting.items.order_by("place").values_list("pk", flat=True))


def arrange(meeting: Meeting, order: Sequence[int]) -> None:
    """Items in this order, counted from one without a gap. `order` holds the row keys of all of them."""
    require_transaction()
    if order:
        meeting.items.update(place=F("place") + ASIDE)
        places = [When(pk=key, then=Value(n)) for n, key in enumerate(order, 1)]
        meeting.items.update(place=Case(*places, output_field=PositiveSmallIntegerField()))
    touched(meeting)


def touched(meeting: Meeting) -> None:
    """The plan or the agenda is another now."""
    meeting.version += 1
    meeting.save(update_fields=["version"])
