"""演示城市的会议室：buildings, rooms and bookings as the people of 会务科 and their colleagues would have made them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from meetings.actions.block import block
from meetings.actions.book import Wish, book
from meetings.actions.decide import approve
from meetings.actions.rooms import Described, Premises, add_equipment, save_building, save_room
from meetings.actions.series import book_series
from meetings.actions.wait import wait_for
from meetings.models import Admits, Booking, Building, Room
from meetings.occurrences import Choice, Pattern, occurrences
from meetings.rules.slots import slot_of
from office.api import Actor, Appointment, Department, Organ, actor_of, valid_appointments, with_role, working_calendar
from office.kernel.clock import today
from office.kernel.refusals import Refusal

OFFICE, KEEPING = "云州市人民政府办公室", "会务科"
SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c001")
EQUIPMENT = ("视频会议", "投影", "同声传译", "无线话筒", "表决器")
WEEK = dict.fromkeys(range(5), (8 * 60, 18 * 60))
LATE = dict.fromkeys(range(6), (8 * 60, 22 * 60))


@dataclass(frozen=True)
class Plan:
    """A room of the city."""

    name: str
    seats: int
    floor: str
    equipment: tuple[str, ...]
    hours: dict[int, tuple[int, int]]
    admits: str = Admits.ALL
    approved: bool = False
    arrival: int = 0
    reconfirm: int = 0
    note: str = ""


PLANS = {
    "市政府大楼": (
        Plan(
            "第一会议室",
            60,
            "2层",
            ("视频会议", "投影", "无线话筒", "表决器"),
            LATE,
            Admits.LISTED,
            True,
            note="市政府常务会议、市长办公会议用。",
        ),
        Plan("第二会议室", 30, "2层", ("视频会议", "投影", "无线话筒"), LATE, Admits.ALL, True),
        Plan("301会商室", 12, "3层", ("视频会议",), WEEK, Admits.ALL, False, 15),
        Plan("305小会议室", 8, "3层", (), WEEK, Admits.ORGAN, False, 15),
        Plan("412小会议室", 16, "4层", ("投影",), WEEK, Admits.ALL, False, 0, 8),
    ),
    "会议中心": (
        Plan(
            "大礼堂",
            800,
            "1层",
            ("视频会议", "投影", "无线话筒", "同声传译"),
            LATE,
            Admits.ALL,
            True,
            note="须提前一天布置会场。",
        ),
        Plan("报告厅", 200, "2层", ("视频会议", "投影", "无线话筒"), LATE, Admits.ALL, True),
        Plan("多功能厅", 90, "2层", ("投影", "无线话筒", "同声传译"), LATE),
        Plan("培训教室", 45, "3层", ("投影",), WEEK, Admits.ALL, False, 20),
    ),
}
MEETINGS = (
    ("全市安全生产调度会", "第二会议室", 9 * 60, 10 * 60 + 30, 28),
    ("营商环境专班例会", "301会商室", 9 * 60, 10 * 60, 10),
    ("政务公开评估碰头会", "305小会议室", 10 * 60, 11 * 60, 6),
    ("民生实事项目协调会", "第二会议室", 14 * 60 + 30, 16 * 60, 24),
    ("信访积案会商", "301会商室", 14 * 60, 16 * 60 + 30, 9),
    ("新录用人员培训", "培训教室", 8 * 60 + 30, 11 * 60 + 30, 40),
    ("城市更新专题研究", "412小会议室", 15 * 60, 17 * 60, 14),
    ("冬季保供工作推进会", "多功能厅", 9 * 60 + 30, 11 * 60 + 30, 70),
    ("防汛应急演练总结", "报告厅", 14 * 60, 17 * 60, 150),
)


def furnish_demo_rooms() -> int:
    """Where there are none yet; the answer is how many rooms. Harmless when repeated, and goes on where it was interrupted."""
    organ = Organ.objects.filter(name=OFFICE).first()
    keeping = Department.objects.filter(organ=organ, name=KEEPING).first()
    root = with_role(organ.parent, "system_administrator").first() if organ is not None and organ.parent else None
    if organ is None or keeping is None or root is None:
        return 0
    keeper = valid_appointments().filter(post__department=keeping).order_by("post__order", "pk").first()
    approver = with_role(organ, "office_reviewer").order_by("pk").first()
    if keeper is None or approver is None:
        return 0
    rooms = list(_rooms(organ, keeping, _actor(root), _actor(keeper), approver))
    if not Booking.objects.exists():
        _book(organ, keeper, approver)
    return len(rooms)


def _rooms(organ: Organ, keeping: Department, admin: Actor, keeper: Actor, approver: Appointment) -> Iterator[Room]:
    for name, plans in PLANS.items():
        said = Premises(organ=organ.uid, name=name, kept_by=keeping.uid, place="云州市行政中心")
        building = Building.objects.filter(organ=organ, name=name).first()
        building = building or save_building(None, said, by=admin, key=uuid5(SPACE, name))
        kinds = {one: add_equipment(building.uid, one, by=keeper, key=uuid5(SPACE, f"kind {one}")) for one in EQUIPMENT}
        for plan in plans:
            described = Described(
                building=building.uid,
                name=plan.name,
                seats=plan.seats,
                floor=plan.floor,
                note=plan.note,
                equipment=[kinds[one].uid for one in plan.equipment],
                admits=plan.admits,
                organs=[organ.uid, organ.parent.uid] if organ.parent else [organ.uid],
                approved_by=approver.post.uid if plan.approved else None,
                arrival_minutes=plan.arrival,
                reconfirm_weeks=plan.reconfirm,
                longest_minutes=12 * 60,
                hours=plan.hours,
            )
            yield save_room(None, described, by=keeper, key=uuid5(SPACE, f"{name} {plan.name}"))


def _book(organ: Organ, keeper: Appointment, approver: Appointment) -> None:
    """This week and the next, on working days: most are agreed to, some wait."""
    people = list(valid_appointments().filter(post__department__organ=organ).order_by("post__order", "pk"))
    people = [one for one in people if one.pk != approver.pk] or [keeper]
    days = [working_calendar().add_working_days(today(), n).day for n in range(9)]
    for n, day in enumerate(days):
        for k, meeting in enumerate(MEETINGS):
            if (n + k) % 3 != 2:
                _one(day, meeting, people[(n + k) % len(people)], approver, asked=n > 4)
    room = Room.objects.get(name="412小会议室")
    holder = people[0]
    pattern = Pattern(
        every="week", first_on=days[0], until_on=days[0] + timedelta(weeks=10), begins=9 * 60, ends=10 * 60
    )
    wish = Wish(room=room.uid, slot=pattern.slot(days[0]), title="处务例会", people=12)
    found = occurrences(room, pattern, 12, by=_actor(holder))
    leave = {one.day: Choice(room="leave") for one in found if one.against}
    book_series(wish, pattern, leave, by=_actor(holder), key=uuid5(SPACE, "series"))
    busy = Booking.objects.holding().filter(room__name="301会商室", starts_at__gte=slot_of(days[0], 0, 60).starts_at)
    if (wanted := busy.order_by("starts_at").first()) is not None:
        waits = next(one for one in people if one.pk != wanted.booked_by_id)
        wish = Wish(room=wanted.room.uid, slot=wanted.slot, title="数据共享联席会", people=8)
        wait_for(wish, by=_actor(waits), key=uuid5(SPACE, "waiting"))
    hall = Room.objects.get(name="大礼堂")
    slot = slot_of(days[7], 8 * 60, 18 * 60)
    block(hall.uid, slot, "音响检修", {}, by=_actor(keeper), key=uuid5(SPACE, "blocking"))


def _one(
    day: date, meeting: tuple[str, str, int, int, int], who: Appointment, approver: Appointment, *, asked: bool
) -> None:
    title, name, begins, ends, people = meeting
    room = Room.objects.get(name=name)
    wish = Wish(room=room.uid, slot=slot_of(day, begins, ends), title=title, people=people)
    try:
        made = book(wish, by=_actor(who), key=uuid5(SPACE, f"{day} {title}"))
    except Refusal:  # a day off, or the room does not open so far ahead: the demonstration does without this one
        return
    if made.state == "asked" and not asked:
        approve(made.uid, by=_actor(approver), key=uuid5(SPACE, f"{day} {title} agreed"))


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)
