"""One of everything that people race for, and the requests that they send for it. Runs inside an installation of its own."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

from docflow.actions.closing_registers import close_register
from docflow.actions.linking import link
from docflow.actions.reserving import reserve
from docflow.actions.setting_up import make_demo_seal, open_code
from docflow.circulation.models import Circulation
from docflow.distribution.actions.groups import save_group
from docflow.distribution.actions.send_back import send_back
from docflow.models import Register, WorkingCopy
from docflow.models.registers import NumberEntry
from docflow.workshop import draw_seal
from meetings.actions.end import cancel
from meetings.actions.wait import wait_for
from meetings.duty.actions.swaps import agree_to_swap, ask_swap
from meetings.duty.models import Turn
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.on_duty import on_duty
from meetings.models import Booking
from meetings.topics.models import Topic
from office.api import Appointment, work_until
from office.jobs.models import Job
from office.kernel.clock import day_of, now, today
from office.kernel.ids import uuid7
from tests.docflow.circulation.sending import reading_of, sent_round
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import Piece, a_piece, an_intake
from tests.docflow.world import Office, Paper, a_draft, a_signed, an_office
from tests.factories import a_department, an_organ, appointed
from tests.meetings.duty.rostering import a_duty_room, a_roster
from tests.meetings.hall import a_hall, a_wish, actor, booked, in_days
from tests.meetings.topics import world as topics
from tests.meetings.urgent import world as urgent
from tests.office.calendar.world import TABLE_2027
from tests.office.jobs.tasks import note
from tests.office.jobs.test_operating import lost

AT_ONCE = 20
"""For what is scarce: a number, a file, a seal, a signature."""
SEVERAL = 4
"""For the rest, where losing is a page drawn anew."""


@dataclass(frozen=True)
class Shot:
    """One request: who (by session) sends what where."""

    session: str
    address: str
    fields: str


@dataclass(frozen=True)
class Race:
    """Requests for one thing. `winners`: how many get it, or are told that it is so; `lost`: the status for the others."""

    name: str
    shots: list[Shot]
    winners: int
    lost: tuple[int, ...] = (409,)


_sessions: dict[int, str] = {}


def session_of(who: Appointment) -> str:
    """A sign-in of his."""
    if who.person_id not in _sessions:
        client = Client()
        client.force_login(who.person)
        _sessions[who.person_id] = client.cookies["sessionid"].value
    return _sessions[who.person_id]


def shot(who: Appointment, address: str, fields: dict[str, Any]) -> Shot:
    return Shot(session_of(who), address, urlencode({"key": str(uuid7())} | fields, doseq=True))


def crowd(
    name: str, /, *who: Appointment, at: str, times: int = SEVERAL, winners: int = 1, lost: int = 409, **fields: Any
) -> Race:
    """Each with a form of his own, until there are enough."""
    return Race(name, [shot(who[n % len(who)], at, fields) for n in range(times)], winners, (409, lost))


def all_win(name: str, /, *who: Appointment, at: str, **fields: Any) -> Race:
    """Twenty, and each has what he asked for."""
    return crowd(name, *who, at=at, times=AT_ONCE, winners=AT_ONCE, **fields)


def scarce(name: str, /, *who: Appointment, at: str, **fields: Any) -> Race:
    """Twenty, and one has it."""
    return crowd(name, *who, at=at, times=AT_ONCE, **fields)


def arranged() -> str:
    """All races, as JSON."""
    return json.dumps([asdict(race) for race in _races()])


def _races() -> Iterator[Race]:
    yield from _operating()  # while no other job waits
    yield from _outgoing()
    yield from _numbers()
    yield from _sealing()
    yield from _distribution()
    yield from _incoming()
    yield from _circulation()
    yield from _administration()
    yield from _rooms()
    yield from _topics()
    yield from _urgent()
    yield from _on_duty()


def _urgent() -> Iterator[Race]:
    """Those who were called acknowledge at once; two windows send the first report."""
    desk = urgent.a_desk()
    event = urgent.an_event(desk)
    who = (desk.leader().appointment, desk.below.keeper, desk.chief)
    alarm = urgent.alarm_of(event, "opened")
    at = reverse("urgent:do", args=[event.uid, "acknowledge"])
    yield crowd("确认接报", *who, at=at, which=alarm.uid)
    at = reverse("urgent:report", args=[event.uid, "first"])
    fields: dict[str, Any] = urgent.typed(seen="0")
    yield crowd("初报", desk.officer().appointment, desk.below.keeper, at=at, **fields)


def _on_duty() -> Iterator[Race]:
    """Who is on duty now is relieved by one of many; a swap is agreed to and approved once."""
    room = a_duty_room(officers=8)
    a_roster(room, today())
    running = next(one for one in on_duty([room.unit], now()) if one.role == room.first)
    takers = [one for one in room.officers if one.person_id != running.person_id]
    yield scarce("立即接班", *takers, at=reverse("duty:turn_do", args=[running.uid, "take-over"]))
    a_roster(room, next_month(today()))
    for verb, n in (("agree", 0), ("approve", 1)):
        asker, other = room.officers[n], room.officers[n + 4]
        turn = Turn.objects.filter(person=asker.person, shift__starts_at__gt=now() + timedelta(days=9))[1]
        swap = ask_swap(turn.uid, other.person.uid, by=room.by(asker), key=uuid7())
        if verb == "approve":
            agree_to_swap(swap.uid, by=room.by(other), key=uuid7())
        who = other if verb == "agree" else room.keeper
        yield crowd(f"换班{verb}", who, at=reverse("duty:swap_do", args=[swap.uid, verb]))


def _topics() -> Iterator[Race]:
    """Two organisers call at once; a topic is handed in, decided; many come on one agenda; what was put off is taken up."""
    world = topics.a_world()
    organisers = (world.organiser, world.gathering.second)
    called: dict[str, Any] = {
        "meeting": world.meeting.uid,
        "due_on": day_of(now()) + timedelta(days=1),
        "units": [world.unit.uid],
    }
    yield crowd("征集议题", *organisers, at=reverse("topics:new_call"), **called)

    def to_act(topic: Topic, verb: str) -> str:
        return reverse("topics:act", args=[topics.task(topic).uid, verb])

    one = topics.drafted(world, title="争提的议题")
    yield crowd("提报议题", world.writer, at=to_act(one, "draft"), seen="0")
    one = topics.walked(world, topics.drafted(world, title="争定的议题"), "decide")
    yield crowd("列入议程", world.host, world.organiser, at=to_act(one, "decide"), meeting=world.meeting.uid)
    some = [topics.walked(world, topics.drafted(world, title=f"第{n}个议题"), "decide") for n in range(SEVERAL)]
    fields = {"meeting": world.meeting.uid}
    shots = [shot(world.host, to_act(one, "decide"), fields) for one in some]
    yield Race("各列各的议题", shots, winners=SEVERAL)
    one = topics.put_off_(world, topics.drafted(world, title="缓议的议题"))
    at = reverse("topics:do", args=[one.uid, "take-up"])
    yield crowd("缓议后列入", *organisers, world.host, at=at, meeting=world.meeting.uid)


def _act(paper: Paper, step: str, verb: str = "") -> str:
    return reverse("docflow:act", args=[paper.task(step).uid, verb or step])


def _rooms() -> Iterator[Race]:
    """Fifty on one slot; each on his own; one form sent many times; an answer, an offer, a handing over."""
    hall = a_hall(an_organ(name="云州市会务管理局"))
    who = [appointed(a_department(hall.organ)) for _ in range(5)]

    def wish(days: int, hour: int = 9) -> dict[str, Any]:
        day = day_of(in_days(days).starts_at).isoformat()
        more = {
            "title": "争订的会",
            "day": day,
            "begins": f"{hour:02d}:00",
            "ends": f"{hour + 1:02d}:00",
            "people": "5",
        }
        return {"room": str(hall.room.uid)} | more

    at = reverse("meetings:book")
    yield crowd("同订一个时段", *who, at=at, times=50, **wish(1))
    yield Race("各订各的时段", [shot(who[n % 5], at, wish(2, n)) for n in range(AT_ONCE)], winners=AT_ONCE)
    yield all_win("同表预订", who[0], at=at, key=str(uuid7()), **wish(3))
    one = booked(hall.room, who[0], in_days(4))
    yield crowd("取消预订", who[0], at=reverse("meetings:act", args=[one.uid, "cancel"]))
    one = booked(hall.room, who[0], in_days(5))
    wait_for(a_wish(hall.room, in_days(5)), by=actor(who[1]), key=uuid7())
    cancel(one.uid, by=actor(who[0]), key=uuid7())
    offered = Booking.objects.get(waited__room=hall.room)
    yield crowd("确认候补", who[1], at=reverse("meetings:act", args=[offered.uid, "take"]))
    hall.room.approved_by = hall.other.post
    hall.room.save()
    one = booked(hall.room, who[2], in_days(6))
    yield crowd("同意预订", hall.other, at=reverse("meetings:act", args=[one.uid, "approve"]))


def _outgoing() -> Iterator[Race]:
    office = an_office("云州市赛会管理局")
    drafter, head, reviewers = office.drafter, office.head, (office.reviewer, office.second_reviewer)
    leader, clerk = office.leader, office.clerk
    paper = a_draft(office)
    yield crowd("送核", drafter, at=_act(paper, "draft"))
    paper = a_draft(office).sent()
    yield crowd("核稿", head, at=_act(paper, "review"), opinion="可行。")
    paper = a_draft(office)
    withdraw = _act(paper, "draft", "withdraw")
    paper.sent()
    yield crowd("撤回", drafter, at=withdraw, reason="再改")
    paper = a_draft(office).sent()
    back: dict[str, Any] = {"reason": "再改", "to": "draft", "then": "straight_back"}
    yield crowd("退回", head, at=_act(paper, "review", "return"), **back)
    paper = a_draft(office).sent().reviewed()
    chosen = {"chosen": str(leader.uid)}
    yield scarce("两人审核", *reviewers, at=_act(paper, "office_review"), **chosen)
    paper = a_draft(office).sent().reviewed()
    yield scarce("领办", *reviewers, at=_act(paper, "office_review", "claim"), lost=403)
    paper = a_draft(office).sent().reviewed().examined()
    yield crowd("签发", leader, at=_act(paper, "sign_off"), opinion="同意。")
    paper = a_draft(office, consult=True).sent().reviewed()
    first = office.consulted[0]
    address = reverse("docflow:act", args=[paper.task("countersign", first).uid, "countersign"])
    yield crowd("会签", first, at=address, stance="agree", opinion="同意。")
    paper = a_signed(office)
    yield crowd("复核", clerk, at=_act(paper, "recheck"))
    paper = a_draft(office).sent()
    yield crowd("催办", drafter, at=reverse("docflow:urge", args=[paper.uid]), winners=SEVERAL)
    yield crowd(
        "挂起",
        office.flow_keeper,
        at=reverse("docflow:keep", args=[paper.uid, "suspend"]),
        lost=403,
        reason="缓",
    )
    paper = a_draft(office).sent()
    end = reverse("docflow:keep", args=[paper.uid, "terminate"])
    yield crowd("终止", office.flow_keeper, at=end, reason="不办了")
    paper, other = a_draft(office), a_draft(office)
    fields: dict[str, Any] = {"other": str(other.uid), "kind": "same_matter"}
    yield crowd("建立联系", drafter, at=reverse("docflow:link", args=[paper.uid]), **fields, winners=SEVERAL)
    row = link(other.uid, paper.uid, "same_matter", by=office.actor(drafter), key=uuid7())
    yield crowd("解除联系", drafter, at=reverse("docflow:unlink", args=[other.uid, row.uid]), winners=SEVERAL)
    unwritten = a_draft(office).document
    begun = WorkingCopy.objects.get(document=unwritten).revision
    save: dict[str, Any] = {"revision": str(begun), "kind": "通知", "title": "关于赛会的通知", "body": "现通知如下。"}
    yield crowd("自动保存", drafter, at=reverse("docflow:save", args=[unwritten.uid]), **save)
    code = open_code_of(office, "云赛会")
    yield crowd("停用代字", office.reviewer, at=reverse("docflow:take_code_out", args=[code]), reason="不用")
    fields = _code_fields(office, "云赛甲")
    yield crowd("立户", office.reviewer, at=reverse("docflow:open_code"), **fields, lost=422)


def open_code_of(office: Office, code: str) -> Any:
    with transaction.atomic():
        return open_code(office.organ, code, label="函", form="文件").uid


def _code_fields(office: Office, code: str) -> dict[str, Any]:
    name = office.organ.name
    return {
        "organ": str(office.organ.uid), "code": code, "label": "赛会", "form": "文件",
        "mark": name, "signature": name, "print_organ": name,
    }  # fmt: skip


def _numbers() -> Iterator[Race]:
    office = an_office("云州市编号管理局", "云编发")
    clerk = office.clerk
    papers = [a_signed(office).rechecked() for _ in range(AT_ONCE)]
    yield Race("各件编号", [shot(clerk, _act(one, "number"), {}) for one in papers], winners=AT_ONCE)
    paper = a_signed(office).rechecked()
    yield scarce("同件编号", clerk, at=_act(paper, "number"))
    paper, key = a_signed(office).rechecked(), str(uuid7())
    yield all_win("同表编号", clerk, at=_act(paper, "number"), key=key)
    year = str(today().year)
    fields = {"code": str(office.code.uid), "year": year, "count": "2", "reserved_for": "会议", "reason": "待用"}
    yield all_win("预留文号", clerk, at=reverse("docflow:reserve"), **fields)
    other = an_office("云州市封存管理局", "云封发")
    by, clerk = other.actor(other.clerk), other.clerk
    entry = reserve(other.code.uid, year=int(year), count=3, reserved_for="会", reason="待", by=by, key=uuid7())
    void = reverse("docflow:void", args=[entry.uid])
    yield crowd("作废文号", clerk, at=void, reason="不用")
    rest = NumberEntry.objects.filter(register=entry.register).exclude(pk=entry.pk)
    reasons: dict[str, Any] = {f"reason-{one.uid}": "不用" for one in rest}
    close = reverse("docflow:close_register", args=[entry.register.uid])
    yield crowd("封存登记簿", clerk, at=close, no_more="on", lost=403, **reasons)
    third = an_office("云州市启用管理局", "云启发")
    a_signed(third).rechecked().numbered()
    register = Register.objects.get(code=third.code)
    close_register(register.uid, reasons={}, no_more=True, by=third.actor(third.clerk), key=uuid7())
    reopen = reverse("docflow:reopen_register", args=[register.uid])
    yield crowd("重新启用", third.reviewer, at=reopen, reason="补号")


def _sealing() -> Iterator[Race]:
    office = an_office("云州市用印管理局", "云印发")
    picture = draw_seal(office.organ.name, 42)
    with transaction.atomic():
        make_demo_seal(office.organ, 42, picture)
    paper = a_signed(office).rechecked().numbered()
    work_until(lambda: not Job.objects.open().filter(key__startswith=str(paper.document.run.uid)).exists(), timeout=120)
    yield scarce("用印", office.seal_keeper, at=_act(paper, "seal"))


def _distribution() -> Iterator[Race]:
    office = an_office("云州市分发管理局", "云分发")
    clerk = office.clerk

    def one_sent() -> tuple[Paper, Receiver, Any]:
        paper, receiver = at_distribution(office), a_receiver()
        return paper, receiver, distributed(paper, receiver)[0].uid

    def receive(uid: Any, verb: str) -> str:
        return reverse("distribution:receive", args=[uid, verb])

    def settle(uid: Any, verb: str) -> str:
        return reverse("distribution:settle", args=[uid, verb])

    paper, receiver = at_distribution(office), a_receiver()
    fields: dict[str, Any] = {"task": str(paper.task("distribute").uid), "main": str(receiver.organ.uid)}
    yield scarce("分发", clerk, at=reverse("distribution:distribute", args=[paper.uid]), **fields)
    paper, receiver, uid = one_sent()
    more: dict[str, Any] = {"more": str(a_receiver().organ.uid), "more_as": "copy"}
    yield crowd("增发", clerk, at=reverse("distribution:distribute", args=[paper.uid]), **more, lost=422)
    _, receiver, uid = one_sent()
    yield scarce("签收", receiver.clerk, at=receive(uid, "sign"))
    _, receiver, uid = one_sent()
    key = {"key": str(uuid7())}
    yield all_win("同表签收", receiver.clerk, at=receive(uid, "sign"), **key)
    _, receiver, uid = one_sent()
    yield crowd("退文", receiver.clerk, at=receive(uid, "return"), reason="缺页")
    _, receiver, uid = one_sent()
    shots = [
        deed
        for _ in range(AT_ONCE // 3)
        for deed in (
            shot(receiver.clerk, receive(uid, "sign"), {}),
            shot(receiver.clerk, receive(uid, "return"), {"reason": "缺页"}),
            shot(clerk, settle(uid, "recall"), {"reason": "发错"}),
        )
    ]
    yield Race("签收退文撤回", shots, 1)
    _, receiver, uid = one_sent()
    send_back(uid, by=receiver.by, key=uuid7(), reason="缺页")
    yield crowd("重发", clerk, at=settle(uid, "resend"), reason="已补")
    paper, receiver, uid = one_sent()
    urge = reverse("distribution:urge", args=[paper.uid])
    yield crowd("催签收", clerk, at=urge, as_of=now().isoformat(), winners=SEVERAL)
    fields = {"name": "区县", "organ": str(receiver.organ.uid)}
    yield crowd("新建分组", clerk, at=reverse("distribution:new_group"), **fields, lost=422)
    group = save_group(None, name="部门", organs=[receiver.organ.uid], by=office.actor(clerk), key=uuid7())
    yield crowd("删分组", clerk, at=reverse("distribution:remove_group", args=[group.uid]), lost=404)
    _, receiver, uid = one_sent()
    register = {"delivery": str(uid), "class_code": "收办", "sender": "市局", "title": "通知", "copies": "1"}
    yield scarce("来件登记", receiver.clerk, at=reverse("incoming:new"), **register)


def _incoming() -> Iterator[Race]:
    office = an_office("云州市收文管理局", "云收发")
    clerk, reviewers, leader = office.clerk, (office.reviewer, office.second_reviewer), office.leader

    def act(piece: Piece, step: str, verb: str = "", holder: Appointment | None = None) -> str:
        return reverse("incoming:act", args=[piece.task(step, holder).uid, verb or step])

    paper = {"class_code": "收办", "sender": "省厅", "title": "关于供热的通知", "copies": "1"}
    yield all_win("各件登记", clerk, at=reverse("incoming:new"), **paper)
    intake = an_intake(office)
    one_form = paper | {"intake": str(an_intake(office).uid), "key": str(uuid7())}
    yield all_win("同表登记", clerk, at=reverse("incoming:new"), **one_form)
    yield scarce("同文件登记", clerk, at=reverse("incoming:new"), **paper, intake=str(intake.uid))
    yield crowd("初审", clerk, at=act(a_piece(office), "review"))
    yield crowd("退来文", clerk, at=act(a_piece(office), "review", "turn-back"), reason="非本机关")
    fields: dict[str, Any] = {"choice": "instruct", "opinion": "拟请财务处办理。", "chosen": str(leader.uid)}
    yield crowd("拟办", *reviewers, at=act(a_piece(office).reviewed(), "propose"), **fields)
    unit: dict[str, Any] = {"lead_unit": str(office.units[0].uid), "opinion": "同意。", "days": "3"}
    yield crowd("批示", leader, at=act(a_piece(office).reviewed().proposed(), "instruct"), **unit)
    piece, first = a_piece(office).reviewed().proposed().instructed(), office.consulted[0]
    yield crowd("承办", first, at=act(piece, "undertake"), opinion="已办。")
    yield crowd("收文办结", clerk, at=act(a_piece(office).reviewed().proposed().instructed().reported(), "close"))
    asked: dict[str, Any] = {"lead_unit": office.units[0].uid, "needs_reply": True}
    piece = a_piece(office).reviewed().proposed().instructed(**asked).reported()
    yield crowd("答复", first, at=act(piece, "answer"), waived="已当面答复", opinion="好")
    fields = {"code": "特急", "label": "特急件", "track": "handle"}
    yield crowd("增设类别", clerk, at=reverse("incoming:classes"), **fields, lost=422)


def _circulation() -> Iterator[Race]:
    paper = a_signed(an_office("云州市传阅管理局", "云传发"))
    office = paper.office
    who, drafter = office.consulted[0], office.drafter
    fields = {"readers": str(who.uid), "purpose": "请阅", "order": "at_once", "key": str(uuid7())}
    new = reverse("circulation:new", args=[paper.uid])
    yield all_win("发起传阅", drafter, at=new, **fields)

    def act(going: Circulation, verb: str) -> str:
        return reverse("circulation:act", args=[going.uid, verb])

    going = sent_round(paper, who, office.leader)
    reading: dict[str, Any] = {"reading": str(reading_of(going, who).uid)}
    yield scarce("已阅", who, at=act(going, "read"), **reading, opinion="好。")
    going = sent_round(paper, who, office.leader)
    yield crowd(
        "加阅",
        drafter,
        at=reverse("circulation:add", args=[going.uid]),
        readers=str(office.head.uid),
        lost=422,
    )
    going = sent_round(paper, who, office.leader)
    reading = {"reading": str(reading_of(going, who).uid), "reason": "送错"}
    yield crowd("撤回传阅", drafter, at=act(going, "withdraw"), **reading)
    going = sent_round(paper, who, office.leader)
    yield crowd("结束传阅", drafter, at=act(going, "end"), reason="已印发")
    going = sent_round(paper, who, office.leader, order="in_order")
    reading = {"reading": str(reading_of(going, who).uid), "reason": "出差"}
    yield crowd("跳过", drafter, at=act(going, "skip"), **reading)


def _administration() -> Iterator[Race]:
    city = an_organ(name="云州市赛区政府")
    keeper, guard = (appointed(a_department(city), role) for role in ("system_administrator", "security_administrator"))
    bureau = an_organ(city, name="云州市赛区财政局")
    division, day = a_department(bureau), today().isoformat()

    def to(name: str, *uids: Any) -> str:
        return reverse(f"administration:{name}", args=list(uids))

    def one(called: str, address: str, /, by: Appointment = keeper, lost: int = 422, **fields: Any) -> Race:
        return crowd(called, by, at=address, lost=lost, **fields)

    found: dict[str, Any] = {
        "name": "云州市赛区统计局",
        "short_name": "赛区统计局",
        "level": str(int(city.level)),
        "since": day,
    }
    yield one("设立机关", to("found_organ", city.uid), **found)
    yield one(
        "机关更名",
        to("rename_organ", bureau.uid),
        name="云州市赛区财税局",
        short_name="赛区财税局",
        since=day,
        reason="批复",
    )
    yield one("设处室", to("open_department", bureau.uid), name="预算科")
    yield one("设岗位", to("open_post", division.uid), title="科员")
    yield one("登记人员", to("enter_person", bureau.uid), name="程远", login="racer")
    held, empty = appointed(a_department(bureau)), appointed(a_department(bureau))
    yield one("任命", to("appoint", empty.post.uid) + f"?person={held.person.uid}", since=day, manner="beside")
    yield one("免职", to("end_appointment", empty.uid), until=day, reason="任免文件")
    gone = appointed(a_department(bureau))
    yield one("停用账号", to("deactivate", gone.person.uid), reason="离职", lost=403)
    closing = a_department(bureau)
    yield one("撤处室", to("close_department", closing.uid), reason="合并", lost=403)
    administered = appointed(a_department(bureau))
    yield one("授予管理员职责", to("give_role", administered.post.uid), by=guard, role="auditor", lost=403)


def _operating() -> Iterator[Race]:
    keeper = appointed(a_department(an_organ()), "system_administrator")
    table: dict[str, Any] = {"table": TABLE_2027, "seen": "nothing"}
    yield crowd("导入日历", keeper, at=reverse("calendar:import"), winners=SEVERAL, **table)
    job = lost()
    Job.objects.filter(pk=job.pk).update(
        task=note.module_path
    )  # refused anew at once, it could be tried again by the next
    yield crowd("重试作业", keeper, at=reverse("jobs:again", args=[job.uid]))
    other = lost()
    yield crowd("不再办作业", keeper, at=reverse("jobs:aside", args=[other.uid]), reason="已手工办")
