"""登记楼宇、会议室、设备和照片。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from meetings.models import Admits, Building, Equipment, OpenHours, Room
from meetings.models.rooms import A_DAY, LONGEST_BOOKING
from meetings.policy import buildings, departments_of, rooms
from office.api import Actor, Department, Organ, Post, action, keep, record
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text

WEBP = "image/webp"


@dataclass(frozen=True, kw_only=True)
class Premises:
    """A building as its form says it."""

    organ: UUID
    name: str
    kept_by: UUID
    place: str = ""


@action
def save_building(building_uid: UUID | None, said: Premises, *, by: Actor, key: UUID) -> Building:
    """登记楼宇：by the system administrator of its organ, who names the department that keeps it; its keepers mend name and place."""
    name, place = (
        clean_line(said.name, "楼宇名称", 60, field="name"),
        clean_line(said.place, "地址", 120, field="place"),
    )
    if not name:
        raise Invalid("没有登记：请写楼宇名称。", field="name")
    building = Building() if building_uid is None else buildings.take(building_uid, by=by)
    if building_uid is None or buildings.organs(by).filter(pk=building.organ_id).exists():
        building.organ, building.kept_by = _whose(said, building if building_uid else None, by=by)
    building.name, building.place = name, place
    same = Building.objects.filter(organ=building.organ, name=name).exclude(pk=building.pk)
    if same.exists():
        raise Invalid(f"没有登记：{building.organ}已有“{name}”。请另取名称。", field="name")
    building.save()
    record(by, "meetings.building_saved", stream=f"building:{building.uid}", about=building.uid, title=name)
    return building


def _whose(said: Premises, building: Building | None, *, by: Actor) -> tuple[Organ, Department]:
    organ = building.organ if building else buildings.organs(by).filter(uid=said.organ).first()
    if organ is None:
        raise NotThere("该机关")
    keeper = buildings.keepers(organ).filter(uid=said.kept_by).first()
    if keeper is None:
        raise Invalid("没有登记：请选择由哪个处室管理。", field="kept_by")
    return organ, keeper


@dataclass(frozen=True, kw_only=True)
class Described:
    """A room and its rules as its form says them. `hours`: weekday → (opens, closes) in minutes."""

    building: UUID
    name: str
    seats: int
    floor: str = ""
    note: str = ""
    equipment: Sequence[UUID] = ()
    admits: str = Admits.ORGAN
    organs: Sequence[UUID] = ()
    departments: Sequence[UUID] = ()
    approved_by: UUID | None = None
    longest_minutes: int = 8 * 60
    days_ahead: int = 90
    arrival_minutes: int = 0
    offer_hours: int = 4
    reconfirm_weeks: int = 0
    in_use: bool = True
    hours: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@action
def save_room(room_uid: UUID | None, said: Described, *, by: Actor, key: UUID) -> Room:
    """登记会议室：by who keeps its building. Bookings that are there stay, also where the new rules would not let them in."""
    building = Building.objects.filter(uid=said.building, kept_by__in=departments_of(by)).first()
    if building is None:
        raise NotThere("该楼宇")
    room = Room() if room_uid is None else rooms.take_kept(room_uid, by=by)
    _check(said)
    name = clean_line(said.name, "会议室名称", 60, field="name")
    if not name:
        raise Invalid("没有登记：请写会议室名称。", field="name")
    if Room.objects.filter(building=building, name=name).exclude(pk=room.pk).exists():
        raise Invalid(f"没有登记：{building}已有“{name}”。请另取名称。", field="name")
    room.building, room.name = building, name
    room.floor, room.note = (
        clean_line(said.floor, "楼层", 20, field="floor"),
        clean_text(said.note, "说明", 400, field="note"),
    )
    for one in (
        "seats",
        "admits",
        "longest_minutes",
        "days_ahead",
        "arrival_minutes",
        "offer_hours",
        "reconfirm_weeks",
        "in_use",
    ):
        setattr(room, one, getattr(said, one))
    room.approved_by = _approver(said, building)
    room.save()
    room.equipment.set(Equipment.objects.filter(organ=building.organ_id, uid__in=said.equipment))
    room.admitted_organs.set(Organ.objects.open().filter(uid__in=said.organs) if said.admits == Admits.LISTED else ())
    room.admitted_departments.set(_departments(said, building))
    room.hours.all().delete()
    OpenHours.objects.bulk_create(
        OpenHours(room=room, weekday=n, opens=a, closes=b) for n, (a, b) in sorted(said.hours.items())
    )
    record(by, "meetings.room_saved", stream=f"room:{room.uid}", about=room.uid, title=name)
    return room


def _check(said: Described) -> None:
    if not 1 <= said.seats <= 20_000:
        raise Invalid("没有登记：座位数须在1至20000之间。", field="seats")
    if not 15 <= said.longest_minutes <= LONGEST_BOOKING:
        raise Invalid("没有登记：一次最长须在15分钟至7天之间。", field="longest_minutes")
    if not 1 <= said.days_ahead <= 1000:
        raise Invalid("没有登记：最多提前的天数须在1至1000之间。", field="days_ahead")
    if not 0 <= said.arrival_minutes <= 240:
        raise Invalid("没有登记：确认到场的分钟数须在0至240之间，0为不要求。", field="arrival_minutes")
    if not 1 <= said.offer_hours <= 72:
        raise Invalid("没有登记：为候补保留的小时数须在1至72之间。", field="offer_hours")
    if not 0 <= said.reconfirm_weeks <= 52:
        raise Invalid("没有登记：系列再确认的周数须在0至52之间，0为不要求。", field="reconfirm_weeks")
    if said.admits not in Admits.values:
        raise Invalid("没有登记：请选择谁可以预订。", field="admits")
    if not said.hours:
        raise Invalid("没有登记：请至少写一天的可预订时间。", field="hours")
    if any(not 0 <= a < b <= A_DAY or not 0 <= n <= 6 for n, (a, b) in said.hours.items()):
        raise Invalid("没有登记：可预订时间的结束须在开始之后。", field="hours")
    if said.admits == Admits.LISTED and not said.organs and not said.departments:
        raise Invalid("没有登记：选了“指定的机关和处室”，请至少指定一个。", field="organs")


def _approver(said: Described, building: Building) -> Post | None:
    if said.approved_by is None:
        return None
    found = Post.objects.open().filter(uid=said.approved_by, department__organ=building.organ_id).first()
    if found is None:
        raise Invalid("没有登记：请选择本机关的审批岗位。", field="approved_by")
    return found


def _departments(said: Described, building: Building) -> list[Department]:
    if said.admits != Admits.LISTED:
        return []
    return list(Department.objects.open().filter(uid__in=said.departments, organ=building.organ_id))


@action
def add_equipment(building_uid: UUID, name: str, *, by: Actor, key: UUID) -> Equipment:
    """登记设备：a kind of thing that rooms of the organ have."""
    building = Building.objects.filter(uid=building_uid, kept_by__in=departments_of(by)).first()
    if building is None:
        raise NotThere("该楼宇")
    called = clean_line(name, "设备名称", 40, field="name")
    if not called:
        raise Invalid("没有登记：请写设备名称。", field="name")
    made, is_new = Equipment.objects.get_or_create(organ=building.organ, name=called)
    if not is_new:
        raise SomebodyWasFirst(f"没有登记：设备里已有“{called}”。")
    record(by, "meetings.equipment_saved", stream=f"equipment:{made.uid}", about=made.uid, title=called)
    return made


@action
def change_photo(room_uid: UUID, picture: bytes | None, *, by: Actor, key: UUID) -> Room:
    """更换照片：a WebP made of what was brought (`meetings.photo`); None takes the photo away."""
    room = rooms.take_kept(room_uid, by=by)
    room.photo = keep(picture, WEBP) if picture is not None else None
    room.save(update_fields=["photo"])
    record(by, "meetings.photo_changed", stream=f"room:{room.uid}", about=room.uid, title=str(room))
    return room
