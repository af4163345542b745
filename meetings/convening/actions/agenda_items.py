"""编排议程：add an item, change it, take it out, move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from meetings.convening import life
from meetings.convening.agenda import append_item, arrange, order_of, set_units, take_out, touched, write_item
from meetings.convening.models import AgendaItem, Meeting
from meetings.convening.policy import meetings, refuse_if_newer
from meetings.convening.recording import record_of
from meetings.convening.schedule import moved
from office.api import Actor, Appointment, Department, Organ, Unit, action, valid_appointments
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an item is to say; units and the reporter by their uids."""

    title: str
    minutes: int
    unit: UUID | None = None
    reporter: UUID | None = None
    note: str = ""
    units: Sequence[UUID] = ()


@action
def add_item(uid: UUID, wanted: Wanted, *, by: Actor, key: UUID) -> AgendaItem:
    """加一项：at the end. Two who add at once both have theirs."""
    meeting, actor = _taken(uid, by=by)
    item = append_item(
        meeting,
        title=wanted.title,
        minutes=wanted.minutes,
        unit=unit_of(wanted.unit),
        reporter=_reporter(wanted.reporter),
        note=wanted.note,
        units=_units(wanted.units),
    )
    record_of(meeting, "item_added", actor, f"{item.place}. {item.title}")
    return item


@action
def change_item(uid: UUID, item_uid: UUID, wanted: Wanted, version: int, *, by: Actor, key: UUID) -> AgendaItem:
    """改一项. `version` is the one that he saw. Raises SomebodyWasFirst."""
    meeting, actor = _taken(uid, by=by)
    refuse_if_newer(meeting, version, doing="保存")
    item = item_of(meeting, item_uid)
    write_item(
        item,
        title=wanted.title,
        minutes=wanted.minutes,
        unit=unit_of(wanted.unit),
        reporter=_reporter(wanted.reporter),
        note=wanted.note,
    )
    set_units(item, _units(wanted.units))
    touched(meeting)
    record_of(meeting, "item_changed", actor, f"{item.place}. {item.title}")
    return item


@action
def remove_item(uid: UUID, item_uid: UUID, version: int, *, by: Actor, key: UUID) -> Meeting:
    """去掉一项：those behind it move up."""
    meeting, actor = _taken(uid, by=by)
    refuse_if_newer(meeting, version, doing="去掉")
    item = item_of(meeting, item_uid)
    take_out(item)
    record_of(meeting, "item_removed", actor, f"{item.place}. {item.title}")
    return meeting


@action
def move_item(uid: UUID, item_uid: UUID, place: int, version: int, *, by: Actor, key: UUID) -> AgendaItem:
    """调整次序：to a place, counted from one; the others make room."""
    meeting, actor = _taken(uid, by=by)
    refuse_if_newer(meeting, version, doing="移动")
    item = item_of(meeting, item_uid)
    order = order_of(meeting)
    after = moved(order, item.pk, place)
    if after != order:
        arrange(meeting, after)
        item.refresh_from_db(fields=["place"])
        record_of(meeting, "item_moved", actor, f"{item.place}. {item.title}")
    return item


def item_of(meeting: Meeting, uid: UUID) -> AgendaItem:
    """One of its items. Raises NotThere."""
    found = meeting.items.filter(uid=uid).first()
    if found is None:
        raise NotThere("该议程项")
    return found


def unit_of(uid: UUID | None) -> Unit | None:
    """An organ or a department that is there today. Raises Invalid."""
    if uid is None:
        return None
    found: Unit | None = Department.objects.open().select_related("organ").filter(uid=uid).first()
    found = found or Organ.objects.open().filter(uid=uid).first()
    if found is None:
        raise Invalid("没有保存：所选的单位已经撤并，请重新选择。", field="unit")
    return found


def _units(uids: Sequence[UUID]) -> list[Unit]:
    return [one for uid in uids if (one := unit_of(uid)) is not None]


def _reporter(uid: UUID | None) -> Appointment | None:
    if uid is None:
        return None
    found = valid_appointments().filter(uid=uid).first()
    if found is None:
        raise Invalid("没有保存：所选的汇报人不再任职，请重新选择。", field="reporter")
    return found


def _taken(uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
    meeting, actor = meetings.take_to_organise(uid, by=by)
    if meeting.state not in life.AHEAD:
        raise SomebodyWasFirst(f"没有保存：会议现在是“{meeting.state_in_words}”，议程不再改。")
    return meeting, actor
