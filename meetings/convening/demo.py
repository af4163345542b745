"""演示城市的会议：one ahead and announced, with its agenda and its people, one in preparation, one that was held last week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from meetings.actions.decide import approve
from meetings.convening import life
from meetings.convening.actions.agenda_items import Wanted, add_item
from meetings.convening.actions.announce_meeting import announce_meeting
from meetings.convening.actions.keep_kinds import Described, save_kind
from meetings.convening.actions.people_acts import invite_organ, invite_people
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.actions.review_plan import approve_plan, submit_plan
from meetings.convening.models import Meeting, MeetingKind
from meetings.convening.selectors.guests import CHIEFS, HEADS, LEADERS, group_of
from meetings.models import Room
from meetings.rules.slots import Slot, slot_of
from office.api import Actor, Appointment, Organ, actor_of, valid_appointments, with_role, working_calendar
from office.kernel.clock import now, today

GOVERNMENT, OFFICE = "云州市人民政府", "云州市人民政府办公室"
SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c002")
AHEAD, HELD, DRAFT = "市政府第47次常务会议", "市政府第46次常务会议", "冬季保供工作专题会议"
STANDING = "政府常务会议"
ITEMS = (
    ("审议全市营商环境评价办法", 20, "云州市发展和改革委员会"),
    ("研究财政支出绩效管理工作", 20, "云州市财政局"),
    ("审议义务教育学位供给三年计划", 25, "云州市教育局"),
    ("研究老旧小区改造资金安排", 30, "云州市住房和城乡建设局"),
    ("通报政务数据共享进展", 15, "云州市数据局"),
)
OLD_ITEMS = (
    ("传达学习上级防汛工作部署", 15, "云州市住房和城乡建设局"),
    ("审议就业创业扶持办法", 25, "云州市人力资源和社会保障局"),
    ("研究全年重点项目安排", 30, "云州市发展和改革委员会"),
)


@dataclass(frozen=True)
class Cast:
    """Who prepares meetings of an organ, who takes the chair, who approves."""

    organ: Organ
    organiser: Actor
    host: Appointment
    approver: Actor


def hold_demo_meetings() -> int:
    """Where there are none yet; the answer is how many there are. Harmless when repeated, and goes on where it was interrupted."""
    government, office = (Organ.objects.filter(name=name).first() for name in (GOVERNMENT, OFFICE))
    cast = _cast(government) if government is not None else None
    helpers = _cast(office) if office is not None else None
    if cast is None or helpers is None:
        return 0
    if not Meeting.objects.filter(title=HELD, state__in=life.HELD).exists():
        kinds = _kinds(cast, helpers)
        _ahead(cast, kinds[0])
        _held(cast, kinds[0])
        _draft(helpers, kinds[1])
    return Meeting.objects.count()


def _cast(organ: Organ) -> Cast | None:
    clerk = with_role(organ, "document_clerk").order_by("pk").first()
    host = with_role(organ, "leader").order_by("post__order", "pk").first()
    approver = with_role(organ, "office_reviewer").order_by("pk").first()
    if clerk is None or host is None or approver is None:
        return None
    return Cast(organ, _actor(clerk), host, _actor(approver))


def _kinds(cast: Cast, helpers: Cast) -> tuple[MeetingKind, MeetingKind]:
    standing = Described(
        organ=cast.organ.uid,
        name=STANDING,
        approved_by=cast.approver.appointment.post.uid,
        is_numbered=True,
        takes_topics=True,
        is_voted=True,
        late_minutes=5,
    )
    special = Described(organ=helpers.organ.uid, name="专题会议", takes_topics=True)
    save_kind(None, Described(organ=cast.organ.uid, name="市长办公会议"), by=cast.organiser, key=_key("kind"))
    return (
        save_kind(None, standing, by=cast.organiser, key=_key(STANDING)),
        save_kind(None, special, by=helpers.organiser, key=_key("专题会议")),
    )


def _ahead(cast: Cast, kind: MeetingKind) -> None:
    calendar = working_calendar()
    slot = _on(calendar.add_working_days(today(), 6).day)
    room = Room.objects.filter(name="第一会议室", in_use=True).first()
    plan = Plan(
        kind=kind.uid,
        title=AHEAD,
        host=cast.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room=room.uid if room is not None else None,
        place="" if room is not None else "市政府大楼第一会议室",
        people=40,
        ordinal=47,
        reply_by=slot_of(calendar.add_working_days(today(), 4).day, 17 * 60, 18 * 60).starts_at,
        note="请提前10分钟到会。\n材料在会议页上看，会后收回。",
    )
    meeting = plan_meeting(plan, by=cast.organiser, key=_key(AHEAD))
    if meeting.booking is not None and meeting.booking.state == "asked":
        keeper = valid_appointments().filter(post=meeting.booking.room.approved_by_id).first()
        if keeper is not None:
            approve(meeting.booking.uid, by=_actor(keeper), key=_key(f"{AHEAD} room"))
    _agenda(meeting, ITEMS, cast)
    for group in (LEADERS, CHIEFS):
        _invite(meeting, group_of(group, meeting, cast.organiser), "attending", cast, group)
    _invite(meeting, group_of(HEADS, meeting, cast.organiser), "sitting_in", cast, HEADS)
    helpers = Organ.objects.filter(name=OFFICE).first()
    if helpers is not None:
        staff = with_role(helpers, "head").order_by("post__department__order", "pk")
        _invite(meeting, [one.uid for one in staff], "staff", cast, "staff")
    bureau = Organ.objects.filter(name="云州市数据局").first()
    if bureau is not None:
        invite_organ(meeting.uid, bureau.uid, "sitting_in", 2, "熟悉数据共享工作", by=cast.organiser, key=_key("unit"))
    _announced(meeting, cast)


def _held(cast: Cast, kind: MeetingKind) -> None:
    """Called as any other, and then as if a week had gone by."""
    slot = _on(working_calendar().add_working_days(today(), 3).day)
    plan = Plan(
        kind=kind.uid,
        title=HELD,
        host=cast.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place="市政府大楼第一会议室",
        ordinal=46,
    )
    meeting = plan_meeting(plan, by=cast.organiser, key=_key(HELD))
    _agenda(meeting, OLD_ITEMS, cast)
    for group in (LEADERS, CHIEFS):
        _invite(meeting, group_of(group, meeting, cast.organiser), "attending", cast, f"{HELD} {group}")
    _announced(meeting, cast)
    day = today() - timedelta(days=7)
    while not working_calendar().is_working_day(day):
        day -= timedelta(days=1)
    past = _on(day)
    Meeting.objects.filter(pk=meeting.pk).update(
        state=life.ENDED,
        starts_at=past.starts_at,
        ends_at=past.ends_at,
        announced_at=past.starts_at - timedelta(days=4),
        began_at=past.starts_at,
        ended_at=past.ends_at,
        moved_at=now(),
    )


def _draft(cast: Cast, kind: MeetingKind) -> None:
    slot = _on(working_calendar().add_working_days(today(), 9).day)
    plan = Plan(
        kind=kind.uid,
        title=DRAFT,
        host=cast.host.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place="市政府大楼第二会议室",
    )
    meeting = plan_meeting(plan, by=cast.organiser, key=_key(DRAFT))
    _agenda(meeting, (("通报冬季供热供气准备情况", 30, "云州市住房和城乡建设局"),), cast)


def _agenda(meeting: Meeting, items: Sequence[tuple[str, int, str]], cast: Cast) -> None:
    for title, minutes, name in items:
        organ = Organ.objects.get(name=name)
        chief = with_role(organ, "leader").order_by("post__order", "pk").first()
        wanted = Wanted(title=title, minutes=minutes, unit=organ.uid, reporter=chief.uid if chief is not None else None)
        add_item(meeting.uid, wanted, by=cast.organiser, key=_key(f"{meeting.title} {title}"))


def _invite(meeting: Meeting, people: list[UUID], capacity: str, cast: Cast, name: str) -> None:
    if people:
        invite_people(meeting.uid, people, capacity, by=cast.organiser, key=_key(f"{meeting.title} {name}"))


def _announced(meeting: Meeting, cast: Cast) -> None:
    """Through 方案审定."""
    version = Meeting.objects.get(pk=meeting.pk).version
    for step, act, by in (
        ("submit", submit_plan, cast.organiser),
        ("approve", approve_plan, cast.approver),
        ("announce", announce_meeting, cast.organiser),
    ):
        act(meeting.uid, version, by=by, key=_key(f"{meeting.title} {step}"))


def _on(day: date) -> Slot:
    return slot_of(day, 9 * 60, 11 * 60)


def _key(what: str) -> UUID:
    return uuid5(SPACE, what)


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)
